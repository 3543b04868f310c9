import { describe, expect, it } from 'vitest';
import { ingestFile } from '../../src/ingest/index.ts';
import { splitMbox } from '../../src/ingest/mbox.ts';
import { inputFolder, mail } from './inputs.ts';

const { write } = inputFolder();
const FROM = 'From ann@example.org Tue Mar  3 10:00:00 2026\n';

async function split(text: string, chunk: number, limit = 1000): Promise<(string | null)[]> {
  async function* chunks() {
    for (let at = 0; at < text.length; at += chunk) yield Buffer.from(text.slice(at, at + chunk), 'latin1');
  }
  const found: (string | null)[] = [];
  for await (const { bytes } of splitMbox(chunks(), limit)) found.push(bytes?.toString('latin1') ?? null);
  return found;
}

describe('an mbox', () => {
  it('gives its messages in order, numbered', async () => {
    const path = write('two.mbox', `${FROM}${mail('one\n')}\n${FROM}${mail('two\n')}\n`);
    const { messages, problems } = await ingestFile(path);
    expect(problems).toEqual([]);
    expect(messages.map(({ source, lines }) => [source, ...lines])).toEqual([
      [`${path}#1`, 'one'],
      [`${path}#2`, 'two'],
    ]);
  });

  it('takes the quoting of From lines back (mboxo and mboxrd)', async () => {
    const text = `${FROM}${mail('>From here\n>>From there\n> >From quoted\nx >From y\n')}\n`;
    const { messages } = await ingestFile(write('quoted.mbox', text));
    expect(messages[0]?.lines).toEqual(['From here', '>From there', '> >From quoted', 'x >From y']);
  });

  it('is not cut at a sentence that begins with From', async () => {
    const text = `${FROM}${mail('a\n\nFrom what I see at 10:00:00 in 2026\nnothing\n\nFrom me\nNote: x\n')}\n`;
    const { messages } = await ingestFile(write('sentence.mbox', text));
    expect(messages).toHaveLength(1);
  });

  it('reads CRLF', async () => {
    const text = `${FROM}${mail('one\n')}\n${FROM}${mail('two\n')}\n`.replaceAll('\n', '\r\n');
    const { messages } = await ingestFile(write('crlf.mbox', text));
    expect(messages.map(({ lines }) => lines)).toEqual([['one'], ['two']]);
  });

  it('is the same whatever the size of the chunks', async () => {
    const text = [1, 2, 3].map((n) => `${FROM}${mail(`body ${n}\n>From x\n`)}\n`).join('');
    const whole = await split(text, text.length);
    expect(whole).toHaveLength(3);
    for (const size of [1, 2, 7, 64, 333]) expect(await split(text, size)).toEqual(whole);
  });

  it('skips a message that is too long, reads the others', async () => {
    const text = `${FROM}${mail('one\n')}\n${FROM}${mail(`${'long\n'.repeat(2000)}`)}\n${FROM}${mail('three\n')}\n`;
    for (const size of [100, 5000, text.length]) {
      const found = await split(text, size);
      expect(found.map((bytes) => bytes?.trimEnd().split('\n').at(-1) ?? null)).toEqual(['one', null, 'three']);
    }
  });

  it('goes on after a message that cannot be read', async () => {
    const text = `${FROM}${mail('AAAA', ['Content-Type: image/png'])}\n\n${FROM}${mail('two\n')}\n`;
    const path = write('bad.mbox', text);
    const { messages, problems } = await ingestFile(path);
    expect(problems).toEqual([{ code: 'mail-no-text', source: `${path}#1` }]);
    expect(messages).toMatchObject([{ source: `${path}#2`, lines: ['two'] }]);
  });
});
