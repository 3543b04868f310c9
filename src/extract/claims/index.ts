import type { Block, Claim, Diagram, MailNode, MailTree, Text } from '../types.ts';
import { aboutDiagram } from './about.ts';
import { type Clause, clausesOf } from './clauses.ts';
import { hedgeOf } from './hedges.ts';
import { CLAIM_ROWS } from './patterns/index.ts';
import type { ClaimRow } from './patterns/row.ts';
import { PRONOUN, plainPhrase } from './phrases.ts';
import { lineAt, type Sentence, sentencesOf } from './sentences.ts';

/**
 * The author's own statements about the drawings: prose that is not quoted, read sentence by sentence through the tables in `patterns/`.
 * In the order of their lines. A mail without a drawing makes claims too (`about` null).
 */
export function findClaims(tree: MailTree, diagrams: readonly Diagram[], _text: Text): Claim[] {
  const claims: Claim[] = [];
  for (const block of ownProse(tree)) {
    const first = block.position?.start.line ?? 1;
    let topic = '';
    for (const sentence of sentencesOf(withoutDrawings(block, first, diagrams), first)) {
      const read = readSentence(sentence, topic, diagrams);
      claims.push(...read.claims);
      topic = read.topic;
    }
  }
  return claims.sort((a, b) => a.line - b.line);
}

/** The author's prose blocks, in order. Iterative: quotes nest as deep as the sender likes. */
function ownProse(tree: MailTree): Block[] {
  const found: Block[] = [];
  const waiting: MailNode[] = [...tree.children].reverse();
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node.type === 'quote') {
      for (const child of [...node.children].reverse()) waiting.push(child);
    } else if (node.type === 'prose' && node.depth === 0) found.push(node);
  }
  return found;
}

/** Rows of the author's own drawings are blanked, should the tree have called them prose. Replies inside a quoted drawing stay. */
function withoutDrawings(block: Block, first: number, diagrams: readonly Diagram[]): string[] {
  const own = diagrams.filter((diagram) => diagram.quoted === 0 && diagram.lines[0] !== diagram.lines[1]);
  return block.lines.map((line, index) =>
    own.some(({ lines }) => lines[0] <= first + index && first + index <= lines[1]) ? '' : line,
  );
}

type Match = { readonly row: ClaimRow; readonly clause: Clause; readonly words: RegExpExecArray };

/** `topic` is what the sentence before spoke of; a pronoun at the beginning means it. */
function readSentence(
  sentence: Sentence,
  topic: string,
  diagrams: readonly Diagram[],
): { claims: Claim[]; topic: string } {
  const clauses = clausesOf(sentence);
  const matches: { match: Match; subject: string }[] = [];
  let current = topic;
  for (const clause of clauses) {
    const match = firstMatch(clause);
    const subject = match === null ? '' : plainPhrase(clause.text.slice(0, match.words.index));
    if (match !== null) {
      const repeats = matches.some(
        ({ match: other }) => other.row.type === match.row.type && other.row.name === match.row.name,
      );
      if (!repeats) matches.push({ match, subject: PRONOUN.test(subject) && current !== '' ? current : subject });
    }
    if (subject !== '' && !PRONOUN.test(subject)) current = subject;
  }
  const kept = matches.some(({ match }) => match.row.type === 'question')
    ? matches.filter(({ match }) => match.row.polarity === '?').slice(0, 1)
    : matches;
  const claims = kept.map(({ match, subject }) => claimOf(sentence, match, subject, kept.length === 1, diagrams));
  return { claims, topic: current };
}

function firstMatch(clause: Clause): Match | null {
  for (const row of CLAIM_ROWS) {
    const words = row.when.exec(clause.text);
    if (words !== null && !row.unless?.test(clause.text)) return { row, clause, words };
  }
  return null;
}

function claimOf(
  sentence: Sentence,
  match: Match,
  subject: string,
  alone: boolean,
  diagrams: readonly Diagram[],
): Claim {
  const { row, clause, words } = match;
  const line = lineAt(sentence, clause.start);
  const last = sentence.wordLines.at(-1) ?? line;
  const text = alone ? sentence.text : clause.text;
  return {
    line,
    lines: alone
      ? [sentence.wordLines[0] ?? line, last]
      : [line, lineAt(sentence, clause.start + clause.text.length - 1)],
    text,
    type: row.type,
    polarity: row.polarity ?? '+',
    hedge: hedgeOf(clause.text),
    about: aboutDiagram(sentence.text, line, diagrams),
    content: row.content?.({
      subject,
      words: words[0],
      after: clause.text.slice(words.index + words[0].length).trim(),
      clause: clause.text,
      rest: sentence.text.slice(clause.start),
    }) ?? { is: 'other' },
  };
}
