import type { Label } from './labels.ts';
import { isUnderLabel } from './layout-fit.ts';
import { isUnderline, type Segment } from './segments.ts';

/**
 * Gives the segments of one row to lanes, from left to right, at the least cost: what it costs to stand in a lane by the segment's
 * column, and what it costs to go on with the cell before it or to begin a cell of another lane.
 *
 *     foo(a, b);  // why         go on: a remark that stands where no cell begins
 *     a_call_too_long(a, b)  x   another lane: the call ran over the next lane's column and pushed its cell along
 */
export type Layout = {
  readonly labels: readonly Label[];
  /** Leftmost column of each lane's cells, infinite for a lane without any. */
  readonly bases: readonly number[];
  /** Columns in which rows begin. */
  readonly first: ReadonlySet<number>;
  /** Where each lane's cell of the row above begins, null where it had none there: a call tree goes on from it. */
  readonly above: readonly (number | null)[];
};

const NEVER = 1000;
/** For each column left of a lane's leftmost cell. */
const LEFT_OF_LANE = 4;
/** In the next lane's columns, or not where that lane's cells begin while another's call tree comes by. */
const PAST_NEXT_LANE = 20;
const AGAINST_TREE = 12;
/** To take apart what reads as one cell, or to join what reads as two. */
const TORN = 20;
const JOINED = 16;
const JOINED_ALIGNED = 24;
/** A remark that ends its row this close behind a cell speaks of it. */
const CLOSE = 8;

/** A lane for each segment, none left of the one before it. */
export function fitRow(segments: readonly Segment[], layout: Layout): number[] {
  const lanes = layout.bases.map((_, lane) => lane);
  // costs[lane]: of the row up to a segment, where that segment is the lane's; from[index][lane]: the lane of the segment before
  let costs = lanes.map(() => 0);
  const from = segments.map((segment, index) => {
    const { cut, goOn } = index === 0 ? FIRST : costsOfCut(segments, index, layout);
    const choices = lanes.map((lane) => {
      const place = placeCost(segment, lane, layout);
      // what reads as one cell with the segment before may stand anywhere
      const same = { left: lane, cost: (costs[lane] as number) + goOn + (goOn > 0 || index === 0 ? place : 0) };
      const others = index === 0 ? [] : lanes.slice(0, lane);
      return others
        .map((left) => ({ left, cost: (costs[left] as number) + cut + place }))
        .reduce((best, other) => (other.cost < best.cost ? other : best), same);
    });
    costs = choices.map(({ cost }) => cost);
    return choices.map(({ left }) => left);
  });
  let lane = costs.indexOf(Math.min(...costs));
  const result: number[] = [];
  for (const before of from.reverse()) {
    result.unshift(lane);
    lane = before[lane] as number;
  }
  return result;
}

const FIRST = { cut: 0, goOn: 0 };

/** What it costs that a cell of this lane begins here. */
function placeCost({ start }: Segment, lane: number, { bases, above }: Layout): number {
  const base = bases[lane] as number;
  if (base === Number.POSITIVE_INFINITY) return NEVER;
  if (start < base) return LEFT_OF_LANE * (base - start);
  const next = bases.findIndex((column, index) => index > lane && column <= start);
  if (next >= 0)
    return continuesTree(start, lane, next, bases, above) ? 0 : PAST_NEXT_LANE * (lastAt(start, bases) - lane);
  const left = lane - 1;
  return left >= 0 && continuesTree(start, left, lane, bases, above) ? AGAINST_TREE : 0;
}

const lastAt = (column: number, bases: readonly number[]) => bases.findLastIndex((base) => base <= column);

/** Whether a lane's call tree, one row up, is just left of this column, which is not where the next lane's cells begin. */
function continuesTree(
  start: number,
  lane: number,
  next: number,
  bases: readonly number[],
  above: readonly (number | null)[],
): boolean {
  const base = bases[next] as number;
  const tree = above[lane];
  if (next !== lane + 1 || start <= base + 1 || above[next] != null || tree == null || tree < base - 8) return false;
  return start - tree >= -1 && start - tree <= 8;
}

/** What it costs to begin another cell at a segment, and what to go on with the one before it, by what it says and the space between. */
function costsOfCut(segments: readonly Segment[], index: number, layout: Layout): { cut: number; goOn: number } {
  const segment = segments[index] as Segment;
  const left = segments[index - 1] as Segment;
  const { bases, first, labels } = layout;
  const isAligned = first.has(segment.start) || bases.includes(segment.start);
  const one = { cut: TORN, goOn: 0 };
  const two = { cut: 0, goOn: isAligned ? JOINED_ALIGNED : JOINED };
  if (isUnderline(segment.text)) return two;
  if (pointsLeft(segments, index) || isTail(segment.text) || isLead(left.text)) return one;
  if (isRemarkMark(segment.text)) return isAligned ? two : one;
  if (isSetApart(segment) || isAligned || isUnderLabel(segment.start, labels)) return two;
  return bases.some((base) => Math.abs(base - segment.start) <= 4) || isPushed(left, segment, bases) ? two : one;
}

/** Wide space, a tab or a bar stands in front of it. */
export const isSetApart = ({ gap, tab, barred }: Segment): boolean => gap >= 3 || tab || barred === true;
/** Begins what is said about a cell. */
export const isRemarkMark = (text: string): boolean => /^(?:\/\/|\/\*|#|<-|<=|->|=>|\(|-+ )/.test(text);
/** Ends what another segment began. */
export const isTail = (text: string): boolean => /^(?:\*\/|[)\]])/.test(text);
/** Only leads to words: `#      to be taken`, `1)    foo()`. */
const isLead = (text: string): boolean => /^(?:[#*]|-+>?|\/\/|\d{1,2}[).:])$/.test(text);

/** The cell on the left ran over the column of the next lane, whose cell follows as near as it can. */
const isPushed = (left: Segment, { start }: Segment, bases: readonly number[]): boolean =>
  bases.some((base) => base > left.start + 8 && left.end >= base - 2 && start - base <= 24);

/**
 * A mark that ends its row speaks of the cell on its left, whatever column it lands under: `flush()        <- too late`. A remark may
 * be the other lane's own, unless it follows close behind.
 */
function pointsLeft(segments: readonly Segment[], index: number): boolean {
  const { text, gap } = segments[index] as Segment;
  const points = /^<[-=~<]+(?![\w(]*>)/.test(text) || (text.startsWith('//') && gap < CLOSE);
  return points && segments.slice(index + 1).every((later) => later.gap < 3 || isUnderline(later.text));
}
