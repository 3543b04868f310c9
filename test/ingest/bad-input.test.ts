import { mkdirSync, truncateSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { ingestFile } from '../../src/ingest/index.ts';
import { readProblem } from '../../src/ingest/open.ts';
import { inputFolder, mail } from './inputs.ts';

const { path, write } = inputFolder();

describe('input that cannot be read is a problem, never an exception', () => {
  it('a missing file', async () => {
    const source = path('missing.eml');
    expect(await ingestFile(source)).toEqual({ source, messages: [], problems: [{ code: 'file-missing', source }] });
  });

  it('a path below a file', async () => {
    const source = `${write('file', 'x')}/below`;
    expect((await ingestFile(source)).problems).toEqual([{ code: 'file-missing', source }]);
  });

  it('a directory', async () => {
    mkdirSync(path('folder'));
    expect((await ingestFile(path('folder'))).problems).toMatchObject([{ code: 'file-is-directory' }]);
  });

  it.each([
    ['no byte', ''],
    ['white space', ' \n\r\n\t\n'],
    ['a byte order mark', '\xef\xbb\xbf\n'],
  ])('an empty file: %s', async (name, text) => {
    expect((await ingestFile(write(name, text))).problems).toMatchObject([{ code: 'file-empty' }]);
  });

  it.each([
    ['gzip', gzipSync(mail('x'))],
    ['nul', Buffer.from('text\0text')],
    ['control', Buffer.from(Array.from({ length: 300 }, (_, index) => (index * 7) % 32 || 1))],
    ['utf-16', Buffer.from('\ufeffCPU0 CPU1', 'utf16le')],
  ])('a binary: %s', async (name, bytes) => {
    expect((await ingestFile(write(name, bytes))).problems).toMatchObject([{ code: 'file-binary' }]);
  });

  it('a file that may not be read', () => {
    const error = Object.assign(new Error('EACCES: permission denied, open'), { code: 'EACCES' });
    expect(readProblem('a.eml', error)).toEqual({
      code: 'file-unreadable',
      source: 'a.eml',
      detail: 'permission denied',
    });
  });

  it('a mail of 100 MB, without reading it', async () => {
    const source = write('huge.eml', mail('CPU0 CPU1\n'));
    truncateSync(source, 100 * 1024 * 1024);
    const before = process.memoryUsage().arrayBuffers;
    expect((await ingestFile(source)).problems).toEqual([{ code: 'file-too-large', source, detail: '32 MB' }]);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(16 * 1024 * 1024);
  });

  it('standard input without an end', async () => {
    let given = 0;
    async function* endless() {
      yield mail('');
      for (;;) yield `line ${given++}\n`.repeat(100);
    }
    const { problems } = await ingestFile('-', { standardInput: endless(), limit: 100_000 });
    expect(problems).toEqual([{ code: 'file-too-large', source: '-', detail: '100000 bytes' }]);
    expect(given).toBeLessThan(1000);
  });

  it('standard input that breaks', async () => {
    // biome-ignore lint/correctness/useYield: it breaks before it gives anything
    async function* broken(): AsyncGenerator<string> {
      throw Object.assign(new Error('EIO'), { code: 'EIO' });
    }
    const { problems } = await ingestFile('-', { standardInput: broken() });
    expect(problems).toEqual([{ code: 'file-unreadable', source: '-', detail: 'input/output error' }]);
  });

  it('a header without an end', async () => {
    const { problems } = await ingestFile(write('header.eml', `Subject: x\n${'X-Field: y\n'.repeat(200_000)}`));
    expect(problems).toMatchObject([{ code: 'mail-malformed' }]);
  });

  it('parts without number', async () => {
    const text = mail('--e\nContent-Type: text/plain\n\nx\n'.repeat(20_000), [
      'Content-Type: multipart/mixed; boundary=e',
    ]);
    const { problems } = await ingestFile(write('parts.eml', text));
    expect(problems).toMatchObject([{ code: 'mail-malformed' }]);
  });
});

describe('a text without headers', () => {
  it('begins at its first line, whatever colons it has', async () => {
    const text = 'On Tue, Mar 3, 2026 at 10:00:00AM +0000, Ben wrote:\nit races\nCPU0: lock(A)\n';
    expect((await ingestFile(write('attribution.txt', text))).messages).toMatchObject([
      { messageId: null, subject: null, lines: text.trimEnd().split('\n') },
    ]);
  });

  it.each(['CPU0: lock(A)\nCPU1: lock(A)\n\nboth\n', 'Note: x\n\nFrom: me', 'From what I see\nCPU0: x\n'])(
    '%j',
    async (text) => {
      expect((await ingestFile(write('colons.txt', text))).messages[0]?.lines).toEqual(text.trimEnd().split('\n'));
    },
  );

  it('is read as UTF-8, or as Latin-1 where it is none', async () => {
    expect((await ingestFile(write('u.txt', Buffer.from('\ufeffé\u00a0x\r\n')))).messages[0]?.lines).toEqual([
      'é\u00a0x',
    ]);
    expect((await ingestFile(write('l.txt', 'caf\xe9'))).messages[0]?.lines).toEqual(['café']);
  });

  it('comes from standard input as -', async () => {
    async function* input() {
      yield 'CPU0 C';
      yield Buffer.from('PU1\n');
    }
    expect(await ingestFile('-', { standardInput: input() })).toMatchObject({
      messages: [{ source: '-', lines: ['CPU0 CPU1'] }],
    });
  });
});
