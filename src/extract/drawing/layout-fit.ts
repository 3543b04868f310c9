import type { Label } from './labels.ts';
import { isRemarkMark, isSetApart, isTail } from './row-fit.ts';
import type { Row } from './rows.ts';
import { isUnderline } from './segments.ts';

/**
 * Parts the columns in which a drawing's cells begin into one run a lane, at the least cost over the whole drawing:
 *
 *          CPU0                    CPU1            the labels may stand off their lanes
 *     foo()                  bar()                 columns 5 and 28: seen side by side, so not of one lane
 *      take(L)                                     column 6: an indentation of 5
 *                              take(M)             column 30: of 28
 *
 * A run costs what its first column lies away from its label, each gap inside it that is wider than an indentation, and each pair of
 * its columns that rows show side by side. Dynamic programming finds the cheapest parting, so no single cell decides.
 */

const NO_CELLS = 60;
const INDENTATION = 4;
/** A gap wider than this says no more: wrapped words are set far to the right. */
const WIDEST = 12;
/** Two columns in one lane although cells stand side by side in them: for each such row, and at most. */
const SIDE_BY_SIDE = 4;
const MOST_SIDE_BY_SIDE = 40;
/** What a column costs more for each column that it lies beyond the middle between its label and the next. */
const NEARER = 3;
/** More columns than these are noise; what begins further right is taken as beginning there. */
const MOST_COLUMNS = 400;

/** For each lane the leftmost column of its cells; infinite for a lane without any. */
export function fitColumns(rows: readonly Row[], labels: readonly Label[], first: ReadonlySet<number>): number[] {
  /** For each column those that stand left of it, side by side, once for each row that shows it. */
  const beside = new Map<number, number[]>();
  const used = new Set<number>();
  for (const row of rows) {
    let left: number | null = null;
    for (const [index, segment] of row.segments.entries()) {
      if (isUnderline(segment.text)) continue;
      const column = Math.min(segment.start, MOST_COLUMNS);
      const wide = index > 0 && (isSetApart(segment) || isUnderLabel(column, labels));
      const isAside = isRemarkMark(segment.text) || isTail(segment.text);
      if (index > 0 && (!wide || isAside) && !first.has(segment.start)) continue;
      used.add(column);
      if (wide && left !== null) beside.set(column, [...(beside.get(column) ?? []), left]);
      left = column;
    }
  }
  const columns = [...used].sort((a, b) => a - b);
  return cheapestParting(columns, costsWithin(columns, beside), labels);
}

export const isUnderLabel = (column: number, labels: readonly Label[]): boolean =>
  labels.some((label) => Math.abs(label.column - column) <= 1);

/** What it costs, besides their distance to its label, that columns a to b are of one lane: `costs[a][b]`. */
function costsWithin(
  columns: readonly number[],
  beside: ReadonlyMap<number, readonly number[]>,
): readonly (readonly number[])[] {
  const gaps = [0];
  for (let k = 1; k < columns.length; k++) {
    const wider = (columns[k] as number) - (columns[k - 1] as number) - INDENTATION;
    gaps.push((gaps.at(-1) as number) + Math.min(WIDEST, Math.max(0, wider)));
  }
  return columns.map((_, a) => {
    const costs = new Array<number>(columns.length).fill(0);
    let count = 0;
    for (let b = a + 1; b < columns.length; b++) {
      for (const left of beside.get(columns[b] as number) ?? []) if (left >= (columns[a] as number)) count++;
      costs[b] = (gaps[b] as number) - (gaps[a] as number) + Math.min(MOST_SIDE_BY_SIDE, count * SIDE_BY_SIDE);
    }
    return costs;
  });
}

/** Cells begin at their label or left of it; to begin right of it is less likely, and nearer to another label, unlikely. */
function awayFrom(labels: readonly Label[], lane: number, column: number): number {
  const label = labels[lane] as Label;
  const middle = (other: Label | undefined) => (other === undefined ? column : (other.column + label.column) / 2);
  const beyond = Math.max(0, middle(labels[lane - 1]) - column, column - middle(labels[lane + 1]));
  const away = column > label.column ? (column - label.column) * 1.5 : label.column - column;
  return away + NEARER * beyond;
}

/** cost[b] is that of giving the first b columns to the lanes so far; from[lane][b] is where that lane's run begins. */
function cheapestParting(
  columns: readonly number[],
  within: readonly (readonly number[])[],
  labels: readonly Label[],
): number[] {
  const width = columns.length + 1;
  let cost = new Array<number>(width).fill(Number.POSITIVE_INFINITY);
  cost[0] = 0;
  const from: number[][] = [];
  for (const lane of labels.keys()) {
    // a lane without cells
    const next = cost.map((before) => before + NO_CELLS);
    const start = next.map((_, b) => b);
    for (let a = 0; a < columns.length; a++) {
      const before = (cost[a] as number) + awayFrom(labels, lane, columns[a] as number);
      if (before === Number.POSITIVE_INFINITY) continue;
      for (let b = a + 1; b < width; b++) {
        const total = before + (within[a]?.[b - 1] as number);
        if (total < (next[b] as number)) {
          next[b] = total;
          start[b] = a;
        }
      }
    }
    cost = next;
    from.push(start);
  }
  const bases = new Array<number>(labels.length).fill(Number.POSITIVE_INFINITY);
  let b = columns.length;
  for (let lane = labels.length - 1; lane >= 0; lane--) {
    const a = from[lane]?.[b] as number;
    if (a < b) bases[lane] = columns[a] as number;
    b = a;
  }
  return bases;
}
