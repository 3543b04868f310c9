import { type Dress, dressOf } from '../dress.ts';
import { rowsInside } from '../extent.ts';
import { readingOf } from '../grid.ts';
import { isHeading, type Label, mayBeHeading } from '../labels.ts';
import { type Paragraph, paragraphsOf, type Row, rowOf } from '../rows.ts';
import type { Segment } from '../segments.ts';
import type { Around, NotationReader, Page, PageLine, Reading } from '../types.ts';

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
const MOST_LABELS = 10;
const MOST_LINES = 400;
const FEWEST_CELLS = 3;

function readStaggered(page: Page, at: number, { until, lexicon }: Around): Reading | null {
  const first = page[at] as PageLine;
  if (!mayBeHeading(first.text) || (first.kind !== undefined && first.kind !== 'text' && first.kind !== 'diff'))
    return null;
  const dress = dressOf(first.text, page[at + 1]?.text ?? '', first.kind === 'diff');
  const head = rowOf(first, dress);
  if (typeof head === 'string' || head.segments.length !== 1) return null;
  const opening = head.segments[0] as Segment;
  if (!isHeading(opening.text)) return null;
  const labels = [labelOf(opening)];
  const end = endOf(page, at, until, dress, labelOf(opening));
  if (end === null) return null;
  const paragraphs = takeLabels(paragraphsOf(page, at, end, dress), labels);
  if (labels.length < 2 || labels.length > MOST_LANES) return null;
  const reading = readingOf('indented', first, labels, rowsInside(paragraphs, labels, lexicon), []);
  return reading !== null && reading.cells.length >= FEWEST_CELLS ? reading : null;
}

/**
 * Index of the line at which the drawing ends at the latest, null where no second label stands further right. Few labels are passed,
 * so that each line is looked at for few beginnings: the search stays linear.
 */
function endOf(page: Page, at: number, until: number, dress: Dress, first: Label): number | null {
  const last = Math.min(page.length, until, at + MOST_LINES);
  let more = false;
  for (let i = at + 1, passed = 0; i < last; i++) {
    const line = page[i] as PageLine;
    if (line.depth !== page[at]?.depth || line.text.length > 200) continue;
    const row = rowOf(line, dress);
    if (row === 'end') return more ? i : null;
    const text = row === 'skip' ? undefined : row.segments.at(-1);
    if (!text || !isHeading(text.text)) continue;
    const label = labelOf(text);
    more ||= label.column >= first.column + NEAREST;
    if (label.column < first.column + NEAREST && label.name !== first.name) return more ? i : null;
    if (++passed >= MOST_LABELS || (!more && label.column === first.column)) return more ? i : null;
  }
  return more ? last : null;
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
