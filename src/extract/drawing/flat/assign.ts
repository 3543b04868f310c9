import { COSTS, MARGIN, MOST_ALTERNATIVES } from './costs.ts';
import { after, areSideBySide, causeCost, endCost, layoutCost, lockCost, type Situation } from './evidence.ts';
import type { Facts } from './facts.ts';
import { type Event, eventsOf, FRESH, type LaneState } from './state.ts';

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
  /** How often lock pairing is broken. */
  readonly broken: number;
  readonly inBody: number;
  readonly begun: number;
  readonly before: Partial | null;
};
/** A partial assignment and a lane for its next cell, not yet carried out. */
type Move = {
  readonly from: Partial;
  readonly lane: number;
  readonly cost: number;
  readonly broken: number;
  readonly begun: number;
};

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
  const parted = cells.some(({ atBreak }, i) => atBreak && i > 0);
  const start: Partial = {
    lanes: new Array(laneCount).fill(FRESH),
    last: -1,
    cost: 0,
    broken: 0,
    inBody: -1,
    begun: 0,
    before: null,
  };
  let beam: Partial[] = [start];
  events.forEach((event, placed) => {
    const moves: Move[] = [];
    for (const from of beam) {
      const { lanes } = from;
      const follows = parted && !event.atBreak && !event.facts.clings && event.facts.frame === null;
      const inBody = follows && !areSideBySide(lanes, placed) ? from.inBody : -1;
      const situation = { lanes, last: from.last, placed, inBody };
      const staying = inBody < 0 ? null : weigh(situation, event, inBody);
      for (let lane = 0; lane <= Math.min(from.begun, laneCount - 1); lane++) {
        const begun = Math.max(from.begun, lane + 1);
        if (needed - begun > events.length - placed - 1) continue;
        const { cause, locks } = weigh(situation, event, lane);
        let cost = from.cost + layoutCost(situation, event, lane) + cause + locks.cost;
        if (staying !== null && lane !== inBody) {
          const asked = staying.locks.broken > locks.broken || staying.cause > cause;
          if (!asked) cost += COSTS.leaveBody;
          else if (lanes[inBody]?.lastWasFrame) cost += COSTS.leaveEmptyBody;
        }
        moves.push({ from, lane, begun, cost, broken: from.broken + locks.broken });
      }
    }
    beam = keep(moves, width).map(({ from, lane, cost, broken, begun }) => {
      const locks = lockCost({ lanes: from.lanes, last: from.last, placed, inBody: -1 }, event, lane);
      const lanes = from.lanes.slice();
      lanes[lane] = after(from.lanes[lane] as LaneState, event, locks, placed);
      const goesOn = lane === from.inBody && !event.atBreak;
      const inBody = event.facts.frame !== null || goesOn ? lane : -1;
      return { lanes, last: lane, cost, broken, inBody, begun, before: from };
    });
  });
  const ends = beam.filter((partial) => partial.begun >= needed);
  const fewest = Math.min(...ends.map((partial) => partial.broken));
  const whole = ends
    .filter((partial) => partial.broken === fewest)
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

const weigh = (situation: Situation, event: Event, lane: number) => ({
  cause: causeCost(situation, event, lane),
  locks: lockCost(situation, event, lane),
});

/**
 * The cheapest of each number of begun lanes, those that break lock pairing least apart from the others: they win in the end, however
 * dear they are, if they stay whole. Ties stay in the order of their making, so that runs are repeatable.
 */
function keep(moves: Move[], width: number): Move[] {
  moves.sort((a, b) => a.cost - b.cost);
  const fewest = new Map<number, number>();
  for (const { begun, broken } of moves) fewest.set(begun, Math.min(broken, fewest.get(begun) ?? broken));
  const least = new Map<number, number>();
  const count = new Map<number, number>();
  return moves.filter(({ begun, broken, cost }) => {
    const breaks = broken > (fewest.get(begun) ?? 0);
    const kind = begun * 2 + (breaks ? 1 : 0);
    const first = least.get(kind);
    if (first === undefined) least.set(kind, cost);
    const kept = count.get(kind) ?? 0;
    count.set(kind, kept + 1);
    return kept < (breaks ? width / 2 : width) && cost <= (first ?? cost) + SLACK;
  });
}

function pathOf(end: Partial): number[] {
  const path: number[] = [];
  for (let partial: Partial | null = end; partial?.before; partial = partial.before) path.push(partial.last);
  return path.reverse();
}
