import { isFirstWord } from './first-words.ts';
import { markOf } from './labels.ts';

const TAB = 9;
const RETURN = 13;
const SPACE = 32;
const NO_BREAK = 0xa0;
/** What stands in front of a no-break space in UTF-8. */
const NO_BREAK_LEAD = 0xc2;
const OPEN = 40;
const GREATER = 62;

const LETTER = new Uint8Array(256);
for (let code = 97; code <= 122; code++) LETTER[code] = LETTER[code - 32] = 1;

/** No row of labels holds a statement of C. */
const IN_C = new Uint8Array(256);
for (const mark of ';{}') IN_C[mark.charCodeAt(0)] = 1;

/** What a rule of dashes is made of, besides blanks. */
const RULED = new Uint8Array(256);
for (const mark of '-=~_+|*^') RULED[mark.charCodeAt(0)] = 1;
const RULE = /^[^A-Za-z]*[-=~_+|*^]{3}[-=~_+|*\s\xa0\xc2]*$/;
/** Several runs of dashes make labels of any names above them; one run makes labels of several words each. */
const RUNS = /[-=~_]{2}[|+* ]*[\s\xa0][|+* ]*[-=~_]/;

/** Rules of a drawing that lost its white space, in a line that holds something else before them: `CPU0 CPU1 ------ ------ foo()`. */
const FLAT_RULES = /[-=~_]{2}[ \xa0\xc2]{1,6}[-=~_]{2}/;
const FLAT = /[A-Za-z)\]>:\d][ \xa0\xc2]{1,9}[-=~_]{2,200}[ \xa0\xc2]{1,6}[-=~_]{2}/;

/** Whether a line of the text may be the mark of a drawing: a quick look at each line's first word, and a closer one at what may be one. */
export function mayHoldLabels(bytes: Buffer): boolean {
  const text = bytes.toString('latin1');
  const { length } = text;
  let prefix: string | null = null;
  // the rows above, for a rule of dashes
  let above = 0;
  let before = 0;
  let last = 0;
  for (let start = 0; start < length; ) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? length : newline;
    const word = firstLetter(bytes, start, end);
    if (word < end) {
      if (mayBeMark(bytes, word, end)) {
        const mark = markOf(text.slice(start, end));
        if (mark === true) return true;
        if (mark !== null) {
          if (prefix !== null && prefix !== mark.prefix) return true;
          prefix = mark.prefix;
        }
      }
    } else if (mayBeRule(bytes, start, end) && isRuled(text, above, start, end)) return true;
    above = before;
    before = last;
    last = start;
    start = end + 1;
  }
  return FLAT_RULES.test(text) && FLAT.test(text);
}

/** The first letter of a line; its end where it has none. */
function firstLetter(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at < end && LETTER[bytes[at] as number] === 0) at++;
  return at;
}

const isBlank = (code: number): boolean => code === SPACE || code === NO_BREAK || code === NO_BREAK_LEAD;

/** A quick look at a line's first word: an actor's, or one with a wide gap behind it and no statement of C. */
function mayBeMark(bytes: Uint8Array, word: number, end: number): boolean {
  let at = word + 1;
  while (at < end && LETTER[bytes[at] as number] === 1) at++;
  if (isFirstWord(bytes, word, at)) return true;
  while (at < end) {
    const code = bytes[at] as number;
    if (code === SPACE || code === TAB || code === NO_BREAK) break;
    at++;
  }
  if (at >= end - 1) return false;
  const next = bytes[at + 1] as number;
  const isWide = bytes[at] === TAB || next === TAB || isBlank(next);
  if (!isWide && next !== OPEN) return false;
  return isRowOfLabels(bytes, at, end, isWide);
}

/** No statement of C in it; behind a name in brackets there is a gap or an arrow yet to come. */
function isRowOfLabels(bytes: Uint8Array, start: number, end: number, isWide: boolean): boolean {
  let isMarked = isWide;
  for (let at = start; at < end; at++) {
    const code = bytes[at] as number;
    if (IN_C[code] === 1) return false;
    if (code === TAB || code === GREATER || (isBlank(code) && isBlank(bytes[at + 1] as number))) isMarked = true;
  }
  return isMarked;
}

/** Three of its marks or more, with nothing but blanks between and behind them. */
function mayBeRule(bytes: Uint8Array, start: number, end: number): boolean {
  let marks = 0;
  for (let at = end - 1; at >= start; at--) {
    const code = bytes[at] as number;
    if (RULED[code] === 1) {
      if (++marks === 3) return true;
    } else if (!isBlank(code) && (code < TAB || code > RETURN)) return false;
  }
  return false;
}

function isRuled(text: string, above: number, start: number, end: number): boolean {
  const line = text.slice(start, end);
  if (!RULE.test(line)) return false;
  if (RUNS.test(line)) return true;
  return text
    .slice(above, start)
    .split('\n')
    .some((row) => markOf(row, true) === true);
}
