import { cellsOf } from '../cells.ts';
import type { Label } from '../labels.ts';
import { lanesOf } from '../lanes.ts';
import { cannotBeCell } from '../prose.ts';
import { readingFrom } from '../reading.ts';
import { type Row, rowOf } from '../rows.ts';
import type { Around, NotationReader, Page, PageLine, Reading } from '../types.ts';

/**
 * A second drawing without labels, whose rows stand exactly where the cells of the drawing before it stood; it has the same lanes:
 *
 *     process         interrupt
 *     load A
 *                     load A
 *
 *     but what we really have is this:
 *
 *     load A
 *                     store A
 *     store A
 *                     load A
 */
export const unlabelled: NotationReader = { notation: 'columns', read: readUnlabelled };

/** Fewer rows could be anything. */
const FEWEST = 4;
/** Lines after which the first drawing's lanes are forgotten. */
const FARTHEST = 60;
const PLAIN = { patch: 'none', comment: '' } as const;

function readUnlabelled(page: Page, at: number, { before }: Around): Reading | null {
  const first = page[at] as PageLine;
  if (before?.notation !== 'columns' || first.line - before.lines[1] > FARTHEST || first.kind === 'diff') return null;
  const previous = page[at - 1];
  if (previous?.depth === first.depth && previous.text !== '') return null;
  const starts = new Map<number, number>();
  for (const cell of before.cells) starts.set(cell.indent, cell.lane);
  const rows: Row[] = [];
  for (let i = at; i < page.length && rows.length < 100; i++) {
    const line = page[i] as PageLine;
    if (line.depth !== first.depth || line.text === '') break;
    if (line.kind !== undefined && line.kind !== 'text') return null;
    const row = rowOf(line, PLAIN);
    if (typeof row === 'string' || cannotBeCell(row.text) || !row.segments.every(({ start }) => starts.has(start)))
      return null;
    rows.push(row);
  }
  const lanes = new Map<number, number>();
  for (const row of rows)
    for (const { start } of row.segments)
      lanes.set(starts.get(start) ?? 0, (lanes.get(starts.get(start) ?? 0) ?? 0) + 1);
  if (rows.length < FEWEST || lanes.size < 2 || [...lanes.values()].some((count) => count < 2)) return null;
  const labels: Label[] = before.lanes.map((name, lane) => {
    const column = Math.min(...before.cells.filter((cell) => cell.lane === lane).map((cell) => cell.indent));
    return { name, column, end: column + name.length };
  });
  const cells = cellsOf(rows, lanesOf(rows, labels, []));
  return readingFrom('columns', first, before.lanes, cells);
}
