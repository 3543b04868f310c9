import { open, readFile, stat } from 'node:fs/promises';
import type { Problem } from '../../problems.ts';
import { readProblem } from '../open.ts';
import { SNIFF_BYTES, sniff } from '../sniff.ts';
import { hasFromLine } from './head.ts';
import { mboxPart } from './mbox-part.ts';
import { noArchive } from './no-archive.ts';
import type { Packing } from './packed.ts';
import { tooLarge } from './too-large.ts';
import type { ArchiveBatch, ArchivePart } from './types.ts';

/** By their first bytes; the name of a file says nothing that can be relied on. */
const PACKED: readonly (readonly [string, Packing])[] = [
  ['\x1f\x8b', 'gz'],
  ['\xfd7zXZ', 'xz'],
  ['(\xb5/\xfd', 'zst'],
];

/** A file: an mbox, packed or not, or one mail. */
export async function partOfFile(source: string, limit: number): Promise<ArchivePart | Problem> {
  const { head, size } = await headOf(source);
  const packing = PACKED.find(([magic]) => head.toString('latin1', 0, 8).startsWith(magic))?.[1] ?? null;
  if (packing !== null) return mboxPart(source, null, packing, limit);
  const kind = sniff(head);
  switch (kind.is) {
    case 'mbox':
      return mboxPart(source, size, null, limit);
    case 'mail':
      return hasFromLine(head) ? mboxPart(source, size, null, limit) : mailPart(source, size, limit);
    case 'text':
      return hasFromLine(head) ? mboxPart(source, size, null, limit) : noArchive(source, kind);
    default:
      return noArchive(source, kind);
  }
}

/** The file's first bytes, and how many it has; null where it does not tell. */
async function headOf(source: string): Promise<{ readonly head: Buffer; readonly size: number | null }> {
  const file = await open(source, 'r');
  try {
    const stats = await file.stat();
    // what is taken from a pipe is gone
    if (!stats.isFile()) return { head: Buffer.from('From pipe Thu Jan  1 00:00:00 1970\nFrom:'), size: null };
    const head = Buffer.alloc(Math.min(SNIFF_BYTES, stats.size));
    await file.read(head, 0, head.length, 0);
    return { head, size: stats.size };
  } finally {
    await file.close();
  }
}

/** One file with one mail; it is read anew when it has changed. */
function mailPart(source: string, size: number | null, limit: number): ArchivePart {
  return {
    name: source,
    size: size === null ? null : { bytes: size },
    async *read(after, most): AsyncGenerator<ArchiveBatch> {
      if (most === 0) return;
      try {
        const { mtimeMs, size: now } = await stat(source);
        const cursor = JSON.stringify({ changed: mtimeMs, size: now });
        if (after === cursor) return;
        const found = await readMailFile(source, limit);
        yield 'code' in found ? { mails: [], problems: [found], cursor } : { mails: [found], problems: [], cursor };
      } catch (error) {
        yield { mails: [], problems: [readProblem(source, error)], cursor: after ?? '{}' };
      }
    },
  };
}

export async function readMailFile(
  source: string,
  limit: number,
): Promise<{ readonly source: string; readonly bytes: Buffer } | Problem> {
  try {
    const { size } = await stat(source);
    if (size > limit) return tooLarge(source, limit);
    return { source, bytes: await readFile(source) };
  } catch (error) {
    return readProblem(source, error);
  }
}
