import { MARGIN, MOST_ALTERNATIVES } from './costs.ts';
import { after, causeCost, endCost, layoutCost, lockCost } from './evidence.ts';
import type { Facts } from './facts.ts';
import { eventsOf, FRESH, type LaneState } from './state.ts';

/** One way to give the cells to lanes: `lanes[i]` is the lane of cell i. */
export type Assignment = readonly number[];
export type Assigned = {
  readonly best: Assignment;
  /** Others that are (nearly) as likely, best first, at most eight. */
  readonly alternatives: readonly Assignment[];
  /** There were more than eight. */
  readonly more: boolean;
};

/** Partial assignments kept at each cell, for each number of lanes that have begun: a search that never looks back needs the spread. */
const WIDTH = 48;
const NARROW_WIDTH = 32;
const MANY_CELLS = 120;
/** How far behind the best a partial assignment may lie and still win. */
const SLACK = 12;

type Partial = {
  readonly lanes: readonly LaneState[];
  readonly last: number;
  readonly cost: number;
  readonly begun: number;
  readonly before: Partial | null;
};
/** A partial assignment and a lane for its next cell, not yet carried out. */
type Move = { readonly from: Partial; readonly lane: number; readonly cost: number; readonly begun: number };

/**
 * Gives cells to lanes. Lanes begin in order (which lane of a flat drawing carries which label is not to be known otherwise), and each
 * gets at least one cell where there are enough. A beam search: exact for what drawings hold, bounded for what they do not.
 */
export function assignLanes(
  cells: readonly { readonly facts: Facts; readonly atBreak: boolean }[],
  laneCount: number,
): Assigned {
  const events = eventsOf(cells);
  const width = cells.length > MANY_CELLS ? NARROW_WIDTH : WIDTH;
  const needed = Math.min(laneCount, cells.length);
  let beam: Partial[] = [{ lanes: new Array(laneCount).fill(FRESH), last: -1, cost: 0, begun: 0, before: null }];
  events.forEach((event, placed) => {
    const moves: Move[] = [];
    for (const from of beam) {
      const situation = { lanes: from.lanes, last: from.last, placed };
      for (let lane = 0; lane <= Math.min(from.begun, laneCount - 1); lane++) {
        const begun = Math.max(from.begun, lane + 1);
        if (needed - begun > events.length - placed - 1) continue;
        const evidence = layoutCost(situation, event, lane) + causeCost(situation, event, lane);
        moves.push({ from, lane, begun, cost: from.cost + evidence + lockCost(situation, event, lane).cost });
      }
    }
    beam = keep(moves, width).map(({ from, lane, cost, begun }) => {
      const locks = lockCost({ lanes: from.lanes, last: from.last, placed }, event, lane);
      const lanes = from.lanes.slice();
      lanes[lane] = after(from.lanes[lane] as LaneState, event, locks, placed);
      return { lanes, last: lane, cost, begun, before: from };
    });
  });
  const whole = beam
    .filter((partial) => partial.begun >= needed)
    .map((partial) => ({ ...partial, cost: partial.cost + endCost(partial.lanes) }))
    .sort((a, b) => a.cost - b.cost);
  const least = whole[0]?.cost ?? 0;
  const [best, ...others] = whole.filter((partial) => partial.cost <= least + MARGIN).map(pathOf);
  return {
    best: best ?? [],
    alternatives: others.slice(0, MOST_ALTERNATIVES),
    more: others.length > MOST_ALTERNATIVES,
  };
}

/** The cheapest of each number of begun lanes; ties stay in the order of their making, so that runs are repeatable. */
function keep(moves: Move[], width: number): Move[] {
  moves.sort((a, b) => a.cost - b.cost);
  const least = new Map<number, number>();
  const count = new Map<number, number>();
  return moves.filter(({ begun, cost }) => {
    const first = least.get(begun);
    if (first === undefined) least.set(begun, cost);
    const kept = count.get(begun) ?? 0;
    count.set(begun, kept + 1);
    return kept < width && cost <= (first ?? cost) + SLACK;
  });
}

function pathOf(end: Partial): number[] {
  const path: number[] = [];
  for (let partial: Partial | null = end; partial?.before; partial = partial.before) path.push(partial.last);
  return path.reverse();
}
