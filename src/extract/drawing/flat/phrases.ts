import type { Token } from './tokens.ts';
import { FINITE, GROUPED, IMPERATIVES, LOCK_OBJECT_VERBS, LOCK_VERBS, NOT_A_LOCK, STATEMENTS, TYPES } from './words.ts';

/**
 * Phrases that show by their form alone where they begin and how far they reach at least; each function answers with the index of
 * the token behind the phrase, or 0:
 *
 *     foo(a, b) -> PASS         PT lock     take L          x->count++        int n = a->b + 1;      if (x) return;
 *     _PAGE_WRITE is still …    XXXXXXX     [ delayed ]     ...
 */
type Form = (tokens: readonly Token[], at: number) => number;

const IDENTIFIER = /^[!*&]{0,3}[A-Za-z_][\w]*(?:(?:->|\.)[A-Za-z_]\w*|\[[^\]]{0,60}\])*[;,]?$/;
/** Something a value is assigned to: also `*p`, `foo(x)->y`. */
const PLACE = /^\*{0,2}[A-Za-z_(][\w.>()[\]*&,-]*$/;
const STEPPED = /^(?:\+\+|--)?[*]?[A-Za-z_(][\w.>()[\]*-]*(?:\+\+|--)?;?$/;
const ASSIGNS = new Set('= += -= *= /= %= |= &= ^= <<= >>='.split(' '));

export const isIdentifier = (token: Token | undefined) =>
  token?.kind === 'word' && IDENTIFIER.test(token.text.slice(0, 200));
/** A name that is no English word: `do_page_fault`, `x->lock`, `PT`. */
export const isCode = (token: Token | undefined) =>
  token !== undefined &&
  (token.kind === 'call' ||
    (isIdentifier(token) && /[_.>[\d]|[a-z][A-Z]/.test(token.text)) ||
    /(?:\+\+|--|;)$/.test(token.text));
/** A function's or a variable's name with an underscore: `wp_page_copy`; not a constant's (`FAULT_FLAG_WRITE`). */
export const isLowerName = (token: Token | undefined) =>
  token !== undefined &&
  isIdentifier(token) &&
  /[a-z]/.test(token.text) &&
  /[a-zA-Z0-9]_|_[a-zA-Z0-9]/.test(token.text);

const ends = (token: Token | undefined) => token?.text.endsWith(';') ?? true;
const lower = (token: Token | undefined) =>
  (token?.text.length ?? 99) < 20 ? (token as Token).text.toLowerCase().replace(/[;,.:]$/, '') : '';

/** Behind `from`, which ends an operand: goes on over operators and their operands, arrows and their targets. */
function overOperators(tokens: readonly Token[], from: number): number {
  let at = from;
  while (at < tokens.length && !ends(tokens[at - 1])) {
    const token = tokens[at] as Token;
    if (token.kind === 'operator' && tokens[at + 1] !== undefined) at = operandAt(tokens, at + 1);
    else if (token.kind === 'arrow' && /^[-=~]+>$/.test(token.text) && tokens[at + 1] !== undefined)
      at = operandAt(tokens, at + 1);
    else break;
  }
  return Math.min(at, tokens.length);
}

/** Behind one operand; a cast, `!`, `&`, `*` or `-` in front belongs to it. */
function operandAt(tokens: readonly Token[], from: number): number {
  let at = from;
  while (at < tokens.length - 1) {
    const text = (tokens[at] as Token).text;
    if (/^(?:[!&*~-]|\([\w\s]{1,60}\*+\)|new|struct|sizeof)$/.test(text)) at++;
    else break;
  }
  return at + 1;
}

const call: Form = (tokens, at) => (tokens[at]?.kind === 'call' ? overOperators(tokens, at + 1) : 0);

const single: Form = (tokens, at) => {
  const token = tokens[at] as Token;
  const alone =
    token.kind === 'comment' ||
    token.kind === 'bracket' ||
    token.kind === 'mark' ||
    /^(?:\.{2,}|…|[{}]+;?)$/.test(token.text);
  return alone ? at + 1 : 0;
};

const LOCKISH = /lock|mutex|sem\b|_rw/i;

const namedLock: Form = (tokens, at) => {
  const [name, verb, next] = [tokens[at], tokens[at + 1], tokens[at + 2]];
  if (!isIdentifier(name) || !LOCK_VERBS.has(lower(verb)) || NOT_A_LOCK.has(lower(name)) || ends(name)) return 0;
  // "open_path lock dev_mutex": the name behind the verb is the lock
  if (isLowerName(name) && isLowerName(next) && !LOCKISH.test(name?.text ?? '') && LOCKISH.test(next?.text ?? ''))
    return 0;
  return at + 2;
};

const takenLock: Form = (tokens, at) => {
  const verb = lower(tokens[at]);
  if (!LOCK_OBJECT_VERBS.has(verb)) return 0;
  const article = /^(?:the|a)$/.test(lower(tokens[at + 1])) ? 1 : 0;
  const name = tokens[at + 1 + article];
  if (!isIdentifier(name) || LOCK_VERBS.has(lower(name)) || NOT_A_LOCK.has(lower(name))) return 0;
  if (IMPERATIVES.has(lower(name))) return 0;
  if (LOCK_VERBS.has(verb) && namedLock(tokens, at + 1)) return at + 1;
  return LOCK_VERBS.has(lower(tokens[at + 2 + article])) && !ends(name) ? at + 3 + article : at + 2 + article;
};

const assignment: Form = (tokens, at) => {
  let target = at;
  if (TYPES.has(lower(tokens[target])) || /^[a-z]\w{0,40}_t$/.test(tokens[target]?.text ?? '')) {
    while (target < at + 4 && tokens[target + 1] !== undefined && !ASSIGNS.has(tokens[target + 1]?.text ?? ''))
      target++;
  }
  if (tokens[target]?.text === '*') target++;
  const [place, operator] = [tokens[target], tokens[target + 1]];
  if (!place || !operator || !ASSIGNS.has(operator.text) || !PLACE.test(place.text.slice(0, 200))) return 0;
  return tokens[target + 2] ? overOperators(tokens, operandAt(tokens, target + 2)) : target + 2;
};

const stepped: Form = (tokens, at) => {
  const text = tokens[at]?.text.slice(0, 200) ?? '';
  return /\+\+|--(?!>)/.test(text) && STEPPED.test(text) ? at + 1 : 0;
};

const statement: Form = (tokens, at) => {
  const word = lower(tokens[at]);
  const text = tokens[at]?.text ?? '';
  const grouped = /^(?:if|while|for|switch)\(/.test(text);
  if (grouped) return overStatement(tokens, at + 1);
  if (!STATEMENTS.has(word) || /[A-Z]/.test(text)) return 0;
  if (GROUPED.has(word)) return tokens[at + 1]?.text.startsWith('(') ? overStatement(tokens, at + 2) : 0;
  if (ends(tokens[at])) return at + 1;
  if (word === 'return' || word === 'goto')
    return ends(tokens[at + 1]) || /^-?[A-Z\d]/.test(tokens[at + 1]?.text ?? '') ? at + 2 : at + 1;
  if (word === 'else') return GROUPED.has(lower(tokens[at + 1])) ? Math.max(statement(tokens, at + 1), at + 1) : at + 1;
  return at + 1;
};

/** Behind `if (x)`: its `{`, or a jump on the same row. */
function overStatement(tokens: readonly Token[], at: number): number {
  const next = tokens[at]?.text ?? '';
  if (next === '{') return at + 1;
  if (/^(?:return|goto|break|continue)\b/.test(next))
    return next.endsWith(';') ? at + 1 : ends(tokens[at + 1]) ? Math.min(at + 2, tokens.length) : at + 1;
  return at;
}

/** `_PAGE_WRITE is still clear`: a name and its verb. */
const subject: Form = (tokens, at) => {
  const name = tokens[at];
  if (!isIdentifier(name) || ends(name) || !FINITE.has(lower(tokens[at + 1]))) return 0;
  return isCode(name) || /^[A-Z]/.test(name?.text ?? '') ? at + 2 : 0;
};

const FORMS: readonly Form[] = [single, statement, assignment, stepped, takenLock, namedLock, call, subject];

/** Index of the token behind the phrase that begins at token `at` and shows it by its form, or 0. */
export function formAt(tokens: readonly Token[], at: number): number {
  for (const form of FORMS) {
    const end = form(tokens, at);
    if (end > at) return Math.min(end, tokens.length);
  }
  return 0;
}

/** Whether an imperative of these drawings stands there: "commit the copy", "deferred flush". */
export const isImperative = (token: Token) => token.kind === 'word' && IMPERATIVES.has(lower(token));

export const wordOf = lower;
