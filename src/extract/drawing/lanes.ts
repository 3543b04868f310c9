import type { Label } from './labels.ts';
import type { Row } from './rows.ts';
import { isUnderline, type Segment } from './segments.ts';
import { brokenOff } from './wrapped.ts';

/**
 * Gives each segment of each row its lane. Cells may begin left of their label, and a call tree of one lane may run under the next
 * lane's label; so no fixed column decides. First the columns in use are parted into one group a lane at the least cost over the
 * whole drawing: a group costs what its first column lies away from its label, and each gap inside it that is wider than an
 * indentation. Then the rows are read from top to bottom, and a cell that continues the call tree right above it stays with it.
 */
export function lanesOf(rows: readonly Row[], labels: readonly Label[], cuts: readonly number[]): number[][] {
  const first = new Set<number>();
  for (const row of rows) if (row.segments[0]) first.add(row.segments[0].start);
  const bases = basesOf(rows, labels, first);
  const deepest: (number | null)[] = labels.map(() => null);
  let above: number[] = [];
  return rows.map((row, r) => {
    if (brokenOff(rows[r - 1], row)) return [above.at(-1) ?? 0];
    const barred = row.bars.some((column) => cuts.includes(column));
    let previous = -1;
    let left: number | null = null;
    const lanes = row.segments.map((segment, index) => {
      let lane: number;
      if (isUnderline(segment.text)) lane = Math.max(previous, laneAt(segment.start, bases));
      else if (barred) lane = cuts.filter((column) => column < segment.start).length;
      else if (index > 0 && (pointsLeft(row.segments, index) || belongsToCell(segment, first, bases))) lane = previous;
      else lane = Math.max(previous, continues(segment, laneAt(segment.start, bases), bases, deepest));
      previous = lane;
      if (lane !== left) deepest[lane] = segment.start;
      left = lane;
      return lane;
    });
    // what a lane drew is "right above" only for the next row
    for (let lane = 0; lane < deepest.length; lane++) if (!lanes.includes(lane)) deepest[lane] = null;
    above = lanes;
    return lanes;
  });
}

/** A remark behind a cell, or words set off by wide spaces: `x = y;        // may be NULL`. */
function belongsToCell(segment: Segment, first: ReadonlySet<number>, bases: readonly number[]): boolean {
  const remark = /^(?:\/\/|\/\*|#|<-|<=|->|=>|\()/.test(segment.text);
  const aligned = first.has(segment.start) || bases.includes(segment.start);
  if (remark) return !aligned;
  return segment.gap < 3 && !segment.tab && !aligned && !bases.some((base) => Math.abs(base - segment.start) <= 4);
}

/**
 * A mark that ends its row speaks of the cell on its left, whatever column it lands under: `flush()        <- too late`. A remark may
 * be the other lane's own, unless it follows close behind.
 */
function pointsLeft(segments: readonly Segment[], index: number): boolean {
  const { text, gap } = segments[index] as Segment;
  const points = /^<[-=~<]+(?![\w(]*>)/.test(text) || (text.startsWith('//') && gap < CLOSE);
  return points && segments.slice(index + 1).every((later) => later.gap < 3 || isUnderline(later.text));
}
const CLOSE = 8;

/** The lane whose base is the last one at or before the column. */
function laneAt(column: number, bases: readonly number[]): number {
  let lane = 0;
  for (let i = 1; i < bases.length; i++) if (column >= (bases[i] as number)) lane = i;
  return lane;
}

/** An earlier lane whose call tree, one row up, is just left of this cell, when the cell is not where its own lane's cells begin. */
function continues(
  segment: Segment,
  lane: number,
  bases: readonly number[],
  deepest: readonly (number | null)[],
): number {
  const base = bases[lane] as number;
  const own = deepest[lane];
  if (lane === 0 || segment.start <= base + 1 || own != null) return lane;
  const before = deepest[lane - 1];
  if (before == null || before < base - 8) return lane;
  const step = segment.start - before;
  return step >= -1 && step <= 8 ? lane - 1 : lane;
}

const NO_CELLS = 60;
const INDENTATION = 4;
/** A gap wider than this says no more: wrapped words are set far to the right. */
const WIDEST = 12;

/** Cells begin at their label or left of it; to begin right of it is less likely. */
const awayFrom = (label: Label, column: number | undefined) => {
  if (column === undefined) return 0;
  return column > label.column ? (column - label.column) * 1.5 : label.column - column;
};

/** For each lane the leftmost column of its cells (infinite for a lane without). */
function basesOf(rows: readonly Row[], labels: readonly Label[], first: ReadonlySet<number>): number[] {
  const parted = new Map<number, number>();
  for (const row of rows) {
    row.segments.forEach((segment, index) => {
      if (isUnderline(segment.text)) return;
      const wide = index > 0 && (segment.gap >= 3 || segment.tab);
      if (index > 0 && (!wide || /^(?:\/\/|\/\*|#|<-|<=|\()/.test(segment.text)) && !first.has(segment.start)) return;
      const column = Math.min(segment.start, 500);
      parted.set(column, (parted.get(column) ?? 0) + (wide ? 3 : 0));
    });
  }
  const columns = [...parted.keys()].sort((a, b) => a - b);
  // gaps[k]: what it costs to keep columns k-1 and k in one lane
  const gaps = columns.map((column, k) =>
    k === 0
      ? 0
      : Math.min(WIDEST, Math.max(0, column - (columns[k - 1] as number) - INDENTATION)) +
        Math.min(30, parted.get(column) ?? 0),
  );
  return cheapestParting(columns, gaps, labels);
}

/** Dynamic programming over lanes and columns: cost[i][b] gives the first b columns to the first i lanes. */
function cheapestParting(columns: readonly number[], gaps: readonly number[], labels: readonly Label[]): number[] {
  const sums = [0];
  for (const gap of gaps) sums.push((sums.at(-1) as number) + gap);
  const width = columns.length + 1;
  let cost = new Array<number>(width).fill(Number.POSITIVE_INFINITY);
  cost[0] = 0;
  const from: number[][] = [];
  for (const label of labels) {
    const next = new Array<number>(width).fill(Number.POSITIVE_INFINITY);
    const start = new Array<number>(width).fill(0);
    for (let a = 0; a < width; a++) {
      const before = cost[a] as number;
      if (before === Number.POSITIVE_INFINITY) continue;
      if (before + NO_CELLS < (next[a] as number)) {
        next[a] = before + NO_CELLS;
        start[a] = a;
      }
      const away = awayFrom(label, columns[a]);
      for (let b = a + 1; b < width; b++) {
        const total = before + away + (sums[b] as number) - (sums[a + 1] as number);
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
  for (let i = labels.length - 1; i >= 0; i--) {
    const a = from[i]?.[b] as number;
    if (a < b) bases[i] = columns[a] as number;
    b = a;
  }
  return bases;
}
