import { formAt, isCode, isImperative, isLowerName, wordOf } from './phrases.ts';
import { type Token, tokensOf } from './tokens.ts';
import { FINITE, JOINS, PREPOSITIONS } from './words.ts';

/**
 * Cuts a run-together paragraph into cells, at the places where a phrase begins that a drawing has as a step:
 *
 *     PT lock counter = seq ^^^^^^ FLAG is set by CPU PT unlock   →   PT lock | counter = seq | FLAG is set by CPU | PT unlock
 *
 * Every word lands in a cell, except underlines and rules: a word that begins nothing belongs to the cell in front of it.
 */
export type Piece = {
  /** Offsets in the paragraph. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** Begins with something recognised; false for leftovers. */
  readonly known: boolean;
  /** Recognised by its form or by the lexicon, not by its place alone. */
  readonly sure: boolean;
};

export type Split = {
  readonly pieces: readonly Piece[];
  /** Offset of a rule of `====` that ends the drawing, or -1. */
  readonly ruledAt: number;
};

/** How far the lexicon knows the text from an offset on: the offset behind the phrase, or null. */
export type Recogniser = (text: string, from: number) => number | null;

const MOST_TOKENS = 4000;
/** Most characters that are shown to the lexicon at a time. */
const WINDOW = 300;

export function split(text: string, from: number, recognise: Recogniser): Split {
  const tokens = tokensOf(text.slice(from)).slice(0, MOST_TOKENS);
  const pieces: Piece[] = [];
  let first = -1;
  let solid = 0;
  let known = false;
  let sure = false;
  /** The cell has its verb: "foo() sees". */
  let verb = false;
  const close = (behind: number) => {
    if (first >= 0 && behind > first) {
      const start = from + (tokens[first] as Token).start;
      const end = from + (tokens[behind - 1] as Token).end;
      pieces.push({ start, end, text: text.slice(start, end), known, sure });
    }
    first = -1;
  };
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at] as Token;
    if (token.kind === 'underline' || token.kind === 'rule') {
      close(at);
      if (token.text.length >= 8 && /^[=_]/.test(token.text)) return { pieces, ruledAt: from + token.start };
      continue;
    }
    if (first >= 0) verb ||= FINITE.has(wordOf(tokens[at - 1]));
    if (first >= 0 && at < solid) continue;
    // `*** DEADLOCK ***`
    if (token.kind === 'mark' && tokens[first]?.text[0] === '*' && token.text[0] === '*') continue;
    const form = first >= 0 && goesOn(tokens, at) ? 0 : formAt(tokens, at);
    // what has a form of its own ends by its form: the lexicon may read on into the next cell
    const phrase = form === 0 && (first < 0 || !goesOn(tokens, at)) ? lexiconEnd(text, from, tokens, at, recognise) : 0;
    if (first >= 0 && !form && !phrase && !beginsWeakly(tokens, at, at === solid)) continue;
    if (first >= 0 && !form && phrase && staysInSentence(tokens, at, at === solid, verb)) continue;
    if (first >= 0 && !form && tokens[first]?.kind === 'mark' && !isCode(token)) continue;
    close(at);
    first = at;
    verb = false;
    sure = form > 0 || phrase > 0;
    known = sure || isLowerName(token) || isImperative(token);
    solid = form > 0 ? form : nextForm(tokens, at + 1, phrase);
  }
  close(tokens.length);
  return { pieces, ruledAt: -1 };
}

/** The token belongs to the one in front of it, whatever it looks like. */
function goesOn(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at] as Token;
  const before = tokens[at - 1];
  if (token.kind === 'comment' || token.kind === 'mark' || token.kind === 'bracket') return false;
  if (token.kind === 'operator' || token.kind === 'arrow') return true;
  if (!before || before.text.endsWith(';')) return false;
  if (before.kind === 'operator' || before.kind === 'arrow') return true;
  if (/[,(]$/.test(before.text)) return true;
  const word = wordOf(before);
  return before.kind === 'word' && (JOINS.has(word) || FINITE.has(word)) && !/^[A-Z]$/.test(before.text);
}

/** The start of a cell that only its neighbours show: a function's name, an imperative after something complete. */
function beginsWeakly(tokens: readonly Token[], at: number, afterPhrase: boolean): boolean {
  const token = tokens[at] as Token;
  const before = tokens[at - 1];
  if (goesOn(tokens, at)) return false;
  if (before === undefined || before.text.endsWith(';') || before.kind === 'comment' || before.kind === 'bracket')
    return true;
  if (isLowerName(token)) return !isImperative(before);
  return isImperative(token) && (afterPhrase || isComplete(before));
}

/** Something that a cell can end with: `x++`, `foo()`, `FLAG`, `foo_bar`. */
const isComplete = (token: Token) => isCode(token) || /^[A-Z][A-Z\d_]*$/.test(token.text) || /\)$/.test(token.text);

/** A phrase that the lexicon knows, inside a sentence: "commit the copy to …", "runs with stale TLB". A sentence has one verb. */
function staysInSentence(tokens: readonly Token[], at: number, afterPhrase: boolean, verb: boolean): boolean {
  const before = tokens[at - 1] as Token;
  const token = tokens[at] as Token;
  if (token.kind !== 'word' || isCode(token)) return false;
  if (FINITE.has(wordOf(token))) return !verb;
  return !afterPhrase && (PREPOSITIONS.has(wordOf(before)) || (isImperative(before) && !isComplete(before)));
}

function lexiconEnd(text: string, from: number, tokens: readonly Token[], at: number, recognise: Recogniser): number {
  const token = tokens[at] as Token;
  const start = from + token.start;
  const behind = recognise(text.slice(start, Math.min(text.length, start + WINDOW)), 0);
  if (behind === null || behind <= 0) return 0;
  let end = at + 1;
  while (end < tokens.length && from + (tokens[end] as Token).end <= start + behind) end++;
  return end;
}

/** The first token in [at, until) that begins a phrase by its form: the lexicon's phrase must not run over it. */
function nextForm(tokens: readonly Token[], at: number, until: number): number {
  for (let i = at; i < until; i++) {
    const token = tokens[i] as Token;
    if (token.kind === 'underline' || token.kind === 'rule' || (!goesOn(tokens, i) && formAt(tokens, i) > 0)) return i;
  }
  return until;
}
