import type { Notation } from '../types.ts';
import { cellsOf } from './cells.ts';
import { dressOf } from './dress.ts';
import { rowsInside } from './extent.ts';
import { type Label, mayBeLabels } from './labels.ts';
import { lanesOf } from './lanes.ts';
import { labelsAt, paragraphsOf, type Row, rowOf } from './rows.ts';
import { pipesOf, segmentsOf } from './segments.ts';
import type { Around, Page, PageLine, Reading } from './types.ts';

/**
 * Reads a drawing with a row of labels over its lanes: what the notations `columns`, `bars` and `comment` share. They differ in what
 * the lines wear and in what parts the lanes; `want` says which of them asks, the others' drawings are left to them.
 */
export function readGrid(page: Page, at: number, around: Around, want: Notation): Reading | null {
  const line = page[at] as PageLine;
  if (!mayBeLabels(line.text) || (line.kind !== undefined && line.kind !== 'text' && line.kind !== 'diff')) return null;
  const dress = dressOf(line.text, page[at + 1]?.text ?? '', line.kind === 'diff');
  if ((dress.comment !== '') !== (want === 'comment')) return null;
  const labelRow = rowOf(line, dress);
  // a bar in front of the first label: a box or a table
  if (typeof labelRow === 'string' || labelRow.text.trimStart().startsWith('|')) return null;
  const labels = labelsAt(page, at, labelRow, dress);
  if (!labels) return null;
  const rows = rowsInside(paragraphsOf(page, at, around.until, dress), labels, around.lexicon);
  const cuts = cutsOf([labelRow, ...rows], labels);
  if (want !== 'comment' && cuts.length > 0 !== (want === 'bars')) return null;
  // a patch that changes a drawing shows it twice: the new version counts, with the lines that both share
  if (dress.patch === 'old' && rows.some((row) => page[row.line - 1]?.text.startsWith('-') === false)) return null;
  return readingOf(want, line, labels, rows, cuts);
}

export function readingOf(
  notation: Notation,
  first: PageLine,
  labels: readonly Label[],
  rows: readonly Row[],
  cuts: readonly number[],
): Reading | null {
  const parted = cuts.length === 0 ? rows : rows.map((row) => ({ ...row, ...segmentsOf(row.text, cuts) }));
  const cells = cellsOf(parted, lanesOf(parted, labels, cuts));
  if (new Set(cells.map((cell) => cell.lane)).size < 2 || isTableOfNumbers(cells.map((cell) => cell.text))) return null;
  const last = Math.max(...cells.map((cell) => cell.lastLine));
  return {
    notation,
    lines: [first.line, last],
    quoted: first.depth,
    lanes: labels.map((label) => label.name),
    cells,
    alternatives: [],
    doubts: [],
  };
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

/** Benchmarks, counters: most cells begin with a number. */
function isTableOfNumbers(texts: readonly string[]): boolean {
  const numbers = texts.filter(
    (text) => /^[-+]?\d+(?:[.,:]\d+)?%?(?:\s|$)/.test(text) || /^0x[0-9a-f]+\b/.test(text),
  ).length;
  return numbers * 5 > texts.length * 2;
}
