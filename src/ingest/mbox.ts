import { isFromLine } from './sniff.ts';

/**
 * Cuts an mbox into its messages, a chunk at a time, so that an archive never stands in memory as a whole.
 *
 *     From mboxrd@z Thu Jan  1 00:00:00 1970     the From line: after a blank line, with a date, before a field
 *     Subject: ...
 *
 *     >From here on                              was "From here on" before it was put into the mbox
 *                                                the blank line that belongs to the mbox, not to the message
 *     From ...
 *
 * A Content-Length that ends right before a From line, or the end, is believed (mboxcl2): nothing in that message is quoted.
 */
export type RawMessage = {
  /** Null where it was longer than the limit; it was skipped. */
  readonly bytes: Buffer | null;
  /** Bytes of the input up to its end. */
  readonly end: number;
};

const FROM = Buffer.from('From ');
/** A From line and the name of the field below it are shorter than this. */
const LOOK_AHEAD = 1200;
/** A Content-Length stands this near to the From line, or is not looked for. */
const LONGEST_HEADER = 1 << 16;
const NEWLINE = 0x0a;
const RETURN = 0x0d;
const MARK = 0x3e;

/** `limit`: bytes of one message. Messages in order, without their From line, quoting undone. */
export async function* splitMbox(chunks: AsyncIterable<Buffer>, limit: number): AsyncGenerator<RawMessage> {
  let held: Buffer = Buffer.alloc(0);
  // Where the search for the next From line goes on in `held`.
  let from = 1;
  let skipping = false;
  let done = 0;
  for await (const chunk of chunks) {
    held = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
    let start = 0;
    for (;;) {
      const { next, isCounted } = nextMessage(held, start, from, skipping, limit, false);
      if (next === -1) break;
      yield messageOf(held.subarray(start, next), skipping, limit, isCounted, done + next);
      start = next;
      from = start + 1;
      skipping = false;
    }
    from = Math.max(start + 1, held.length - LOOK_AHEAD);
    if (held.length - start > limit + LOOK_AHEAD + LONGEST_HEADER) {
      skipping = true;
      start = from - 1;
    }
    done += start;
    held = held.subarray(start);
    from -= start;
  }
  for (let start = 0; start < held.length; skipping = false) {
    const { next, isCounted } = nextMessage(held, start, Math.max(from, start + 1), skipping, limit, true);
    const end = next === -1 ? held.length : next;
    yield messageOf(held.subarray(start, end), skipping, limit, isCounted, done + end);
    start = end;
  }
}

type Next = { readonly next: number; readonly isCounted: boolean };

/** The index of the From line behind the message at `start`; -1 where none is, or it cannot yet be told. */
function nextMessage(
  bytes: Buffer,
  start: number,
  from: number,
  skipping: boolean,
  limit: number,
  atEnd: boolean,
): Next {
  const length = skipping ? null : countedEnd(bytes, start, limit);
  if (length === null) return { next: nextFromLine(bytes, from, atEnd), isCounted: false };
  if (!atEnd && bytes.length < length + LOOK_AHEAD) return { next: -1, isCounted: false };
  for (let blank = 0, at = length; blank <= 2; blank++) {
    if (at === bytes.length) return { next: atEnd ? at : -1, isCounted: true };
    if (at > bytes.length) break;
    if (isFromLineAt(bytes, at)) return { next: at, isCounted: true };
    if (bytes[at] === RETURN) at++;
    if (bytes[at] !== NEWLINE) break;
    at++;
  }
  return { next: nextFromLine(bytes, Math.max(start + 1, atEnd ? 0 : start + 1), atEnd), isCounted: false };
}

/** Where the message's body ends by its Content-Length; null where it says none, or more than the limit. */
function countedEnd(bytes: Buffer, start: number, limit: number): number | null {
  const body = bytes.indexOf('\n\n', start, 'latin1');
  const header = bytes.subarray(start, Math.min(body === -1 ? bytes.length : body + 2, start + LONGEST_HEADER));
  if (header.indexOf('ontent-Length:', 0, 'latin1') === -1) return null;
  const text = header.toString('latin1');
  const blank = /\n\r?\n/.exec(text);
  if (blank === null) return null;
  const value = /^content-length:[ \t]*(\d{1,12})[ \t\r]*$/im.exec(text.slice(0, blank.index + 1))?.[1];
  const length = Number(value ?? Number.NaN);
  if (!(length <= limit)) return null;
  return start + blank.index + blank[0].length + length;
}

/** Index of the next From line that begins a message, at or after `from` > 0; -1 where none is, or it is not yet whole. */
function nextFromLine(bytes: Buffer, from: number, atEnd: boolean): number {
  for (let at = bytes.indexOf(FROM, from); at !== -1; at = bytes.indexOf(FROM, at + 1)) {
    if (bytes[at - 1] !== NEWLINE) continue;
    const isBlankBefore = bytes[at - 2] === NEWLINE || (bytes[at - 2] === RETURN && bytes[at - 3] === NEWLINE);
    if (!isBlankBefore) continue;
    if (!atEnd && bytes.length - at < LOOK_AHEAD) return -1;
    if (isFromLineAt(bytes, at)) return at;
  }
  return -1;
}

function isFromLineAt(bytes: Buffer, at: number): boolean {
  if (bytes[at] !== 0x46) return false;
  const [line = '', next = ''] = bytes
    .toString('latin1', at, Math.min(bytes.length, at + LOOK_AHEAD))
    .split(/\r?\n/, 2);
  return isFromLine(line, next);
}

function messageOf(raw: Buffer, skipping: boolean, limit: number, isCounted: boolean, end: number): RawMessage {
  return { bytes: skipping || raw.length > limit ? null : bodyOf(raw, isCounted), end };
}

/**
 * Drops the From line and the mbox's own blank line, and takes one `>` from each `>From `, `>>From ` … (mboxrd). An mboxo
 * quoted bare From lines only, so this is right for it too, but for a `>>From ` that it left alone: it cannot be told apart.
 */
function bodyOf(raw: Buffer, isCounted: boolean): Buffer {
  const body = raw.subarray(raw.indexOf(NEWLINE) + 1);
  const whole = isCounted ? body : unquote(body);
  return whole.subarray(0, whole.length - trailingBlankLine(whole));
}

function unquote(body: Buffer): Buffer {
  const kept: Buffer[] = [];
  let done = 0;
  for (let at = body.indexOf(FROM); at !== -1; at = body.indexOf(FROM, at + 1)) {
    let mark = at;
    while (body[mark - 1] === MARK) mark--;
    if (mark === at || (mark > 0 && body[mark - 1] !== NEWLINE)) continue;
    kept.push(body.subarray(done, mark));
    done = mark + 1;
  }
  if (kept.length === 0) return body;
  kept.push(body.subarray(done));
  return Buffer.concat(kept);
}

function trailingBlankLine(bytes: Buffer): number {
  if (bytes.at(-1) !== NEWLINE) return 0;
  if (bytes.at(-2) === NEWLINE) return 1;
  return bytes.at(-2) === RETURN && bytes.at(-3) === NEWLINE ? 2 : 0;
}
