import { dressOf } from '../dress.ts';
import { rowsInside } from '../extent.ts';
import { readingOf } from '../grid.ts';
import { isHeading, type Label } from '../labels.ts';
import { type Paragraph, paragraphsOf, type Row, rowOf } from '../rows.ts';
import type { Segment } from '../segments.ts';
import type { NotationReader, Page, PageLine, Reading } from '../types.ts';

/**
 * Each label stands at its lane's first step, the second one further right; the first lane goes on below:
 *
 *     Thread A:
 *     lock(X)
 *                         Thread B:
 *                         lock(Y)
 *     lock(Y)
 */
export const staggered: NotationReader = { notation: 'indented', read: readStaggered };

/** Columns between two labels at least: a label nearer than this is one of a call tree, or of the next lane below. */
const NEAREST = 12;
const MOST_LANES = 8;
const FEWEST_CELLS = 3;

function readStaggered(page: Page, at: number, until: number): Reading | null {
  const first = page[at] as PageLine;
  if (first.text.length > 100 || (first.kind !== undefined && first.kind !== 'text' && first.kind !== 'diff'))
    return null;
  const dress = dressOf(first.text, page[at + 1]?.text ?? '', first.kind === 'diff');
  const head = rowOf(first, dress);
  if (typeof head === 'string' || head.segments.length !== 1) return null;
  const opening = head.segments[0] as Segment;
  if (!isHeading(opening.text)) return null;
  const labels = [labelOf(opening)];
  const paragraphs = takeLabels(paragraphsOf(page, at, until, dress), labels);
  if (labels.length < 2 || labels.length > MOST_LANES) return null;
  const reading = readingOf('indented', first, labels, rowsInside(paragraphs, labels), []);
  return reading !== null && reading.cells.length >= FEWEST_CELLS ? reading : null;
}

/**
 * Takes the labels out of the rows; those of new lanes, each further right than all before, are added to `labels`. A label that stands
 * elsewhere begins another drawing: the paragraphs end before it.
 */
function takeLabels(paragraphs: readonly Paragraph[], labels: Label[]): Paragraph[] {
  const taken: Paragraph[] = [];
  for (const paragraph of paragraphs) {
    const rows: Row[] = [];
    for (const row of paragraph.rows) {
      const last = row.segments.at(-1);
      const label = last && isHeading(last.text) ? labelOf(last) : null;
      if (label === null) rows.push(row);
      else if (label.column >= (labels.at(-1) as Label).column + NEAREST) labels.push(label);
      else if (!labels.some(({ name, column }) => name === label.name && column === label.column))
        return rows.length > 0 ? [...taken, { ...paragraph, rows, closed: false }] : taken;
      if (label !== null && row.segments.length > 1) rows.push({ ...row, segments: row.segments.slice(0, -1) });
    }
    if (rows.length > 0) taken.push({ ...paragraph, rows });
  }
  return taken;
}

const labelOf = ({ text, start, end }: Segment): Label => ({
  name: text.replace(/:$/, '').trim(),
  column: start,
  end,
});
