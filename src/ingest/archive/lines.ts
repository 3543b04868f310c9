import { markOf } from './labels.ts';

/** First words of lines with a mark of a drawing (`markOf`), as far as they are letters. */
const WORDS = new Set(
  (
    'kernel user worker other first second main io the p t kworker ksoftirqd kswapd kthread migration swapper interrupt irq hard hardirq soft softirq nmi timer ' +
    'userspace parent child guest host driver syscall workqueue work hypervisor memory rcu bh napi tasklet tracer tracee device ipi node full general ' +
    'read write barrier smp dma virt mb rmb wmb'
  ).split(' '),
);
/** These may have a letter for their number right behind them: `TaskA`. */
const ACTORS =
  'cpu core task thread process proc context ctx reader writer kworker kthread worker user client server vcpu waiter waker caller producer consumer node'.split(
    ' ',
  );
for (const actor of ACTORS) {
  WORDS.add(actor);
  for (let letter = 0; letter < 26; letter++) WORDS.add(actor + String.fromCharCode(97 + letter));
}
const LONGEST_WORD = 11;

/** By the first letter, and by the last letters' place: where no such word begins with two letters, none is looked up. */
const MAY_BEGIN = new Uint8Array(1 << 10);
for (const word of WORDS)
  for (let next = 0; next < 32; next++)
    if (word.length === 1 || (word.charCodeAt(1) & 31) === next) MAY_BEGIN[((word.charCodeAt(0) & 31) << 5) | next] = 1;

const NEWLINE = '\n';
const TAB = 9;
const SPACE = 32;
const NO_BREAK = 0xa0;
const OPEN = 40;
const SEMICOLON = 59;
const BRACE = 123;

/** Rules of a drawing that lost its white space: `CPU0 CPU1 ------ ------ foo()`. */
const FLAT_RULES = /[-=~_]{2}[ \xa0\xc2]{1,6}[-=~_]{2}/;
const RULE = /^[^A-Za-z]*[-=~_+|*^]{3}[-=~_+|*\s\xa0\xc2]*$/;

/** `text`: one character a byte. */
export function mayHoldLabels(text: string): boolean {
  let prefix: string | null = null;
  const { length } = text;
  // the rows above, for a rule of dashes
  let above = 0;
  let last = 0;
  let before = 0;
  for (let start = 0; start < length; ) {
    const newline = text.indexOf(NEWLINE, start);
    const end = newline === -1 ? length : newline;
    const word = firstLetter(text, start, end);
    if (word < end) {
      if (mayBeMark(text, word, end)) {
        const mark = markOf(text.slice(start, end));
        if (mark === true) return true;
        if (mark !== null) {
          if (prefix !== null && prefix !== mark.prefix) return true;
          prefix = mark.prefix;
        }
      }
    } else if (end - start > 2 && isRuled(text, above, start, end)) return true;
    above = before;
    before = last;
    last = start;
    start = end + 1;
  }
  return FLAT_RULES.test(text) && hasFlatRules(text);
}

function firstLetter(text: string, start: number, end: number): number {
  let at = start;
  for (; at < end; at++) {
    const code = text.charCodeAt(at) | 32;
    if (code >= 97 && code <= 122) break;
  }
  return at;
}

/** A quick look at a line's first word: an actor's, or one with a wide gap behind it and no statement of C. */
function mayBeMark(text: string, word: number, end: number): boolean {
  let letters = word + 1;
  for (; letters < end; letters++) {
    const code = text.charCodeAt(letters) | 32;
    if (code < 97 || code > 122) break;
  }
  const length = letters - word;
  if (length <= LONGEST_WORD) {
    const two = ((text.charCodeAt(word) & 31) << 5) | (length > 1 ? text.charCodeAt(word + 1) & 31 : 0);
    if (MAY_BEGIN[two] === 1 && WORDS.has(text.slice(word, letters).toLowerCase())) return true;
  }
  let at = letters;
  for (; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === SPACE || code === TAB || code === NO_BREAK) break;
  }
  if (at >= end - 1) return false;
  if (text.charCodeAt(at) !== TAB) {
    const next = text.charCodeAt(at + 1);
    if (next !== SPACE && next !== TAB && next !== OPEN && next !== NO_BREAK && next !== 0xc2) return false;
  }
  for (; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === SEMICOLON || code === BRACE || code === BRACE + 2) return false;
  }
  return true;
}

/** Several runs of dashes make labels of any names above them; one run makes labels of several words each. */
function isRuled(text: string, above: number, start: number, end: number): boolean {
  const line = text.slice(start, end);
  if (!RULE.test(line)) return false;
  if (/[-=~_]{2}[|+* ]*[\s\xa0][|+* ]*[-=~_]/.test(line)) return true;
  return text
    .slice(above, start)
    .split(NEWLINE)
    .some((row) => markOf(row, true) === true);
}

/** In a line that holds something else before them. */
function hasFlatRules(text: string): boolean {
  return /[A-Za-z)\]>:\d][ \xa0\xc2]{1,9}[-=~_]{2,200}[ \xa0\xc2]{1,6}[-=~_]{2}/.test(text);
}
