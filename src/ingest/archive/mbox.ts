import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { splitMbox } from '../mbox.ts';
import { batchesOf, type Piece } from './batches.ts';
import { headOf, tooLarge } from './files.ts';
import type { ArchivePart, Cursor } from './types.ts';
import { type Packing, packingOf } from './unpack.ts';

/**
 * An mbox, plain or packed, from a file. Its cursor says how far it was read, unpacked, and what it began with then:
 *
 *     {"bytes":1048576,"messages":97,"head":"5f2c…"}
 */
type Place = { readonly bytes: number; readonly messages: number; readonly head: string };

const BEGIN: Place = { bytes: 0, messages: 0, head: '' };
const CHUNK = 1 << 20;

/** `skip`: bytes before the first From line. */
export async function mboxPart(path: string, limit: number, skip: number): Promise<ArchivePart> {
  const packing = packingOf(await headOf(path, 16));
  const { size } = await stat(path);
  return {
    name: path,
    // how much a packed one holds is not known before it is read
    size: packing === null ? { bytes: size } : null,
    read: (after, most) => batchesOf(piecesOf(path, packing, after, limit, skip), most),
  };
}

async function* piecesOf(
  path: string,
  packing: Packing | null,
  after: Cursor | null,
  limit: number,
  skip: number,
): AsyncGenerator<Piece> {
  const begin = await placeOf(path, after);
  const from = Math.max(begin.bytes, skip);
  let place = begin;
  try {
    const chunks = packing === null ? fileFrom(path, from) : behind(packing.unpack(fileFrom(path, 0)), from);
    for await (const { bytes, end } of splitMbox(chunks, limit)) {
      const messages = place.messages + 1;
      place = { bytes: from + end, messages, head: place.head };
      const source = `${path}#${messages}`;
      const cursor = JSON.stringify({ ...place, head: place.head || (await digestOf(path, HEAD)) });
      yield bytes === null ? { problem: tooLarge(source, limit), cursor } : { mail: { source, bytes }, cursor };
    }
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    yield { problem: { code: 'archive-damaged', source: path, detail }, cursor: JSON.stringify(place) };
  }
}
