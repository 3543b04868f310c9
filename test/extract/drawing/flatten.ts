import { splitAnnotations } from '../../../src/extract/drawing/annotations.ts';
import { columns } from '../../../src/extract/drawing/notations/columns.ts';
import { flat } from '../../../src/extract/drawing/notations/flat.ts';
import type { NotationReader, Reading } from '../../../src/extract/drawing/types.ts';
import { lexiconFor } from '../../../src/extract/lexicon/index.ts';
import { pageOf } from '../../../src/extract/mail-tree/page.ts';

/** Loses a drawing's white space as web pages do: rows run together with single blanks, a blank row ends the paragraph. */
export const flatten = (drawing: string) =>
  drawing
    .trim()
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.trim().replace(/\s+/g, ' '))
    .join('\n');

/** The first drawing that this notation finds in the text. */
export function firstBy(notation: NotationReader, text: string): Reading | null {
  const page = pageOf(text.split('\n'));
  for (let at = 0; at < page.length; at++) {
    const reading = notation.read(page, at, { until: page.length, before: null, lexicon: lexiconFor(null) });
    if (reading) return reading;
  }
  return null;
}

/** Lane and text of each step, without annotations. */
export const stepsOf = (reading: Reading | null) =>
  (reading?.cells ?? []).map((cell) => `${cell.lane} ${splitAnnotations(cell.text).text}`);

export const drawn = (drawing: string) => stepsOf(firstBy(columns, drawing));
export const recovered = (drawing: string) => stepsOf(firstBy(flat, flatten(drawing)));

/** The lane assignments that the flat drawing leaves open, the best first, as digits. */
export function assignments(drawing: string): string[] {
  const reading = firstBy(flat, flatten(drawing));
  if (!reading) return [];
  return [reading.cells.map((cell) => cell.lane), ...reading.alternatives].map((lanes) => lanes.join(''));
}
