import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ingestFile } from '../../src/ingest/index.ts';
import { readStructure } from '../../src/ingest/structure.ts';

/** Pieces of which broken mails are made. */
const PIECES = [
  'From a@b Tue Mar  3 10:00:00 2026\n', '>From x\n', 'Subject: =?utf-8?q?a?=\n', 'Content-Type: multipart/mixed; boundary=e\n',
  'Content-Type: multipart/alternative;\n boundary="e--"\n', 'Content-Type: text/plain; charset=x; format=flowed\n',
  'Content-Type: message/rfc822\n', 'Content-Type: text/html\n', 'Content-Transfer-Encoding: base64\n',
  'Content-Transfer-Encoding: quoted-printable\n', '\n', '\r\n', '--e\n', '--e--\n', '--e----\n', ' folded\n', '=\n', '=3', '<p>\u00e9', '\0', 'CPU0  CPU1\n',
]; // biome-ignore format: a list

const brokenMail = fc
  .array(fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...PIECES) }, { weight: 1, arbitrary: fc.string() }), {
    maxLength: 30,
  })
  .map((pieces) => Buffer.from(pieces.join(''), 'latin1'));

async function read(bytes: Buffer) {
  async function* input() {
    yield bytes;
  }
  return ingestFile('-', { standardInput: input() });
}

describe('whatever the bytes are', () => {
  it('an input gives messages or problems, never an exception, and never is silently nothing', async () => {
    await fc.assert(
      fc.asyncProperty(brokenMail, async (bytes) => {
        const { messages, problems } = await read(bytes);
        expect(messages.length + problems.length).toBeGreaterThan(0);
        for (const { lines } of messages) expect(lines.every((line) => !line.includes('\n'))).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('reading the structure moves no byte', () => {
    fc.assert(
      fc.property(brokenMail, (bytes) => {
        const { bytes: renamed } = readStructure(bytes);
        expect(renamed.length).toBe(bytes.length);
        const changed = [...bytes.keys()].filter((at) => bytes[at] !== renamed[at]);
        expect(changed.every((at) => /^(?:format|delsp)/i.test(bytes.toString('latin1', at, at + 6)))).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
