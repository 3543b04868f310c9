import { unified } from 'unified';
import { findClaims } from './claims/index.ts';
import { diagramOf, readDrawings } from './drawing/index.ts';
import { mailParser, readPage } from './mail-tree/index.ts';
import type { Diagram, Extraction, Text } from './types.ts';

/** Reads a message: what is quoted and what is drawn, the drawings with their steps, the author's claims. Pure; never throws. */
export function extractMessage(text: Text): Extraction {
  const page = readPage(text.lines);
  const diagrams = readDrawings(page)
    .map((reading) => diagramOf(reading, page, text))
    .filter((diagram): diagram is Diagram => diagram !== null);
  const drawn = diagrams.map(({ lines, quoted }) => ({ lines, depth: quoted }));
  const tree = unified().use(mailParser, { drawn }).parse(text.lines.join('\n'));
  return { tree, diagrams, claims: findClaims(tree, diagrams, text) };
}
