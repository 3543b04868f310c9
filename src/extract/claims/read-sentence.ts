import type { Claim, ClaimContent, ClaimType, Diagram } from '../types.ts';
import { aboutDiagram } from './about.ts';
import { type Clause, clausesOf } from './clauses.ts';
import { hedgeOf } from './hedges.ts';
import { CLAIM_ROWS, QUESTION_ROWS, SENTENCE_ROWS } from './patterns/index.ts';
import type { ClaimRow } from './patterns/row.ts';
import { openersLength, PRONOUN, plainPhrase } from './phrases.ts';
import { lineAt, type Sentence } from './sentences.ts';
import { isToolText, TOOL_HEADLINES } from './tool-text.ts';

type Match = {
  readonly row: ClaimRow;
  readonly clause: Clause;
  readonly words: RegExpExecArray;
  readonly subject: string;
};

/** "…, right?", "…, isn't it?": a statement that asks for assent. */
const TAG =
  /,? (?:right|no|correct|yes|(?:is|isn't|does|doesn't|do|don't|can|can't|are|aren't|was|wasn't) (?:it|that|they|we|you|this))\?$/i;

/**
 * The claims of one sentence, one a clause, in their order. `topic` is what the sentence before spoke of: a pronoun at the beginning means
 * it; the answer carries the topic on. A question claims nothing else.
 */
export function readSentence(
  sentence: Sentence,
  topic: string,
  diagrams: readonly Diagram[],
): { readonly claims: Claim[]; readonly topic: string } {
  const whole: Clause = { text: sentence.text, start: 0 };
  const build = (matches: readonly Match[]): Claim[] =>
    matches.map((match) => claimOf(sentence, match, matches.length === 1, diagrams));
  if (isToolText(sentence.text)) return { claims: build(one(firstMatch(TOOL_HEADLINES, whole))), topic };
  if (sentence.text.endsWith('?') && !TAG.test(sentence.text)) {
    return { claims: build(one(firstMatch(QUESTION_ROWS, whole))), topic };
  }
  const asking = firstMatch(QUESTION_ROWS, whole);
  if (asking !== null && !TAG.test(sentence.text)) return { claims: build([asking]), topic };
  const clauses = clausesOf(sentence);
  const spanning = firstMatch(SENTENCE_ROWS, whole);
  const read = readClauses(
    spanning === null ? clauses : joinSpanned(sentence, clauses, spanning),
    topic,
    spanning === null,
  );
  return { claims: build(read.matches), topic: read.topic };
}

/** The clauses with those that a match over the whole sentence runs through joined into one. */
function joinSpanned(sentence: Sentence, clauses: readonly Clause[], { words }: Match): Clause[] {
  const end = words.index + words[0].length;
  const within = ({ text, start }: Clause) => start < end && start + text.length > words.index;
  const spanned = clauses.filter(within);
  const first = spanned[0];
  const last = spanned.at(-1);
  if (first === undefined || last === undefined) return [...clauses];
  const joined = { text: sentence.text.slice(first.start, last.start + last.text.length), start: first.start };
  return clauses.flatMap((clause) => (clause === first ? [joined] : within(clause) ? [] : [clause]));
}

/** `spansNone`: nothing was found over the whole sentence, so its only clause need not be asked again. */
function readClauses(
  clauses: readonly Clause[],
  topic: string,
  spansNone: boolean,
): { matches: Match[]; topic: string } {
  const matches: Match[] = [];
  let current = topic;
  for (const clause of clauses) {
    const untagged = { ...clause, text: clause.text.replace(TAG, '') };
    const isWhole = spansNone && clauses.length === 1 && untagged.text.length === clause.text.length;
    const match = (isWhole ? null : firstMatch(SENTENCE_ROWS, untagged)) ?? firstMatch(CLAIM_ROWS, untagged);
    const subject = match?.subject ?? '';
    if (match !== null) {
      const meant = PRONOUN.test(subject) && current !== '' ? { ...match, subject: current } : match;
      if (!matches.some((other) => saysTheSame(other, meant))) matches.push(meant);
    }
    if (subject !== '' && !PRONOUN.test(subject)) current = subject;
  }
  return { matches, topic: current };
}

/** Two clauses of a sentence that say the same: by the same words, of the same bug, or of the same thing to no other purpose. */
function saysTheSame(a: Match, b: Match): boolean {
  if (a.row.name === b.row.name || (a.row.type === b.row.type && a.row.type === 'bug-exists')) return true;
  // "A holds L until X, and B takes L before Y"
  if (a.row.type === 'invariant' && b.row.type === 'invariant') return false;
  const [first, second] = [a, b].map((match) =>
    JSON.stringify({ ...typeAndPolarity(match), content: contentOf(match, '') }),
  );
  return first === second && !/\b(?:to|for|against) \w/i.test(b.clause.text.slice(b.words.index));
}

function one(match: Match | null): Match[] {
  return match === null ? [] : [match];
}

function firstMatch(rows: readonly ClaimRow[], clause: Clause): Match | null {
  for (const row of rows) {
    if (row.cue?.test(clause.text) === false) continue;
    const words = row.when.exec(clause.text);
    if (words === null || row.unless?.test(clause.text)) continue;
    const subject = plainPhrase(clause.text.slice(0, words.index));
    if (row.suits?.(subject) === false) continue;
    return { row, clause, words, subject };
  }
  return null;
}

/** "I don't think that X": X is denied. */
const DISBELIEF =
  /\b(?:i (?:don't|do not|still don't|really don't) (?:think|believe|expect|see (?:why|that))|i doubt)\b/i;

/** Types whose denial is a type of its own; of all others it is a polarity. */
const OPPOSITE: Partial<Record<ClaimType, ClaimType>> = {
  'bug-exists': 'bug-impossible',
  'bug-impossible': 'bug-exists',
  'fix-works': 'fix-fails',
  'ordering-needed': 'ordering-not-needed',
};

function typeAndPolarity({ row, clause, words }: Match): Pick<Claim, 'type' | 'polarity'> {
  const polarity = row.polarity ?? '+';
  if (polarity !== '+' || !DISBELIEF.test(clause.text.slice(0, words.index))) return { type: row.type, polarity };
  const opposite = OPPOSITE[row.type];
  return opposite === undefined ? { type: row.type, polarity: '-' } : { type: opposite, polarity };
}

/** A sentence that makes one claim is its text; of several each has its clause. */
function claimOf(sentence: Sentence, match: Match, alone: boolean, diagrams: readonly Diagram[]): Claim {
  const { clause } = match;
  const line = lineAt(sentence, clause.start + openersLength(clause.text));
  const text = alone ? sentence.text : clause.text;
  const start = alone ? 0 : clause.start;
  return {
    line,
    lines: [lineAt(sentence, start), lineAt(sentence, start + text.length - 1)],
    text,
    ...typeAndPolarity(match),
    hedge: hedgeOf(clause.text),
    about: aboutDiagram(sentence.text, line, diagrams),
    content: contentOf(match, sentence.text.slice(clause.start)),
  };
}

const contentOf = ({ row, clause, words, subject }: Match, rest: string): ClaimContent =>
  row.content?.({
    subject,
    words: words[0],
    after: clause.text.slice(words.index + words[0].length).trim(),
    clause: clause.text,
    rest,
  }) ?? { is: 'other' };
