import { appendFileSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { inputFolder } from '../inputs.ts';
import { mbox, numbered, onlyPart, readPart } from './sources.ts';

const folder = inputFolder();
const mails = (count: number): string[] => Array.from({ length: count }, (_, number) => numbered(number));

describe('an mbox as a source', () => {
  it('gives its mails as they were', async () => {
    const file = folder.write('three.mbox', mbox(mails(3)));
    const read = await readPart(await onlyPart(file));
    expect(read.texts).toEqual(mails(3));
    expect(read.names).toEqual([1, 2, 3].map((number) => `${file}#${number}`));
    expect(read.problems).toEqual([]);
  });

  it('gives at most so many, and goes on behind them', async () => {
    const part = await onlyPart(folder.write('most.mbox', mbox(mails(5))));
    const first = await readPart(part, null, 2);
    const second = await readPart(part, first.cursor, 2);
    const third = await readPart(part, second.cursor, 2);
    expect([first, second, third].map(({ texts }) => texts.length)).toEqual([2, 2, 1]);
    expect([first, second, third].flatMap(({ texts }) => texts)).toEqual(mails(5));
    expect((await readPart(part, third.cursor)).texts).toEqual([]);
  });

  it('reads only what is new of one that has grown', async () => {
    const file = folder.write('grown.mbox', mbox(mails(2)));
    const { cursor } = await readPart(await onlyPart(file));
    appendFileSync(file, mbox([numbered(7)]));
    const read = await readPart(await onlyPart(file), cursor);
    expect(read.texts).toEqual([numbered(7)]);
    expect(read.names).toEqual([`${file}#3`]);
  });

  it('is read from its begin where another one stands in its place', async () => {
    const file = folder.write('other.mbox', mbox(mails(4)));
    const { cursor } = await readPart(await onlyPart(file));
    writeFileSync(file, mbox([numbered(9)]));
    expect((await readPart(await onlyPart(file), cursor)).texts).toEqual([numbered(9)]);
  });

  it('may be of the kinds mboxo, mboxrd and mboxcl2', async () => {
    const body = 'From here on:\n\nFrom x@y Thu Jan  1 00:00:00 1970\nSubject: no mail of its own\n\n>From there\n';
    const counted = numbered(1, body).replace('Subject', `Content-Length: ${body.length}\nSubject`);
    const quoted = numbered(2, body.replace(/^(>*From )/gm, '>$1'));
    const read = await readPart(await onlyPart(folder.write('cl2.mbox', mbox([counted, quoted, numbered(3)]))));
    expect(read.texts).toEqual([counted, numbered(2, body), numbered(3)]);
    const bare = numbered(4, '>From an mboxo\n');
    expect((await readPart(await onlyPart(folder.write('o.mbox', mbox([bare, bare]))))).texts[0]).toContain(
      '\nFrom an mboxo',
    );
  });

  it('does not believe a Content-Length that ends nowhere', async () => {
    const wrong = (length: number): string => numbered(1).replace('Subject', `Content-Length: ${length}\nSubject`);
    for (const length of [0, 3, 20, 5000, 99999999999]) {
      const read = await readPart(await onlyPart(folder.write('wrong.mbox', mbox([wrong(length), numbered(2)]))));
      expect(read.texts).toEqual([wrong(length), numbered(2)]);
    }
  });

  it('skips a message beyond the limit in little memory, and the rest goes on', async () => {
    const large = numbered(2, `${'x'.repeat(70)}\n`.repeat(300_000));
    const part = await onlyPart(folder.write('large.mbox', mbox([numbered(1), large, numbered(3)])), 1 << 16);
    const before = process.memoryUsage().arrayBuffers;
    let most = 0;
    const texts: string[] = [];
    const problems: string[] = [];
    for await (const batch of part.read(null, null)) {
      most = Math.max(most, process.memoryUsage().arrayBuffers - before);
      texts.push(...batch.mails.map(({ bytes }) => bytes.toString('latin1')));
      problems.push(...batch.problems.map(({ code, source }) => `${code} ${source?.replace(/.*#/, '#')}`));
    }
    expect(texts).toEqual([numbered(1), numbered(3)]);
    expect(problems).toEqual(['file-too-large #2']);
    expect(most).toBeLessThan(20 * 1024 * 1024);
  });

  it('is read as far as it goes where its first line is no From line', async () => {
    const lost = await readPart(await onlyPart(folder.write('lost.mbox', `half a word\n\n${mbox(mails(2))}`)));
    expect(lost.problems.map(({ code }) => code)).toEqual(['archive-damaged']);
    expect(lost.texts.slice(1)).toEqual(mails(2));
    const headed = await readPart(await onlyPart(folder.write('headed.mbox', `${numbered(8)}\n${mbox(mails(2))}`)));
    expect(headed.problems.map(({ code }) => code)).toEqual(['archive-damaged']);
    expect(headed.texts).toEqual([numbered(8), ...mails(2)]);
    const part = await onlyPart(folder.path('headed.mbox'));
    const first = await readPart(part, null, 2);
    expect((await readPart(part, first.cursor)).texts).toEqual([numbered(1)]);
  });
});

describe('a packed mbox', () => {
  it('is unpacked, whatever its name, and gone on with', async () => {
    const part = await onlyPart(folder.write('packed.any', gzipSync(mbox(mails(4)))));
    const first = await readPart(part, null, 1);
    expect(first.texts).toEqual([numbered(0)]);
    expect((await readPart(part, first.cursor)).texts).toEqual(mails(4).slice(1));
  });

  it('may be of several members', async () => {
    const two = Buffer.concat([gzipSync(mbox([numbered(1)])), gzipSync(mbox([numbered(2)]))]);
    expect((await readPart(await onlyPart(folder.write('two.gz', two)))).texts).toEqual([numbered(1), numbered(2)]);
  });

  it('that breaks off is read up to there, and goes on when it is whole', async () => {
    const text = Array.from({ length: 200 }, (_, number) => numbered(number, `${number * 7919}\n`.repeat(40)));
    const whole = gzipSync(mbox(text));
    const file = folder.write('cut.gz', whole.subarray(0, whole.length - 700));
    const read = await readPart(await onlyPart(file));
    expect(read.problems.map(({ code }) => code)).toEqual(['archive-damaged']);
    expect(read.texts.length).toBeGreaterThan(50);
    expect(read.texts).toEqual(text.slice(0, read.texts.length));
    writeFileSync(file, whole);
    const rest = await readPart(await onlyPart(file), read.cursor);
    expect([...read.texts, ...rest.texts]).toEqual(text);
  });

  // two messages, packed by the programs xz and zstd
  const PACKED = {
    xz: '/Td6WFoAAATm1rRGAgAhARwAAAAQz1jM4ACzAGJdACMcieb24DM60U61raw4ixP8UpRK3qJlWzKuYyHvZ70ofzBw6eyMTJwFe6NEtn1kE2TcEQJ+bZaFJS/2U+Kqk6pqdWFZI26TllhtVR2iBy+UGn8RdR1NJ1HTALXC71+PAxmaAAAAeFzvm50qnDsAAX60AQAAAN1xhq+xxGf7AgAAAAAEWVo=',
    zst: 'KLUv/SS0NQMAwgUWHGBtc9RMrTLx8NJY2mqw/eQfxsXvEBMHjAAOck52WokL2Embhb3oQ0nnLKKo40EMF5i4SSEOzEjbIpwZEABl8nlUYSUYrDOlvv4mE4ca7pO2xGgfPNx4CAMA0IhMFw5EwTkBIU6WuQ==',
  };

  it.each(Object.entries(PACKED))('may be packed by %s', async (kind, packed) => {
    const part = await onlyPart(folder.write(`packed.${kind}`, Buffer.from(packed, 'base64')));
    const first = await readPart(part, null, 1);
    expect(first.problems).toEqual([]);
    expect(first.texts).toEqual(['Message-ID: <1@example.org>\nSubject: packed\n\nOne.\n']);
    expect((await readPart(part, first.cursor)).texts).toEqual([
      'Message-ID: <2@example.org>\nSubject: packed\n\nTwo.\n',
    ]);
  });

  it.each(Object.entries(PACKED))('of %s that breaks off is damaged', async (kind, packed) => {
    const whole = Buffer.from(packed, 'base64');
    const cut = folder.write(`cut.${kind}`, whole.subarray(0, whole.length - 60));
    const { problems } = await readPart(await onlyPart(cut));
    expect(problems.map(({ code }) => code)).toEqual(['archive-damaged']);
  });
});
