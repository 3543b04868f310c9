import { isFromLine, SNIFF_BYTES } from '../sniff.ts';

/** The first bytes of a stream, to see what it is, and all of its chunks. */
export async function bufferedHead(
  input: AsyncIterable<Buffer>,
): Promise<{ readonly head: Buffer; readonly chunks: AsyncIterable<Buffer> }> {
  const chunks = input[Symbol.asyncIterator]();
  const parts: Buffer[] = [];
  for (let length = 0; length < SNIFF_BYTES; ) {
    const next = await chunks.next();
    if (next.done === true) break;
    parts.push(next.value);
    length += next.value.length;
  }
  const begin = Buffer.concat(parts);
  return { head: begin.subarray(0, SNIFF_BYTES), chunks: rest(begin, chunks) };
}

async function* rest(begin: Buffer, chunks: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  yield begin;
  for (let next = await chunks.next(); next.done !== true; next = await chunks.next()) yield next.value;
}

/** Whether a From line stands further down: an mbox whose begin was lost. */
export function hasFromLine(head: Buffer): boolean {
  const text = head.toString('latin1');
  for (let at = text.indexOf('\n\nFrom '); at !== -1; at = text.indexOf('\n\nFrom ', at + 2)) {
    const [line = '', next = ''] = text.slice(at + 2, at + 1200).split(/\r?\n/, 2);
    if (isFromLine(line, next)) return true;
  }
  return false;
}
