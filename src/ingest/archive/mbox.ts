import { stat } from 'node:fs/promises';
import { splitMbox } from '../mbox.ts';
import { batchesOf, type Piece } from './batches.ts';
import { behind, digestOfHead, fileFrom, headOf, tooLarge } from './files.ts';
import type { ArchivePart, Cursor } from './types.ts';
import { type Packing, packingOf } from './unpack.ts';

/**
 * How far an mbox was read, counted as it is unpacked, and with what the file began, so that another one of its name is noticed:
 *
 *     {"bytes":1048576,"messages":97,"head":"5f2c…"}
 */
type Place = { readonly bytes: number; readonly messages: number; readonly head: string };

/** Bytes that tell one file from another; one that was shorter is told by those that it had. */
const HEAD = 4096;

/** A file with From lines, plain or packed. `skip`: bytes before the first From line, `lead`: what stands there is no blank line. */
export async function mboxPart(path: string, limit: number, skip = 0, lead = false): Promise<ArchivePart> {
  const packing = packingOf(await headOf(path, 16));
  const { size } = await stat(path);
  return {
    name: path,
    // how much a packed one holds is not known before it is read
    size: packing === null ? { bytes: size } : null,
    read: (after, most) => batchesOf(mailsOf(path, { packing, limit, skip, lead }, after), most),
  };
}

type Way = { readonly packing: Packing | null; readonly limit: number; readonly skip: number; readonly lead: boolean };

async function* mailsOf(
  path: string,
  { packing, limit, skip, lead }: Way,
  after: Cursor | null,
): AsyncGenerator<Piece> {
  let place = await placeOf(path, after, skip);
  const from = place.bytes;
  if (lead && from === skip) {
    const detail = `${skip} bytes stand before the first one`;
    yield { problem: { code: 'archive-no-from', source: path, detail }, cursor: JSON.stringify(place) };
  }
  try {
    const chunks = packing === null ? fileFrom(path, from) : behind(packing.unpack(fileFrom(path, 0)), from);
    for await (const { bytes, end } of splitMbox(chunks, limit)) {
      place = { ...place, bytes: from + end, messages: place.messages + 1 };
      const source = `${path}#${place.messages}`;
      const cursor = JSON.stringify(place);
      yield bytes === null ? { problem: tooLarge(source, limit), cursor } : { mail: { source, bytes }, cursor };
    }
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    yield { problem: { code: 'archive-damaged', source: path, detail }, cursor: JSON.stringify(place) };
  }
}

/** Where to go on: at the begin where nothing was read, or where the file is another one now. */
async function placeOf(path: string, after: Cursor | null, skip: number): Promise<Place> {
  const before = after === null ? null : (JSON.parse(after) as Place);
  const [told, length = String(HEAD)] = before?.head.split(' ') ?? [];
  if (before !== null && `${told}` === (await digestOfHead(path, Number(length)))) return before;
  const head = await headOf(path, HEAD);
  return { bytes: skip, messages: 0, head: `${await digestOfHead(path, head.length)} ${head.length}` };
}
