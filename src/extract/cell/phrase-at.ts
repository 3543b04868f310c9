import type { Lexicon } from '../lexicon/index.ts';
import { englishAt } from './english.ts';
import { withAdverb, withoutAdverb } from './flush-words.ts';
import { leadingCall } from './tail.ts';
import { closing } from './term.ts';
import type { Understanding } from './types.ts';
import { understandText } from './understand.ts';

export type PhraseFound = { readonly end: number; readonly understanding: Understanding };

/**
 * The longest step phrase that begins exactly at `from` in running text whose white space runs are single blanks; `end` is the offset
 * behind it. It finds what a drawing's cell holds: comments, rows of `^^^^`, calls with balanced brackets and their `-> PASS`,
 * assignments, `x++`, `if (…)`, names of functions, and the English of the phrase tables. Null where no phrase begins there.
 */
export function phraseAt(text: string, from: number, lexicon: Lexicon): PhraseFound | null {
  if (from >= text.length || text[from] === ' ') return null;
  const led = withoutAdverb(text.slice(from, from + LONGEST));
  const step = led && plainPhraseAt(text, from + Math.min(LONGEST, text.length - from) - led.rest.length, lexicon);
  if (led && step?.understanding.op === 'flush')
    return { end: step.end, understanding: withAdverb(step.understanding, led) };
  return plainPhraseAt(text, from, lexicon);
}

function plainPhraseAt(text: string, from: number, lexicon: Lexicon): PhraseFound | null {
  if (from >= text.length || text[from] === ' ') return null;
  const shape = shapeAt(text, from, lexicon);
  const english = englishAt(text, from);
  if (english && (shape === null || english.end > shape)) return english;
  if (shape === null) return null;
  const phrase = text.slice(from, shape).trim();
  const step = understandText(phrase, lexicon);
  return step.rule === null && !step.isFrame ? null : { end: from + phrase.length, understanding: step };
}

const LONGEST = 400;
const VALUE = String.raw`(?:-?\d\w{0,20}|[&*!]?[A-Za-z_]\w{0,100}(?:(?:->|\.)\w{1,60}|\[[^\][]{0,40}\]){0,8})`;
const PLACE = String.raw`\*?[A-Za-z_]\w{0,100}(?:(?:->|\.)\w{1,60}|\[[^\][]{0,40}\]){0,8}`;
const ASSIGNMENT = new RegExp(
  `^(?:(?:struct|unsigned|int|long|u\\d+|bool) [\\w ]{0,40}\\*?)?${PLACE} ?(?:[-+|&]?=) ?(?=[^=])`,
);
const UPDATE = new RegExp(`^(?:${PLACE}(?:\\+\\+|--)|(?:\\+\\+|--)${PLACE});?`);
const COMPARED = new RegExp(`^${PLACE} ?(?:==|!=) ?${VALUE}`);
/** `XXXX BUG RACE window open here`, `*** DEADLOCK ***`, `<- problem`, `=> UAF`: a sign and the words that belong to it. */
const MARK =
  /^(?:[X*!]{3,}|<-{1,3}|=>|\*\*\*)(?: (?:BUG|RACE|race|window|open|opens|opened|close|closes|closed|here|problem|too|late|early|DEADLOCK|UAF|uaf|use-after-free|bug|oops|OOPS|wrong|stale|lost|fail|FAIL|WARN|hang|the|is|\*{3,})(?=$|[ ,.!]))+[!.]?/;
const RESULT = /^ ?->? ?(?:PASS|FAIL|pass(?:es)?|fails?|true|false|success|NULL|-?\d+|-E[A-Z]+)(?=$|[ ,.;])/;

/** Where a phrase that is known by its shape ends, or null. */
function shapeAt(text: string, from: number, lexicon: Lexicon): number | null {
  const near = text.slice(from, from + LONGEST);
  if (near.startsWith('/*')) {
    const end = near.indexOf('*/');
    return end < 0 ? null : from + end + 2;
  }
  const row =
    near.match(/^\^{2,}(?: \^{2,})*/) ??
    near.match(/^(?:\.{3}|…|\[ ?\.\.\. ?\])(?= |$)/) ??
    near.match(MARK) ??
    near.match(/^[-=]{4,}(?= |$)/);
  if (row) return from + row[0].length;
  const branch = near.match(/^(?:if|while|for|switch) ?\(/);
  if (branch) return bracketed(near, from, branch[0].length - 1, /^(?: \{|;)?/);
  const call = leadingCall(near);
  if (call !== '') return chain(near, from, call.length);
  const assignment = near.match(ASSIGNMENT);
  if (assignment) {
    const at = assignment[0].length;
    const value = near.slice(at).match(/^\([\w ]{1,40}\*?\) ?/)?.[0].length ?? 0;
    const called = leadingCall(near, at + value);
    if (called !== '') return chain(near, from, at + value + called.length);
    const plain = near.slice(at).match(new RegExp(`^${VALUE}(?: ?[-+|&] ?${VALUE})?;?`));
    return plain ? from + at + plain[0].length : null;
  }
  const simple = near.match(UPDATE) ?? near.match(/^return\b(?: -?\w{1,60})?;/) ?? near.match(COMPARED);
  if (simple) return from + simple[0].length;
  return nameEnd(near, from, lexicon);
}

function bracketed(near: string, from: number, open: number, after: RegExp): number | null {
  const end = closing(near, open);
  return end < 0 ? null : from + end + 1 + (near.slice(end + 1).match(after)?.[0].length ?? 0);
}

/** A call, the calls chained to it by arrows, its result, its brace. */
function chain(near: string, from: number, length: number): number {
  let end = length;
  for (let i = 0; i < 8; i++) {
    const arrow = near.slice(end).match(/^ ?-> ?(?=\w+\()/);
    const next = arrow ? leadingCall(near, end + arrow[0].length) : '';
    if (!arrow || next === '') break;
    end += arrow[0].length + next.length;
  }
  const compared = near.slice(end).match(/^ (?:==|!=) (?:true|false|NULL|-?\d+)(?=$| )/);
  const rest = compared ?? near.slice(end).match(RESULT) ?? near.slice(end).match(/^(?:;| ?\{(?=$| ))/);
  return from + end + (rest?.[0].length ?? 0);
}

/** A function's name without brackets, with the capital words that qualify it (`do_page_fault FLAG_NAME`), or what stands behind it as a remark. */
function nameEnd(near: string, from: number, lexicon: Lexicon): number | null {
  const name = near.match(/^[A-Za-z_]\w{2,100}(?=$|[ ;,])/)?.[0];
  if (!name) return null;
  const match = lexicon.find(name);
  if (match?.row.frame && match.row.effects.length > 0) {
    const flags = near.slice(name.length).match(/^(?: [A-Z][A-Z0-9]*_[A-Z0-9_]+(?! (?:is|was|still|not)\b))+(?=$| )/);
    return from + name.length + (flags?.[0].length ?? 0);
  }
  const remark = match
    ? near.slice(name.length).match(/^ (?:runs? )?(?:with|on|without) (?:the )?(?:stale|old|wrong|new) \w+/)
    : null;
  if (remark) return from + name.length + remark[0].length;
  if (match && !match.row.family) return from + name.length;
  return /^[a-z_]\w*_\w+$/.test(name) ? from + name.length : null;
}
