import { findClaims } from './claims/index.ts';
import { dayOf } from './day.ts';
import { diagramOf, readDrawings } from './drawing/index.ts';
import { kernelAt, lexiconFor, type Table } from './lexicon/index.ts';
import { buildTree, readPage } from './mail-tree/index.ts';
import { patchIn } from './mail-tree/patch.ts';
import type { Answer, Diagram, Extraction, Text } from './types.ts';

export { heardBeside } from './claims/index.ts';

/** What a user adds to the reading: rows of their own, which win over the tables, and what they say of drawings. */
export type ExtractOptions = { readonly tables?: readonly Table[]; readonly answers?: readonly Answer[] };

/**
 * Reads a message: what is quoted and what is drawn, the drawings with their steps, the author's claims. Names are looked up as the
 * kernel of the message's day knew them. Pure; never throws.
 */
export function extractMessage(text: Text, { tables = [], answers = [] }: ExtractOptions = {}): Extraction {
  const page = readPage(text.lines);
  // one of its own for each message: what is remembered by it goes with the message
  const lexicon = { ...lexiconFor(kernelAt(dayOf(text, page)), tables) };
  const diagrams = readDrawings(page, lexicon)
    .map((reading) => diagramOf(reading, page, text, lexicon, answers))
    .filter((diagram): diagram is Diagram => diagram !== null);
  const drawn = diagrams.map(({ lines, quoted }) => ({ lines, depth: quoted }));
  const tree = buildTree(page, drawn);
  return {
    tree,
    diagrams,
    claims: findClaims(tree, diagrams, text),
    patch: patchIn(tree, lexicon),
  };
}
