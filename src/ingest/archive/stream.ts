import { splitMbox } from '../mbox.ts';
import { readProblem } from '../open.ts';
import { SNIFF_BYTES, sniff } from '../sniff.ts';
import { batchesOf, type Piece } from './batches.ts';
import { tooLarge } from './files.ts';
import type { ArchivePart } from './types.ts';
import { packingOf } from './unpack.ts';

/** Standard input: an mbox, packed or not, or one mail. It is read from its begin each time, for it may be another one. */
export function streamPart(name: string, chunks: AsyncIterable<Buffer>, limit: number): ArchivePart {
  return { name, size: null, read: (_, most) => batchesOf(mailsOf(name, chunks, limit), most) };
}

async function* mailsOf(name: string, input: AsyncIterable<Buffer>, limit: number): AsyncGenerator<Piece> {
  let messages = 0;
  const cursor = (): string => JSON.stringify({ messages });
  try {
    const packed = await begun(input);
    const packing = packingOf(packed.head);
    const { head, chunks } = packing === null ? packed : await begun(packing.unpack(packed.chunks));
    const { is } = sniff(head);
    if (is === 'empty') return yield { problem: { code: 'file-empty', source: name }, cursor: cursor() };
    if (is !== 'mbox' && is !== 'mail') {
      return yield {
        problem: { code: 'archive-unsupported', source: name, detail: 'no mbox and no mail' },
        cursor: cursor(),
      };
    }
    for await (const { bytes } of splitMbox(is === 'mbox' ? chunks : asMbox(chunks), limit)) {
      const source = `${name}#${++messages}`;
      yield bytes === null
        ? { problem: tooLarge(source, limit), cursor: cursor() }
        : { mail: { source, bytes }, cursor: cursor() };
    }
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    const problem =
      messages > 0 ? ({ code: 'archive-damaged', source: name, detail } as const) : readProblem(name, error);
    yield { problem, cursor: cursor() };
  }
}

/** The first bytes, and all of them again. */
async function begun(
  input: AsyncIterable<Buffer>,
): Promise<{ readonly head: Buffer; readonly chunks: AsyncIterable<Buffer> }> {
  const chunks = input[Symbol.asyncIterator]();
  let head = Buffer.alloc(0);
  while (head.length < SNIFF_BYTES) {
    const next = await chunks.next();
    if (next.done) break;
    head = Buffer.concat([head, next.value]);
  }
  return {
    head: head.subarray(0, SNIFF_BYTES),
    chunks: (async function* () {
      yield head;
      for (let next = await chunks.next(); !next.done; next = await chunks.next()) yield next.value;
    })(),
  };
}

async function* asMbox(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield Buffer.from('From mboxrd@z Thu Jan  1 00:00:00 1970\n');
  yield* chunks;
}
