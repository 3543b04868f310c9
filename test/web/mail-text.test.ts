import { describe, expect, test } from 'vitest';
import { mailOfCase } from '../../web/corpus-mail.ts';
import { readMailText } from '../../web/mail-text.ts';
import { decodeWords } from '../../web/transfer.ts';

describe('a pasted mail', () => {
  test('is split into header and body', () => {
    const text =
      'Subject: foo:\n a race\nFrom: Ann <a@example.org>\nDate: Mon, 1 Jan 2024 10:00:00 +0100 (CET)\n\none\ntwo\n';
    expect(readMailText(text)).toMatchObject({
      ...{ subject: 'foo: a race', from: 'Ann <a@example.org>', date: '2024-01-01T09:00:00.000Z', messageId: null },
      ...{ lines: ['one', 'two'], offset: 5, notices: [] },
    });
  });

  test('needs no header, and prose that looks like one is prose', () => {
    expect(readMailText('CPU0   CPU1\r\nfree(a)\r\n')).toMatchObject({ lines: ['CPU0   CPU1', 'free(a)'], offset: 0 });
    expect(readMailText('Note: this is wrong\n\nCPU0')).toMatchObject({
      subject: null,
      lines: ['Note: this is wrong', '', 'CPU0'],
    });
    expect(readMailText('Subject: x\nand no blank line')).toMatchObject({ subject: null, offset: 0 });
    expect(readMailText('')).toMatchObject({ lines: [] });
  });

  test('may begin with the separator of an mbox', () => {
    expect(readMailText('From a@b Mon Jan 1\nSubject: x\n\nbody\n')).toMatchObject({
      subject: 'x',
      lines: ['body'],
      offset: 3,
    });
  });

  test('is decoded; its lines then stand nowhere in the pasted text', () => {
    const head = 'Subject: x\nContent-Type: text/plain; charset="iso-8859-1"\nContent-Transfer-Encoding:';
    const quoted = readMailText(`${head} quoted-printable\n\na =3D b, caf=E9, a long=\n line\nnext\n`);
    expect(quoted).toMatchObject({ lines: ['a = b, café, a long line', 'next'], offset: null });
    expect(readMailText(`${head} quoted-printable\n\nplain\n`)).toMatchObject({ lines: ['plain'], offset: 4 });
    expect(readMailText(`${head} base64\n\nb25lCnR3bwo=\n`)).toMatchObject({ lines: ['one', 'two'], offset: null });
  });

  test('gives its first text part', () => {
    const parts = [
      '--b',
      'Content-Type: text/plain',
      '',
      'CPU0',
      '--b',
      'Content-Type: text/x-diff',
      '',
      '+x',
      '--b--',
    ];
    const read = readMailText(['Subject: x', 'Content-Type: multipart/mixed; boundary="b"', '', ...parts].join('\n'));
    expect(read).toMatchObject({ lines: ['CPU0'], offset: 6 });
    expect(read.notices).toHaveLength(1);
  });

  test('has encoded words in its subject', () => {
    expect(decodeWords('=?utf-8?q?caf=C3=A9_?= =?UTF-8?B?bm9pcg==?= !')).toBe('café noir !');
    expect(decodeWords('=?utf-8?q?')).toBe('=?utf-8?q?');
  });

  test('is not slow, whatever it holds', () => {
    const begin = performance.now();
    for (const text of ['=', '=?a?q?', 'a: b\n', ' \n', '--', '(']) {
      readMailText(
        `Subject: ${text.repeat(20_000)}\nContent-Transfer-Encoding: quoted-printable\n\n${text.repeat(20_000)}`,
      );
    }
    expect(performance.now() - begin).toBeLessThan(2_000);
  });
});

test('an example is the mail of a corpus case', () => {
  expect(mailOfCase('# Case\n\nWords.\n\n```mail\nSubject: x\n\n  a\n```\n\n## Expected\n')).toBe(
    'Subject: x\n\n  a\n',
  );
});
