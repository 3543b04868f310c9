import type { Problem } from '../problems.ts';
import { readMail } from './mail.ts';
import { splitMbox } from './mbox.ts';
import { type Opened, openSource, readProblem } from './open.ts';
import { readPlain } from './plain.ts';
import { SNIFF_BYTES, sniff } from './sniff.ts';
import type { Ingested, Message } from './types.ts';

/** Bytes of one message; a mail that a person wrote is a thousand times smaller. */
export const DEFAULT_MESSAGE_LIMIT = 32 * 1024 * 1024;

export type IngestOptions = {
  /** Bytes of one message, DEFAULT_MESSAGE_LIMIT where not given. */
  readonly limit?: number;
  /** What `-` reads; `process.stdin` where not given. */
  readonly standardInput?: AsyncIterable<Buffer | string>;
  /** Take it for a text whatever it looks like: a `.race` file may begin with a field's name. */
  readonly as?: 'text';
};

/** One message, or one problem that kept something from being read. */
export type IngestEvent =
  | { readonly is: 'message'; readonly message: Message }
  | { readonly is: 'problem'; readonly problem: Problem };

/**
 * Reads one input (a mail, an mbox, a text, `-` for standard input) message by message. Never throws: whatever goes wrong
 * is an event, and what is left of the input is read all the same.
 */
export async function* ingest(source: string, options: IngestOptions = {}): AsyncGenerator<IngestEvent> {
  const limit = options.limit ?? DEFAULT_MESSAGE_LIMIT;
  const opened = await openSource(source, options.standardInput ?? process.stdin);
  if ('code' in opened) {
    yield { is: 'problem', problem: opened };
    return;
  }
  try {
    for await (const result of readOpened(opened, source, limit, options.as)) {
      yield 'code' in result ? { is: 'problem', problem: result } : { is: 'message', message: result };
    }
  } catch (error) {
    yield { is: 'problem', problem: readProblem(source, error) };
  }
}

/** The same as a whole, for callers that have room for it. */
export async function ingestFile(source: string, options: IngestOptions = {}): Promise<Ingested> {
  const messages: Message[] = [];
  const problems: Problem[] = [];
  for await (const event of ingest(source, options)) {
    if (event.is === 'message') messages.push(event.message);
    else problems.push(event.problem);
  }
  return { source, messages, problems };
}

async function* readOpened(
  opened: Opened,
  source: string,
  limit: number,
  as: 'text' | undefined,
): AsyncGenerator<Message | Problem> {
  const chunks = opened.chunks[Symbol.asyncIterator]();
  try {
    const { bytes: begin, ended } = await take(chunks, SNIFF_BYTES);
    const sniffed = sniff(begin.subarray(0, SNIFF_BYTES));
    const kind = as === 'text' && 'start' in sniffed ? { is: as, start: 0 } : sniffed;
    switch (kind.is) {
      case 'empty':
        // Blank as far as was looked is blank enough.
        yield { code: 'file-empty', source };
        return;
      case 'binary':
        yield { code: 'file-binary', source, detail: kind.what };
        return;
      case 'mbox':
        yield* readMbox(rest(begin.subarray(kind.start), chunks), source, limit);
        return;
    }
    const tooLarge: Problem = { code: 'file-too-large', source, detail: formatBytes(limit) };
    // A file tells its size; only a pipe has to be read to know.
    if (opened.size !== null && opened.size > limit) {
      yield tooLarge;
      return;
    }
    const more = ended ? { bytes: Buffer.alloc(0), ended } : await take(chunks, limit + 1 - begin.length);
    if (!more.ended || begin.length + more.bytes.length > limit) {
      yield tooLarge;
      return;
    }
    const bytes = Buffer.concat([begin, more.bytes]).subarray(kind.start);
    yield kind.is === 'mail' ? await readMail(bytes, source) : readPlain(bytes, source);
  } finally {
    await chunks.return?.();
  }
}

async function* readMbox(
  chunks: AsyncIterable<Buffer>,
  source: string,
  limit: number,
): AsyncGenerator<Message | Problem> {
  let number = 0;
  for await (const { bytes } of splitMbox(chunks, limit)) {
    number++;
    const name = `${source}#${number}`;
    yield bytes === null
      ? { code: 'file-too-large', source: name, detail: formatBytes(limit) }
      : await readMail(bytes, name);
  }
}

/** Reads until at least `least` bytes are there or the input ends. */
async function take(chunks: AsyncIterator<Buffer>, least: number): Promise<{ bytes: Buffer; ended: boolean }> {
  const parts: Buffer[] = [];
  for (let length = 0; length < least; ) {
    const next = await chunks.next();
    if (next.done === true) return { bytes: Buffer.concat(parts), ended: true };
    parts.push(next.value);
    length += next.value.length;
  }
  return { bytes: Buffer.concat(parts), ended: false };
}

async function* rest(begin: Buffer, chunks: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  yield begin;
  for (let next = await chunks.next(); next.done !== true; next = await chunks.next()) yield next.value;
}

function formatBytes(bytes: number): string {
  return bytes >= 1 << 20 ? `${Math.round(bytes / (1 << 20))} MB` : `${bytes} bytes`;
}

export type { Ingested, Message } from './types.ts';
