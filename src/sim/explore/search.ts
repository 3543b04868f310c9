import type { Failure } from '../../extract/types.ts';
import { type CompiledLane, type Program, runStep } from '../machine/program.ts';
import { BLOCKED, failureOf, LEAVES, OK, type State } from '../machine/types.ts';
import type { BoundHit, Bounds } from '../types.ts';
import { Components, type Place } from './components.ts';
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

export type SearchOptions = {
  readonly bounds: Bounds;
  readonly reduce: boolean;
  readonly now: () => number;
  /** The search ends, incomplete, when one of these is met. */
  readonly stopAt?: ReadonlySet<Failure>;
};

const TIME_CHECK_EVERY = 512;
const TRY_ALL = -1;

/** One state on the depth-first path: which lanes are still to be tried. */
type Frame = Place & { lane: number; readonly only: number; progressed: boolean };

/**
 * Explores every execution once up to reordering of independent steps: depth-first, iterative, with an exact visited set.
 * An execution ends where a noted fact is false, where it fails, and where no lane can go on. Lanes that loop may go on for good
 * while others are stuck; such ends are found as components of states that nothing leaves.
 */
export function search(program: Program, { bounds, reduce, now, stopAt }: SearchOptions): SearchResult {
  const store = new StateStore(program.slots.length);
  const mostStates = Math.min(bounds.states, store.capacity);
  const reduction: Reduction | null = reduce ? reductionFor(program) : null;
  const components = program.loops ? new Components() : null;
  const failures = new Map<Failure, Found>();
  const ran = program.lanes.map(({ steps }) => new Uint8Array(steps.length));
  const finished = program.lanes.map(() => false);
  const laneCount = program.lanes.length;
  const deadline = now() + bounds.time;
  const current: State = new Int32Array(program.slots.length);
  const next: State = new Int32Array(program.slots.length);
  let initial = 0;
  let finishes = false;
  let transitions = 0;
  let bound: BoundHit | null = null;
  let stopped = false;

  /** Lanes chosen on the way to the last frame. */
  const path: number[] = [];
  const frames: Frame[] = [];
  // a step that fails or leaves the drawing ends the execution for every lane, so it is never explored alone
  const runsOn = (lane: number) => runStep(program, current, lane, next) === OK;

  /** Goes to a state by a lane (-1: it is an initial one), if it was not visited before. */
  const enter = (state: State, lane: number): void => {
    const index = store.add(state);
    const from = frames.at(-1);
    if (index < 0) {
      if (from) components?.seen(from, -1 - index);
      return;
    }
    if (store.size > mostStates) bound = 'states';
    else if (frames.length > bounds.steps) bound = 'steps';
    else if (index % TIME_CHECK_EVERY === 0 && now() > deadline) bound = 'time';
    if (lane >= 0) path.push(lane);
    current.set(state);
    noteFinished();
    const only = reduction?.choose(current, runsOn) ?? TRY_ALL;
    components?.enter(index);
    frames.push({ index, low: index, escapes: false, lane: -1, only, progressed: false });
  };

  /** Takes back the last frame, whose lanes were all tried. */
  const leave = (): void => {
    const frame = frames.pop() as Frame;
    if (components ? components.leave(frame, frames.at(-1)) : !frame.progressed) noteEnd(frame.index);
    path.pop();
  };

  for (const start of program.initial) {
    enter(start, -1);
    while (frames.length > 0 && bound === null && !stopped) {
      const frame = frames[frames.length - 1] as Frame;
      frame.lane = frame.only === TRY_ALL ? frame.lane + 1 : frame.lane < frame.only ? frame.only : laneCount;
      if (frame.lane >= laneCount) leave();
      else tryLane(frame);
    }
    if (bound !== null || stopped) break;
    initial++;
  }

  function tryLane(frame: Frame): void {
    store.copyTo(frame.index, current);
    const result = runStep(program, current, frame.lane, next);
    if (result === BLOCKED) return;
    transitions++;
    const failure = failureOf(result);
    if (result === LEAVES || failure !== null) frame.escapes = frame.progressed = true;
    if (result === LEAVES) return;
    (ran[frame.lane] as Uint8Array)[current[frame.lane] as number] = 1;
    if (failure !== null) {
      note(failure, [...path, frame.lane]);
    } else if (!sameState(current, next)) {
      frame.progressed = true;
      enter(next, frame.lane);
    }
  }

  function noteFinished(): void {
    let drawnDone = true;
    for (let lane = 0; lane < laneCount; lane++) {
      const { steps, implied } = program.lanes[lane] as CompiledLane;
      if ((current[lane] as number) >= steps.length) finished[lane] = true;
      else if (!implied) drawnDone = false;
    }
    finishes ||= drawnDone;
  }

  function noteEnd(index: number): void {
    const ends = endFailures(program, store.at(index));
    if (ends === null) bound = 'states';
    for (const { failure } of ends ?? []) note(failure, [...path]);
  }

  function note(failure: Failure, way: readonly number[]): void {
    if (!failures.has(failure)) failures.set(failure, { initial, path: way });
    if (stopAt?.has(failure)) stopped = true;
  }

  const reached = new Set(
    program.lanes.flatMap(({ steps }, lane) => steps.flatMap(({ id }, index) => (ran[lane]?.[index] ? [id] : []))),
  );
  const complete = bound === null && !stopped;
  return { complete, bound, states: store.size, transitions, failures, reached, finished, finishes };
}
