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
export type RawMessage =
  | { readonly bytes: Buffer }
  /** Longer than the limit; it was skipped. */
  | { readonly bytes: null };

const BLANK_FROM = Buffer.from('\nFrom ');
/** A From line and the name of the field below it are shorter than this. */
const LOOK_AHEAD = 1200;

/** `limit`: bytes of one message. Messages in order, without their From line, quoting undone. */
export async function* splitMbox(chunks: AsyncIterable<Buffer>, limit: number): AsyncGenerator<RawMessage> {
  let held: Buffer = Buffer.alloc(0);
  // Where the search for the next From line goes on in `held`.
  let from = 1;
  let skipping = false;
  for await (const chunk of chunks) {
    held = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
    for (;;) {
      const next = nextFromLine(held, from, false);
      if (next === -1) break;
      yield skipping || next > limit ? { bytes: null } : { bytes: unquote(held.subarray(0, next)) };
      held = held.subarray(next);
      from = 1;
      skipping = false;
    }
    from = Math.max(1, held.length - LOOK_AHEAD);
    if (held.length > limit + LOOK_AHEAD) {
      skipping = true;
      held = held.subarray(from - 1);
      from = 1;
    }
  }
  for (;;) {
    const next = nextFromLine(held, from, true);
    const end = next === -1 ? held.length : next;
    if (end > 0) yield skipping || end > limit ? { bytes: null } : { bytes: unquote(held.subarray(0, end)) };
    if (next === -1) return;
    held = held.subarray(next);
    from = 1;
    skipping = false;
  }
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
  const whole = Buffer.concat(kept);
  return whole.subarray(0, whole.length - trailingBlankLine(whole));
}

function trailingBlankLine(bytes: Buffer): number {
  if (bytes.at(-1) !== 0x0a) return 0;
  if (bytes.at(-2) === 0x0a) return 1;
  return bytes.at(-2) === 0x0d && bytes.at(-3) === 0x0a ? 2 : 0;
}
