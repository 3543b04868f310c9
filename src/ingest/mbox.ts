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
 */
export type RawMessage = {
  /** Null where it is longer than the limit; it was skipped. */
  readonly bytes: Buffer | null;
  /** Bytes of the mbox before the message, from where the reading began, and behind it. */
  readonly start: number;
  readonly end: number;
};

const BLANK_FROM = Buffer.from('\nFrom ');
/** A From line and the name of the field below it are shorter than this. */
const LOOK_AHEAD = 1200;

/** `limit`: bytes of one message. Messages in order, without their From line, quoting undone. */
export async function* splitMbox(chunks: AsyncIterable<Buffer>, limit: number): AsyncGenerator<RawMessage> {
  let held: Buffer = Buffer.alloc(0);
  // Where the search for the next From line goes on in `held`.
  let from = 1;
  let skipping = false;
  // where `held` begins in the mbox, and the message that it is the end of
  let place = 0;
  let start = 0;
  const cut = (length: number): RawMessage => {
    const bytes = skipping || length > limit ? null : unquote(held.subarray(0, length));
    const message = { bytes, start, end: place + length };
    held = held.subarray(length);
    place += length;
    start = place;
    from = 1;
    skipping = false;
    return message;
  };
  for await (const chunk of chunks) {
    held = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
    for (let next = endOfMessage(held, from, false); next !== -1; next = endOfMessage(held, from, false))
      yield cut(next);
    from = Math.max(1, held.length - LOOK_AHEAD);
    if (held.length > limit + LOOK_AHEAD) {
      skipping = true;
      place += from - 1;
      held = held.subarray(from - 1);
      from = 1;
    }
  }
  for (let next = endOfMessage(held, from, true); next !== -1; next = endOfMessage(held, from, true)) yield cut(next);
  if (held.length > 0) yield cut(held.length);
}

/**
 * Where the message ends that begins `bytes`. A message of an mboxcl2 says its length, and may hold From lines of its own; the length
 * is believed where a From line or the end of the mbox follows it.
 */
function endOfMessage(bytes: Buffer, from: number, atEnd: boolean): number {
  const next = nextFromLine(bytes, from, atEnd);
  if (next === -1) return -1;
  const told = toldEnd(bytes.subarray(0, next));
  if (told === null || told <= next) return next;
  // the look-ahead may not reach there yet
  if (told + LOOK_AHEAD > bytes.length && !atEnd) return -1;
  const end = nextFromLine(bytes, Math.max(1, told - 1), atEnd);
  if (end !== -1) return end - told <= 2 ? end : next;
  return Math.abs(bytes.length - told) <= 2 ? bytes.length : next;
}

const LENGTH = /\ncontent-length:[ \t]*(\d{1,12})[ \t]*\r?\n/i;

/** Where the message ends by its Content-Length; null where it has none. */
function toldEnd(message: Buffer): number | null {
  const blank = message.indexOf('\n\n');
  const header = blank === -1 ? '' : message.toString('latin1', 0, blank + 1);
  const length = LENGTH.exec(header)?.[1];
  return length === undefined ? null : blank + 2 + Number(length);
}

/** Index of the next From line that begins a message, at or after `from` > 0; -1 where none is, or it is not yet whole. */
function nextFromLine(bytes: Buffer, from: number, atEnd: boolean): number {
  for (let at = bytes.indexOf(BLANK_FROM, from - 1); at !== -1; at = bytes.indexOf(BLANK_FROM, at + 1)) {
    const start = at + 1;
    if (!atEnd && bytes.length - start < LOOK_AHEAD) return -1;
    const blankBefore = bytes[at - 1] === 0x0a || (bytes[at - 1] === 0x0d && bytes[at - 2] === 0x0a);
    if (!blankBefore) continue;
    const [line = '', next = ''] = bytes.toString('latin1', start, start + LOOK_AHEAD).split(/\r?\n/, 2);
    if (isFromLine(line, next)) return start;
  }
  return -1;
}

/**
 * Drops the From line and the mbox's own blank line, and takes one `>` from each `>From `, `>>From ` … (mboxrd). An mboxo
 * quoted bare From lines only, so this is right for it too, but for a `>>From ` that it left alone: it cannot be told apart.
 */
function unquote(raw: Buffer): Buffer {
  const body = raw.subarray(raw.indexOf(0x0a) + 1);
  const kept: Buffer[] = [];
  let done = 0;
  for (let at = body.indexOf('From '); at !== -1; at = body.indexOf('From ', at + 1)) {
    let mark = at;
    while (body[mark - 1] === 0x3e) mark--;
    if (mark === at || (mark > 0 && body[mark - 1] !== 0x0a)) continue;
    kept.push(body.subarray(done, mark));
    done = mark + 1;
  }
  kept.push(body.subarray(done));
  const whole = kept.length === 1 ? body : Buffer.concat(kept);
  return whole.subarray(0, whole.length - trailingBlankLine(whole));
}

function trailingBlankLine(bytes: Buffer): number {
  if (bytes.at(-1) !== 0x0a) return 0;
  if (bytes.at(-2) === 0x0a) return 1;
  return bytes.at(-2) === 0x0d && bytes.at(-3) === 0x0a ? 2 : 0;
}
