import { describe, expect, it } from 'vitest';
import { ingestFile } from '../../src/ingest/index.ts';
import { inputFolder, mail } from './inputs.ts';

const { write } = inputFolder();
let count = 0;
async function read(text: string | Buffer) {
  count++;
  return ingestFile(write(`${count}.eml`, text));
}

describe('a mail', () => {
  it('gives its fields decoded, the date in UTC', async () => {
    const fields = ['Date: Tue, 03 Mar 2026 10:00:00 +0200', 'References: <a@x>', ' <b@x>', 'In-Reply-To: <b@x>'];
    const { messages, problems } = await read(mail('CPU0  CPU1\n', fields));
    expect(problems).toEqual([]);
    expect(messages).toMatchObject([
      {
        messageId: '<one@example.org>',
        from: 'Ann Author <ann@example.org>',
        subject: 'a race',
        date: '2026-03-03T08:00:00.000Z',
        references: ['<a@x>', '<b@x>'],
        inReplyTo: '<b@x>',
        lines: ['CPU0  CPU1'],
      },
    ]);
  });

  it.each([
    ['no Date', [], null],
    ['an unreadable Date', ['Date: yesterday'], null],
    ['a Date without a zone', ['Date: Tue, 03 Mar 2026 10:00:00'], '2026-03-03T10:00:00.000Z'],
    ['a named zone', ['Date: Tue, 03 Mar 2026 10:00:00 GMT'], '2026-03-03T10:00:00.000Z'],
  ])('never makes a date up: %s', async (_, fields, date) => {
    expect((await read(mail('x', fields))).messages[0]?.date).toBe(date);
  });

  it('keeps tabs, no-break spaces and white space at the end; only CRLF becomes LF', async () => {
    const body = 'CPU0\tCPU1  \r\n\u00a0a\u00a0\r\n\r\n  \r\nend';
    const text = mail(body, ['Content-Type: text/plain; charset=utf-8']).replaceAll(/(?<!\r)\n/g, '\r\n');
    expect((await read(Buffer.from(text))).messages[0]?.lines).toEqual([
      'CPU0\tCPU1  ',
      '\u00a0a\u00a0',
      '',
      '  ',
      'end',
    ]);
  });

  it.each([
    ['plain', 'Content-Type: text/plain; charset=utf-8; format=flowed; delsp=yes'],
    ['quoted and in capitals', 'Content-Type: text/plain; FORMAT="Flowed"; DelSp="yes"'],
    ['folded', 'Content-Type: text/plain;\n\tcharset=us-ascii;\n format = flowed'],
  ])('does not join the lines of format=flowed, keeps space-stuffing: %s', async (_, field) => {
    const { messages } = await read(mail('one \ntwo \n >three\n-- \nme\n', [field]));
    expect(messages[0]?.lines).toEqual(['one ', 'two ', ' >three', '-- ', 'me']);
  });

  it('does not touch the words format=flowed in a body', async () => {
    const body = 'Content-Type: text/plain; format=flowed\n--x\nContent-Type: text/plain; format=flowed\n';
    expect((await read(mail(body))).messages[0]?.lines).toEqual(body.trimEnd().split('\n'));
  });

  it('joins text parts in order, also flowed ones, and leaves attachments out', async () => {
    const parts = [
      '--edge', 'Content-Type: text/plain; format=flowed', '', 'first ', 'part',
      '--edge', 'Content-Type: application/octet-stream', 'Content-Disposition: attachment; filename=x', '', 'ZZZ',
      '--edge', 'Content-Type: text/plain', '', 'second part', '--edge--', '',
    ]; // biome-ignore format: as the lines stand
    const { messages, problems } = await read(mail(parts.join('\n'), ['Content-Type: multipart/mixed; boundary=edge']));
    expect(problems).toEqual([]);
    expect(messages[0]).toMatchObject({ lines: ['first ', 'part', 'second part'], problems: [] });
  });

  it('turns a mail that is only HTML into text, preformatted rows as they stand', async () => {
    const html = '<p>It races:</p><pre>CPU0     CPU1\nlock(A)\n         lock(A)</pre>';
    const { messages } = await read(mail(html, ['Content-Type: text/html; charset=utf-8']));
    expect(messages[0]?.lines).toEqual(expect.arrayContaining(['It races:', 'CPU0     CPU1', '         lock(A)']));
  });

  it('prefers the plain one of two alternatives', async () => {
    const parts = [
      '--e',
      'Content-Type: text/plain',
      '',
      'plain',
      '--e',
      'Content-Type: text/html',
      '',
      '<b>html</b>',
      '--e--',
    ];
    const { messages } = await read(mail(parts.join('\n'), ['Content-Type: multipart/alternative; boundary="e"']));
    expect(messages[0]?.lines).toEqual(['plain']);
  });

  it('reads what is there of a mail that is cut off, and says so', async () => {
    const parts = ['--e', 'Content-Type: text/plain', '', 'CPU0 CPU1', '--e', 'Content-Type: text/x-patch', '', 'dif'];
    const { messages } = await read(mail(parts.join('\n'), ['Content-Type: multipart/mixed; boundary="e"']));
    expect(messages[0]).toMatchObject({
      lines: ['CPU0 CPU1'],
      problems: [{ code: 'mail-truncated', detail: 'in part 2' }],
    });
  });

  it('is a problem without a message where it is cut off before any text', async () => {
    const { messages, problems } = await read(mail('', ['Content-Type: multipart/mixed; boundary="e"']));
    expect(messages).toEqual([]);
    expect(problems).toMatchObject([{ code: 'mail-truncated' }]);
  });

  it('says when an inner multipart is cut off by an outer boundary', async () => {
    const parts = [
      '--out', 'Content-Type: multipart/alternative; boundary=in', '', '--in', 'Content-Type: text/plain', '', 'text',
      '--out', 'Content-Type: text/plain', '', 'more', '--out--', '',
    ]; // biome-ignore format: as the lines stand
    const { messages } = await read(mail(parts.join('\n'), ['Content-Type: multipart/mixed; boundary=out']));
    expect(messages[0]?.problems).toMatchObject([{ code: 'mail-truncated' }]);
  });

  it.each([
    ['ISO-8859-1', 'caf\xe9', 'café'],
    ['windows-1252', '\x93x\x94', '“x”'],
    ['gbk', '\xd6\xd0', '中'],
    ['koi8-r', '\xc1', 'а'],
    ['iso-2022-jp', '\x1b$BF|\x1b(B', '日'],
    ['cp850', '\x82', 'é'],
  ])('decodes %s', async (charset, raw, decoded) => {
    const { messages } = await read(mail(raw, [`Content-Type: text/plain; charset="${charset}"`]));
    expect(messages[0]).toMatchObject({ lines: [decoded], problems: [] });
  });

  it.each(['martian-7', 'y', 'unknown-8bit'])(
    'reads a mail in the unknown charset %s, and says so',
    async (charset) => {
      const { messages } = await read(mail('CPU0 CPU1', [`Content-Type: text/plain; charset=${charset}`]));
      expect(messages[0]).toMatchObject({
        lines: ['CPU0 CPU1'],
        problems: [{ code: 'charset-unknown', detail: charset }],
      });
    },
  );

  it('is a problem where there is no text part', async () => {
    const { messages, problems } = await read(
      mail('AAAA', ['Content-Type: image/png', 'Content-Transfer-Encoding: base64']),
    );
    expect(messages).toEqual([]);
    expect(problems).toMatchObject([{ code: 'mail-no-text' }]);
  });

  it('has no lines where the body is empty', async () => {
    expect(await read(mail(''))).toMatchObject({ messages: [{ lines: [] }], problems: [] });
  });
});
