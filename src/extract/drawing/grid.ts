import type { Notation } from '../types.ts';
import { cellsOf } from './cells.ts';
import { dressOf } from './dress.ts';
import { rowsInside } from './extent.ts';
import { type Label, mayBeLabels } from './labels.ts';
import { lanesOf } from './lanes.ts';
import { labelsAt, paragraphsOf, type Row, rowOf } from './rows.ts';
import { cutAtBar } from './segments.ts';
import type { Page, PageLine, Reading } from './types.ts';

/**
 * Reads a drawing with a row of labels over its lanes: what the notations `columns`, `bars` and `comment` share. They differ in what
 * the lines wear and in what parts the lanes; `want` says which of them asks, the others' drawings are left to them.
 */
export function readGrid(page: Page, at: number, until: number, want: Notation): Reading | null {
  const line = page[at] as PageLine;
  if (!mayBeLabels(line.text) || (line.kind !== undefined && line.kind !== 'text' && line.kind !== 'diff')) return null;
  const dress = dressOf(line.text, page[at + 1]?.text ?? '', line.kind === 'diff');
  if ((dress.comment !== '') !== (want === 'comment')) return null;
  const labelRow = rowOf(line, dress);
  if (typeof labelRow === 'string') return null;
  const labels = labelsAt(page, at, labelRow, dress);
  if (!labels) return null;
  const rows = rowsInside(paragraphsOf(page, at, until, dress), labels);
  const bar = barOf([labelRow, ...rows], labels);
  if (want !== 'comment' && (bar !== null) !== (want === 'bars')) return null;
  // a patch that changes a drawing shows it twice: the new version counts, with the lines that both share
  if (dress.patch === 'old' && rows.some((row) => page[row.line - 1]?.text.startsWith('-') === false)) return null;
  return readingOf(want, line, labels, rows, bar);
}

export function readingOf(
  notation: Notation,
  first: PageLine,
  labels: readonly Label[],
  rows: readonly Row[],
  bar: number | null,
): Reading | null {
  const parted = bar === null ? rows : rows.map((row) => withBar(row, bar));
  const cells = cellsOf(parted, lanesOf(parted, labels, bar));
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

function withBar(row: Row, bar: number): Row {
  const segments = cutAtBar(row.segments, bar);
  return segments.length === row.segments.length ? row : { ...row, segments, bars: [...row.bars, bar] };
}

/** The column of the bar between two lanes, when at least two rows have it. */
function barOf(rows: readonly Row[], labels: readonly Label[]): number | null {
  const [left, right] = labels;
  if (!left || !right || labels.length !== 2) return null;
  const counts = new Map<number, number>();
  for (const row of rows) for (const bar of row.bars) counts.set(bar, (counts.get(bar) ?? 0) + 1);
  const [column, count] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? [0, 0];
  return count >= 2 && column > left.column && column <= right.end + 8 ? column : null;
}

/** Benchmarks, counters: most cells begin with a number. */
function isTableOfNumbers(texts: readonly string[]): boolean {
  const numbers = texts.filter((text) => /^[-+]?\d[\d.,%:]*(?:\s|$)/.test(text) || /^0x[0-9a-f]+\b/.test(text)).length;
  return numbers * 5 > texts.length * 2;
}
