import type { Failure } from '../../extract/types.ts';
import { type Program, runStep } from '../machine/program.ts';
import { BLOCKED, failureOf, LEAVES, type State } from '../machine/types.ts';
import { endFailures, sameState } from './end-state.ts';
import type { Found } from './search.ts';
import { type Cost, Ways } from './ways.ts';

/** How far the search for shortest ways goes: distinct pairs of a state and the lane that ran last, and a time of `now`. */
export type WayBounds = { readonly states: number; readonly deadline: number; readonly now: () => number };

/** A failure found on the way from `index`: by a step of `lane`, or (null) by being an end. */
type Candidate = { readonly cost: Cost; readonly index: number; readonly lane: number | null };

/**
 * The shortest way to each wanted failure: fewest context switches, then fewest steps, then lanes in their order, then initial states. Reduction does
 * not preserve the number of switches, so this is a search of its own, without reduction, over pairs of a state and the lane that
 * ran last (context-bounded search: Qadeer, Rehof, TACAS 2005), in order of (switches, steps).
 *
 * What it cannot reach within the bounds is left out, and so are ends among lanes that loop for good; the caller has the
 * longer way from the full search.
 */
export function shortestWays(program: Program, wanted: ReadonlySet<Failure>, bounds: WayBounds): Map<Failure, Found> {
  const laneCount = program.lanes.length;
  const ways = new Ways(program.slots.length);
  const candidates = new Map<Failure, Candidate>();
  const state: State = new Int32Array(program.slots.length);
  const next: State = new Int32Array(program.slots.length);

  const note = (failure: Failure, candidate: Candidate): void => {
    if (!wanted.has(failure)) return;
    const known = candidates.get(failure);
    if (known === undefined || isShorter(ways, candidate, known)) candidates.set(failure, candidate);
  };
  const isSettled = (cost: Cost): boolean =>
    candidates.size === wanted.size && [...candidates.values()].every((each) => compareCosts(each.cost, cost) <= 0);

  for (const [initial, start] of program.initial.entries()) ways.start(start, initial);
  for (let bucket = ways.nextBucket(); bucket !== null && !isSettled(bucket.cost); bucket = ways.nextBucket()) {
    const { switches, steps } = bucket.cost;
    for (const [position, index] of bucket.indices.entries()) {
      if (ways.size >= bounds.states || (position % 256 === 0 && bounds.now() > bounds.deadline)) {
        return foundWays(ways, candidates);
      }
      const last = ways.stateOf(index, state);
      let moved = false;
      for (let lane = 0; lane < laneCount; lane++) {
        const result = runStep(program, state, lane, next);
        if (result === BLOCKED) continue;
        const cost = { switches: switches + (last >= 0 && lane !== last ? 1 : 0), steps: steps + 1 };
        const failure = failureOf(result);
        if (result !== LEAVES && failure === null && sameState(state, next)) continue;
        moved = true;
        if (failure !== null) note(failure, { cost, index, lane });
        else if (result !== LEAVES) ways.reach(next, lane, index, cost);
      }
      if (!moved) {
        for (const { failure } of endFailures(program, state) ?? [])
          note(failure, { cost: bucket.cost, index, lane: null });
      }
    }
  }
  return foundWays(ways, candidates);
}

function foundWays(ways: Ways, candidates: ReadonlyMap<Failure, Candidate>): Map<Failure, Found> {
  return new Map(
    [...candidates].map(([failure, { index, lane }]) => [
      failure,
      { initial: ways.initialOf(index), path: lane === null ? ways.pathTo(index) : [...ways.pathTo(index), lane] },
    ]),
  );
}

function isShorter(ways: Ways, a: Candidate, b: Candidate): boolean {
  const byCost = compareCosts(a.cost, b.cost);
  if (byCost !== 0) return byCost < 0;
  // of the same length, so both end with a step or neither does, unless one failure shows in both ways
  if ((a.lane === null) !== (b.lane === null)) return a.lane === null;
  const byLanes = ways.compare(a.index, b.index) || (a.lane ?? 0) - (b.lane ?? 0);
  return (byLanes || ways.initialOf(a.index) - ways.initialOf(b.index)) < 0;
}

function compareCosts(a: Cost, b: Cost): number {
  return a.switches - b.switches || a.steps - b.steps;
}
