import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import type { Problem } from '../../problems.ts';
import { type RawMessage, splitMbox } from '../mbox.ts';
import { readProblem } from '../open.ts';
import { sniff } from '../sniff.ts';
import { batches } from './batches.ts';
import { bufferedHead, hasFromLine } from './head.ts';
import { noArchive } from './no-archive.ts';
import { type Packing, unpacked } from './packed.ts';
import { tooLarge } from './too-large.ts';
import type { ArchiveBatch, ArchivePart, Cursor } from './types.ts';

/** Behind how many bytes, unpacked, and messages a reading stands. */
type Place = { readonly bytes: number; readonly messages: number };

const BEGIN: Place = { bytes: 0, messages: 0 };
const FROM = 'From ';
const SOME_FROM_LINE = 'From mboxrd@z Thu Jan  1 00:00:00 1970\n';
/** Larger ones leave holes in the memory of a long scan. */
const CHUNK_BYTES = 1 << 17;

/** `packed`: how the file is compressed. */
export function mboxPart(source: string, size: number | null, packed: Packing | null, limit: number): ArchivePart {
  return {
    name: source,
    size: size === null ? null : { bytes: size },
    read: (after, most) => readMbox(source, packed, limit, placeOf(after), most),
  };
}

async function* readMbox(
  source: string,
  packed: Packing | null,
  limit: number,
  last: Place,
  most: number | null,
): AsyncGenerator<ArchiveBatch> {
  let after = last;
  let chunks: AsyncIterable<Buffer>;
  try {
    // another file may stand there now
    if (packed === null && !(await goesOnAt(source, last.bytes))) after = BEGIN;
    // a packed file is unpacked from its begin
    const start = packed === null ? after.bytes : 0;
    const file = createReadStream(source, { highWaterMark: CHUNK_BYTES, start });
    chunks = packed === null ? (file as AsyncIterable<Buffer>) : skip(unpacked(file, packed), after.bytes);
  } catch (error) {
    yield { mails: [], problems: [readProblem(source, error)], cursor: JSON.stringify(last) };
    return;
  }
  yield* readChunks(chunks, source, limit, after, most);
}

/** Whether the file ends at a place, or a message begins there. */
async function goesOnAt(source: string, place: number): Promise<boolean> {
  if (place === 0) return true;
  const file = await open(source, 'r');
  try {
    const head = Buffer.alloc(FROM.length);
    const { bytesRead } = await file.read(head, 0, head.length, place);
    const { size } = await file.stat();
    return bytesRead === 0 ? size === place : head.toString('latin1', 0, bytesRead) === FROM;
  } finally {
    await file.close();
  }
}

/** `chunks`: an mbox behind a place in it. An error of reading ends it as a problem; the mails before it are read. */
export async function* readChunks(
  chunks: AsyncIterable<Buffer>,
  source: string,
  limit: number,
  after: Place,
  most: number | null,
): AsyncGenerator<ArchiveBatch> {
  if (most === 0) return;
  const batch = batches();
  const failed: { problem: Problem | null } = { problem: null };
  const whole = untilFailure(chunks, (error) => {
    failed.problem = damaged(source, error);
  });
  const { begun, lead, problem } = await begin(whole, source, after);
  if (problem !== null) batch.problem(problem);
  let place = after;
  // one message is kept back: where the input breaks off, the last one is not whole, and is read with the rest of it
  let kept: RawMessage | null = null;
  const give = ({ bytes, end }: RawMessage): void => {
    place = { bytes: after.bytes + end - lead, messages: place.messages + 1 };
    const name = `${source}#${place.messages}`;
    if (bytes === null) batch.problem(tooLarge(name, limit));
    else batch.mail({ source: name, bytes });
  };
  let count = 0;
  for await (const message of splitMbox(begun, limit)) {
    if (kept !== null) give(kept);
    kept = message;
    if (batch.isFull()) yield batch.take(JSON.stringify(place));
    if (++count === most) break;
  }
  if (kept !== null && (failed.problem === null || count === most)) give(kept);
  if (failed.problem !== null) batch.problem(failed.problem);
  if (!batch.isEmpty()) yield batch.take(JSON.stringify(place));
}

/** What begins without a From line gets one, so that its first message is cut off like the others. */
async function begin(
  input: AsyncIterable<Buffer>,
  source: string,
  after: Place,
): Promise<{ begun: AsyncIterable<Buffer>; lead: number; problem: Problem | null }> {
  const { head, chunks } = await bufferedHead(input);
  if (head.length === 0 || after.bytes > 0) return { begun: chunks, lead: 0, problem: null };
  const kind = sniff(head);
  if (kind.is === 'mbox') {
    const lead = -kind.start;
    return { begun: kind.start === 0 ? chunks : skip(chunks, kind.start), lead, problem: null };
  }
  if (kind.is !== 'mail' && !hasFromLine(head)) {
    await close(chunks);
    return { begun: nothing(), lead: 0, problem: noArchive(source, kind) };
  }
  const problem: Problem | null = hasFromLine(head)
    ? { code: 'archive-damaged', source, detail: 'its first line is no From line of an mbox' }
    : null;
  return { begun: both(Buffer.from(SOME_FROM_LINE), chunks), lead: SOME_FROM_LINE.length, problem };
}

async function* nothing(): AsyncGenerator<Buffer> {}

async function close(chunks: AsyncIterable<Buffer>): Promise<void> {
  await chunks[Symbol.asyncIterator]().return?.();
}

async function* both(lead: Buffer, chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield lead;
  yield* chunks;
}

/** Chunks up to an error, so that what came before it is cut into its messages. */
async function* untilFailure(
  chunks: AsyncIterable<Buffer>,
  onFailure: (error: unknown) => void,
): AsyncGenerator<Buffer> {
  try {
    yield* chunks;
  } catch (error) {
    onFailure(error);
  }
}

/** An error of the operating system has its own words; one of unpacking is a damage. */
function damaged(source: string, error: unknown): Problem {
  const code = (error as NodeJS.ErrnoException | null)?.code ?? '';
  if (/^E[A-Z]+$/.test(code)) return readProblem(source, error);
  return { code: 'archive-damaged', source, detail: error instanceof Error ? error.message : String(error) };
}

async function* skip(chunks: AsyncIterable<Buffer>, bytes: number): AsyncGenerator<Buffer> {
  let left = bytes;
  for await (const chunk of chunks) {
    if (chunk.length > left) yield left === 0 ? chunk : chunk.subarray(left);
    left = Math.max(0, left - chunk.length);
  }
}

function placeOf(cursor: Cursor | null): Place {
  if (cursor === null) return BEGIN;
  const { bytes, messages } = JSON.parse(cursor) as Partial<Place>;
  return typeof bytes === 'number' && typeof messages === 'number' ? { bytes, messages } : BEGIN;
}
