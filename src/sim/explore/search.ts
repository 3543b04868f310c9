import type { Failure } from '../../extract/types.ts';
import { type Program, runStep } from '../machine/program.ts';
import { BLOCKED, failureOf, LEAVES, OK, type State } from '../machine/types.ts';
import type { BoundHit, Bounds } from '../types.ts';
import { endFailures, sameState } from './end-state.ts';
import { type Reduction, reductionFor } from './independence.ts';
import { StateStore } from './store.ts';

/** What a search of all executions found. */
export type SearchResult = {
  readonly complete: boolean;
  readonly bound: BoundHit | null;
  readonly states: number;
  readonly transitions: number;
  /** Each failure met, with the lanes chosen on the way to it: the fallback where no shorter witness can be found. */
  readonly failures: ReadonlyMap<Failure, Found>;
  /** Ids of steps that ran in an execution that had kept to the drawing so far. */
  readonly reached: ReadonlySet<string>;
  readonly finished: readonly boolean[];
  readonly finishes: boolean;
};
export type Found = { readonly initial: number; readonly path: readonly number[] };

export type SearchOptions = { readonly bounds: Bounds; readonly reduce: boolean; readonly now: () => number };

const TIME_CHECK_EVERY = 512;
const TRY_ALL = -1;

/** One state on the depth-first path: which lanes are still to be tried. */
type Frame = { readonly index: number; lane: number; readonly only: number; progressed: boolean };

/**
 * Explores every execution once up to reordering of independent steps: depth-first, iterative, with an exact visited set.
 * An execution ends where a noted fact is false, where it fails, and where no lane can go on.
 */
export function search(program: Program, { bounds, reduce, now }: SearchOptions): SearchResult {
  const store = new StateStore(program.slots.length);
  const reduction: Reduction | null = reduce ? reductionFor(program) : null;
  const failures = new Map<Failure, Found>();
  const reached = new Set<string>();
  const finished = program.lanes.map(() => false);
  const laneCount = program.lanes.length;
  const started = now();
  const current: State = new Int32Array(program.slots.length);
  const next: State = new Int32Array(program.slots.length);
  let finishes = false;
  let transitions = 0;
  let bound: BoundHit | null = null;

  const path: number[] = [];
  const frames: Frame[] = [];
  // a step that fails or leaves the drawing ends the execution for every lane, so it is never explored alone
  const runsOn = (lane: number) => runStep(program, current, lane, next) === OK;
  const enter = (state: State): void => {
    const index = store.add(state);
    if (index < 0) return;
    current.set(state);
    noteFinished(current);
    frames.push({ index, lane: -1, only: reduction?.choose(current, runsOn) ?? TRY_ALL, progressed: false });
  };

  for (const [initial, start] of program.initial.entries()) {
    path.length = 0;
    enter(start);
    while (frames.length > 0 && bound === null) {
      const frame = frames[frames.length - 1] as Frame;
      frame.lane = frame.only === TRY_ALL ? frame.lane + 1 : frame.lane < frame.only ? frame.only : laneCount;
      current.set(store.at(frame.index));
      if (frame.lane >= laneCount) {
        if (!frame.progressed) noteEnd(current, initial);
        frames.pop();
        path.pop();
        continue;
      }
      const result = runStep(program, current, frame.lane, next);
      if (result === BLOCKED) continue;
      transitions++;
      if (result === LEAVES) {
        frame.progressed = true;
        continue;
      }
      const step = program.lanes[frame.lane]?.steps[current[frame.lane] as number];
      if (step !== undefined) reached.add(step.id);
      const failure = failureOf(result);
      if (failure !== null) {
        frame.progressed = true;
        if (!failures.has(failure)) failures.set(failure, { initial, path: [...path, frame.lane] });
        continue;
      }
      if (sameState(current, next)) continue;
      frame.progressed = true;
      if (path.length >= bounds.steps) bound = 'steps';
      else if (store.size >= bounds.states) bound = 'states';
      else if (transitions % TIME_CHECK_EVERY === 0 && now() - started > bounds.time) bound = 'time';
      const depth = frames.length;
      path.push(frame.lane);
      enter(next);
      if (frames.length === depth) path.pop();
    }
    if (bound !== null) break;
  }

  function noteFinished(state: State): void {
    let drawnDone = true;
    for (const [index, lane] of program.lanes.entries()) {
      if ((state[index] as number) >= lane.steps.length) finished[index] = true;
      else if (!lane.implied) drawnDone = false;
    }
    finishes ||= drawnDone;
  }

  function noteEnd(state: State, initial: number): void {
    for (const { failure } of endFailures(program, state)) {
      if (!failures.has(failure)) failures.set(failure, { initial, path: [...path] });
    }
  }

  return { complete: bound === null, bound, states: store.size, transitions, failures, reached, finished, finishes };
}
