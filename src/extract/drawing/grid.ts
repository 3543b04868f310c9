import type { Notation } from '../types.ts';
import { cellsOf } from './cells.ts';
import { dressOf } from './dress.ts';
import { rowsInside } from './extent.ts';
import { isActor, type Label, mayBeLabels, mayNameActors } from './labels.ts';
import { lanesOf } from './lanes.ts';
import { isLookAlike } from './look-alikes.ts';
import { oneLaneDoubt, rowsQuotedInPart } from './quoted-in-part.ts';
import { readingFrom } from './reading.ts';
import { withoutGutter, withoutNumber } from './row-numbers.ts';
import { isReplaced, labelsAt, paragraphsOf, type Row, rowOf } from './rows.ts';
import { pipesOf, segmentsOf } from './segments.ts';
import type { Around, Page, PageLine, Reading } from './types.ts';

/**
 * Reads a drawing with a row of labels over its lanes: what the notations `columns`, `bars` and `comment` share. They differ in what
 * the lines wear and in what parts the lanes; `want` says which of them asks, the others' drawings are left to them.
 */
export function readGrid(page: Page, at: number, around: Around, want: Notation): Reading | null {
  const line = page[at] as PageLine;
  if (!mayBeLabels(line.text) || (line.kind !== undefined && line.kind !== 'text' && line.kind !== 'diff')) return null;
  if (!mayNameActors(line.text) && !hasRuleBelow(page, at)) return null;
  const dress = dressOf(line.text, page[at + 1]?.text ?? '', line.kind === 'diff');
  if ((dress.comment !== '') !== (want === 'comment')) return null;
  const labelRow = rowOf(line, dress);
  // a bar in front of the first label: a box or a table
  if (typeof labelRow === 'string' || labelRow.text.trimStart().startsWith('|')) return null;
  const labels = labelsAt(page, at, labelRow, dress);
  if (!labels) return null;
  const paragraphs = paragraphsOf(page, at, around.until, dress);
  const inside = rowsInside(paragraphs, labels, around.lexicon);
  const rows = inside.length > 0 ? inside : rowsQuotedInPart(page, at, paragraphs, labels, around.lexicon);
  const cuts = cutsOf([labelRow, ...rows], labels);
  if (want !== 'comment' && cuts.length > 0 !== (want === 'bars')) return null;
  if (isReplaced(page, rows, dress)) return null;
  const reading = readingOf(want, line, labels, rows, cuts);
  const isCut = paragraphs.some(({ cut, rows: own }) => cut && own.at(-1) === rows.at(-1));
  return reading && isCut ? { ...reading, doubts: [...reading.doubts, moreRows(reading.lines[1])] } : reading;
}

/** A quick look before rows are made: a rule of dashes in one of the next lines, whatever stands in front of it. */
function hasRuleBelow(page: Page, at: number): boolean {
  for (let i = at + 1; i <= Math.min(at + 3, page.length - 1); i++)
    if (/[-=~_]{3}/.test((page[i] as PageLine).text)) return true;
  return false;
}

const moreRows = (line: number) => ({ line, why: 'the drawing has more rows than are read' });

/** Cells of rows under labels; null where they are no drawing's. */
export function readingOf(
  notation: Notation,
  first: PageLine,
  labels: readonly Label[],
  rows: readonly Row[],
  cuts: readonly number[],
): Reading | null {
  const parted = cuts.length === 0 ? rows : rows.map((row) => ({ ...row, ...partedBy(row, cuts) }));
  const counted = withoutGutter(parted);
  const cells = cellsOf(counted, lanesOf(counted, labels, cuts));
  const lanes = new Set(cells.map((cell) => cell.lane)).size;
  const isPart = lanes === 1 && cells.length >= 2 && labels.every(({ name }) => isActor(name));
  if ((lanes < 2 && !isPart) || isLookAlike(cells.map((cell) => cell.text))) return null;
  const names = labels.map((label) => label.name);
  return readingFrom(notation, first, names, cells, isPart ? { doubts: [oneLaneDoubt(first.line)] } : {});
}

function partedBy({ text }: Row, cuts: readonly number[]) {
  const { segments, bars } = segmentsOf(text, cuts);
  return { ...withoutNumber(segments), bars };
}

/** The columns of the bars between the lanes; none unless there is one between each two, and in more than one row. */
function cutsOf(rows: readonly Row[], labels: readonly Label[]): number[] {
  const counts = new Map<number, number>();
  for (const row of rows) for (const pipe of pipesOf(row.text)) counts.set(pipe, (counts.get(pipe) ?? 0) + 1);
  const rail = (column: number) => (counts.get(column - 2) ?? 0) > 1 || (counts.get(column + 2) ?? 0) > 1;
  const cuts: number[] = [];
  for (let i = 1; i < labels.length; i++) {
    const left = labels[i - 1] as Label;
    const right = labels[i] as Label;
    const between = [...counts].filter(
      ([column]) => column > left.column && column <= right.end + 8 && !cuts.includes(column) && !rail(column),
    );
    const [column, count] = between.sort((a, b) => b[1] - a[1])[0] ?? [0, 0];
    if (count < 2) return [];
    cuts.push(column);
  }
  return cuts;
}
