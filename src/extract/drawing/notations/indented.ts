import type { Cell } from '../../types.ts';
import { joined } from '../cells.ts';
import { type Dress, dressOf } from '../dress.ts';
import { isActor, mayBeHeading } from '../labels.ts';
import { readingFrom } from '../reading.ts';
import { type Row, rowOf } from '../rows.ts';
import type { Around, NotationReader, Page, PageLine, Reading } from '../types.ts';
import { joins } from '../wrapped.ts';

/**
 * The label stands above its lane's steps, one lane after the other:
 *
 *     context A
 *         lock(X)
 *         wait(Y)
 *
 *     context B
 *         lock(Y)
 *
 * A label that comes again goes on with its lane, also as `context A (continued)`.
 */
export const indented: NotationReader = { notation: 'indented', read: readIndented };

/** More are no drawing; the search gives up early, so that it stays linear in the mail's length. */
const MOST_LANES = 8;
const MOST_HEADINGS = 12;
/** Headings after which a second lane must have begun. */
const MOST_OF_ONE = 2;
const MOST_CELLS = 400;

function readIndented(page: Page, at: number, { until }: Around): Reading | null {
  const first = page[at] as PageLine;
  if (!mayBeHeading(first.text) || (first.kind !== undefined && first.kind !== 'text' && first.kind !== 'diff'))
    return null;
  const dress = dressOf(first.text, page[at + 1]?.text ?? '', first.kind === 'diff');
  const head = lineOf(first, dress);
  if (head === null || !isHeading(head)) return null;
  const margin = head.segments[0]?.start ?? 0;
  const lanes: string[] = [];
  const cells: Cell[] = [];
  let empty = true;
  let lane = -1;
  let headings = 0;
  for (let i = at, blanks = 0; i < Math.min(page.length, until) && blanks < 2; i++) {
    const line = page[i] as PageLine;
    if (line.depth !== first.depth) break;
    const row = lineOf(line, dress);
    if (row === null) break;
    const start = row.segments[0]?.start;
    if (start === undefined) {
      blanks++;
      continue;
    }
    blanks = 0;
    if (start === margin && isHeading(row)) {
      // two headings in a row: the first one has no steps
      if (empty && lanes.length > 0) break;
      const label = row.text.trim().replace(/:$/, '');
      lane = lanes.findIndex((known) => isSameLane(known, label));
      if (lane < 0) lane = lanes.push(label) - 1;
      headings++;
      if (lanes.length > MOST_LANES || headings > MOST_HEADINGS) return null;
      if (lanes.length < 2 && headings > MOST_OF_ONE) return null;
      empty = true;
    } else if (start > margin) {
      const index = row.segments[0]?.index ?? 0;
      const text = row.text.slice(index).trim();
      const place = { line: line.line, lastLine: line.line, text, indent: start };
      const open = empty ? undefined : cells.at(-1);
      if (open && joins(open, { ...place, numbered: row.numbered }))
        cells[cells.length - 1] = joined(open, line.line, text);
      else cells.push({ ...place, lane, annotations: [], column: row.offset + index + 1 });
      empty = false;
      if (cells.length > MOST_CELLS) return null;
    } else break;
  }
  if (lanes.length < 2 || empty || cells.length < 3) return null;
  return readingFrom('indented', first, lanes, cells);
}

/** `T1 (reader)` goes on as `T1 (reader)`, `t1` or `T1 (continued)`. */
function isSameLane(known: string, label: string): boolean {
  const [one, other] = [known.toLowerCase(), label.toLowerCase()];
  const goesOn = /^(.*\S) ?\((?:continued|continues|cont(?:'d|\.)?|again)\)$/.exec(other)?.[1];
  return one === other || (goesOn !== undefined && one.replace(/ ?\(.*$/, '') === goesOn);
}

function lineOf(line: PageLine, dress: Dress): Row | null {
  const row = rowOf(line, dress);
  return typeof row === 'string' ? null : row;
}

/** An actor's label alone on its line. */
const isHeading = (row: Row) =>
  row.segments.length === 1 && /^[^;=]{2,40}$/.test(row.text.trim()) && isActor(row.text.trim());
