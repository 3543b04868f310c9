import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import type { Problem } from '../../problems.ts';
import { formatBytes } from '../index.ts';

const CHUNK = 1 << 20;

/** The first bytes of a file, all where there are fewer. */
export async function headOf(path: string, length: number): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(length), 0, length, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** Tells a file from another of its name: hex. */
export async function digestOfHead(path: string, length: number): Promise<string> {
  return createHash('sha1')
    .update(await headOf(path, length))
    .digest('hex');
}

/** A file's bytes from a place on. */
export function fileFrom(path: string, start: number): AsyncIterable<Buffer> {
  return createReadStream(path, { start, highWaterMark: CHUNK }) as AsyncIterable<Buffer>;
}

/** The bytes behind a place of a stream. */
export async function* behind(chunks: AsyncIterable<Buffer>, start: number): AsyncGenerator<Buffer> {
  let left = start;
  for await (const chunk of chunks) {
    if (left >= chunk.length) left -= chunk.length;
    else {
      yield left === 0 ? chunk : chunk.subarray(left);
      left = 0;
    }
  }
}

/** `limit`: bytes of one message. */
export function tooLarge(source: string, limit: number): Problem {
  return { code: 'file-too-large', source, detail: formatBytes(limit) };
}
