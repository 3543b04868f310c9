import { blocksOf } from '../mail-tree/blocks.ts';
import type { Block, Claim, Diagram, MailTree, Text } from '../types.ts';
import { mentionsConcurrency } from './about.ts';
import { commentAround } from './comments.ts';
import { readSentence } from './read-sentence.ts';
import { sentencesOf } from './sentences.ts';
import { headlineIn } from './tool-text.ts';

/**
 * The author's own statements about the drawings, in the order of their lines: prose that is not quoted, code comments around a drawing,
 * and the headline of a checker's report, read sentence by sentence through the tables in `patterns/`.
 * A mail without a drawing makes claims too (`about` null), where it speaks of concurrency.
 */
export function findClaims(tree: MailTree, diagrams: readonly Diagram[], _text: Text): Claim[] {
  return claimsAt(0, tree, diagrams);
}

/** Levels of quotation in which others are listened to. */
const DEEPEST = 8;

/**
 * What others said of quoted drawings, one list a level of quotation, the author's own level left out: whoever answered before this author
 * did comes first, and whoever drew it last. They are no claims of the author.
 */
export function heardByDepth(tree: MailTree, diagrams: readonly Diagram[]): readonly (readonly Claim[])[] {
  const deepest = Math.min(DEEPEST, Math.max(0, ...diagrams.map(({ quoted }) => quoted)));
  return Array.from({ length: deepest }, (_, index) => claimsAt(index + 1, tree, diagrams));
}

function claimsAt(depth: number, tree: MailTree, diagrams: readonly Diagram[]): Claim[] {
  const claims: Claim[] = [];
  for (const { lines, first } of textAt(depth, tree, diagrams)) {
    let topic = '';
    for (const sentence of sentencesOf(lines, first)) {
      const read = readSentence(sentence, topic, diagrams);
      topic = read.topic;
      if (diagrams.length > 0 || mentionsConcurrency(sentence.text))
        claims.push(
          ...read.claims.map((claim) =>
            isOfPatch(claim, lines, first, diagrams) ? { ...claim, added: true as const } : claim,
          ),
        );
    }
  }
  return claims.sort((a, b) => a.line - b.line);
}

function isOfPatch(
  { line, about }: Claim,
  lines: readonly string[],
  first: number,
  diagrams: readonly Diagram[],
): boolean {
  const isAdded = /^\+\s/.test(lines[line - first] ?? '');
  return isAdded && about !== null && diagrams[about]?.added !== true;
}

type Passage = { readonly lines: readonly string[]; readonly first: number };

/** What is written at a depth of quotation, in order; 0 is the author's. */
function textAt(depth: number, tree: MailTree, diagrams: readonly Diagram[]): Passage[] {
  return [...blocksOf(tree)].flatMap((block) => {
    if (block.depth !== depth) return [];
    const first = block.position?.start.line ?? 1;
    const lines = linesOf(block, first, diagrams);
    return lines === null ? [] : [{ lines, first }];
  });
}

/** The lines of a block that are the author's sentences, all others blank; null where there are none. */
function linesOf(block: Block, first: number, diagrams: readonly Diagram[]): readonly string[] | null {
  switch (block.type) {
    case 'prose':
      return withoutDrawings(block, first, diagrams);
    case 'code':
    case 'diff':
      return commentAround(block, first, diagrams);
    case 'trace':
      return block.lines.map((line) => headlineIn(line));
    default:
      return null;
  }
}

/** Rows of drawings of the block's own depth are blanked, should the tree have called them prose. Replies inside a quoted drawing stay. */
function withoutDrawings(block: Block, first: number, diagrams: readonly Diagram[]): string[] {
  const own = diagrams.filter((diagram) => diagram.quoted === block.depth);
  return block.lines.map((line, index) =>
    own.some(({ lines }) => lines[0] <= first + index && first + index <= lines[1]) ? '' : line,
  );
}
