import { findClaims } from './claims/index.ts';
import { dayOf } from './day.ts';
import { diagramOf, readDrawings } from './drawing/index.ts';
import type { Page } from './drawing/types.ts';
import { kernelAt, type Lexicon, lexiconFor, type Table } from './lexicon/index.ts';
import { buildTree, readPage } from './mail-tree/index.ts';
import { patchIn } from './mail-tree/patch.ts';
import type { Answer, Diagram, Extraction, Text } from './types.ts';

export { heardByDepth } from './claims/index.ts';

/** What a user adds to the reading: rows of their own, which win over the tables, and what they say of drawings. */
export type ExtractOptions = { readonly tables?: readonly Table[]; readonly answers?: readonly Answer[] };

/**
 * Reads a message: what is quoted and what is drawn, the drawings with their steps, the author's claims. Names are looked up as the
 * kernel of the message's day knew them. Pure; never throws.
 */
export function extractMessage(text: Text, options: ExtractOptions = {}): Extraction {
  return extractionOf(drawnIn(text, options), text);
}

/** The same, null where nothing is drawn: in archives that is so of nearly all messages, whose claims nobody then looks for. */
export function extractDrawn(text: Text, options: ExtractOptions = {}): Extraction | null {
  const drawn = drawnIn(text, options);
  return drawn.diagrams.length === 0 ? null : extractionOf(drawn, text);
}

type Drawn = { readonly page: Page; readonly lexicon: Lexicon; readonly diagrams: readonly Diagram[] };

function drawnIn(text: Text, { tables = [], answers = [] }: ExtractOptions): Drawn {
  const page = readPage(text.lines);
  // one of its own for each message: what is remembered by it goes with the message
  const lexicon = { ...lexiconFor(kernelAt(dayOf(text, page)), tables) };
  const diagrams = readDrawings(page, lexicon)
    .map((reading) => diagramOf(reading, page, text, lexicon, answers))
    .filter((diagram): diagram is Diagram => diagram !== null);
  return { page, lexicon, diagrams };
}

function extractionOf({ page, lexicon, diagrams }: Drawn, text: Text): Extraction {
  const drawn = diagrams.map(({ lines, quoted }) => ({ lines, depth: quoted }));
  const tree = buildTree(page, drawn);
  return {
    tree,
    diagrams,
    claims: findClaims(tree, diagrams, text),
    patch: patchIn(tree, lexicon),
  };
}
