import { sniff } from '../sniff.ts';
import { bufferedHead } from './head.ts';
import { readChunks } from './mbox-part.ts';
import { noArchive } from './no-archive.ts';
import { tooLarge } from './too-large.ts';
import type { ArchiveBatch, ArchivePart, Cursor } from './types.ts';

/** Standard input: an mbox or one mail. It cannot be gone on with; what is read twice is known by its content. */
export function standardInputPart(input: AsyncIterable<Buffer | string>, limit: number): ArchivePart {
  return { name: '-', size: null, read: (_, most) => readInput(input, limit, most) };
}

const CURSOR: Cursor = '{}';

async function* readInput(
  input: AsyncIterable<Buffer | string>,
  limit: number,
  most: number | null,
): AsyncGenerator<ArchiveBatch> {
  if (most === 0) return;
  const { head, chunks } = await bufferedHead(buffers(input));
  const kind = sniff(head);
  if (kind.is === 'mbox') {
    for await (const batch of readChunks(chunks, '-', limit, { bytes: 0, messages: 0 }, most))
      yield { ...batch, cursor: CURSOR };
    return;
  }
  if (kind.is !== 'mail') {
    yield { mails: [], problems: [noArchive('-', kind)], cursor: CURSOR };
    return;
  }
  const parts: Buffer[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    length += chunk.length;
    if (length > limit) {
      yield { mails: [], problems: [tooLarge('-', limit)], cursor: CURSOR };
      return;
    }
    parts.push(chunk);
  }
  yield { mails: [{ source: '-', bytes: Buffer.concat(parts) }], problems: [], cursor: CURSOR };
}

async function* buffers(chunks: AsyncIterable<Buffer | string>): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) yield typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
}
