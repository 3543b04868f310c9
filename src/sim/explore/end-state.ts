import type { Failure } from '../../extract/types.ts';
import { detectorOf, END_DETECTORS, type Stuck } from '../failures/index.ts';
import { type Program, runStep } from '../machine/program.ts';
import { BLOCKED, failureOf, LEAVES, type Obstacle, OK, type State } from '../machine/types.ts';
import { StateStore } from './store.ts';

/** A failure that an end shows, and every lane that is stuck there. */
export type EndFailure = {
  readonly failure: Failure;
  readonly message: string;
  readonly stuck: readonly Stuck[];
  /** What is not as it must be, where no lane is stuck. */
  readonly slots?: readonly number[];
};

/** An end among loops that has more states than this is not looked through. */
const MOST_STATES_OF_AN_END = 20_000;

/** What the lane's next step waits for, or null where it can run. */
export function obstacleOf(program: Program, state: State, lane: number): Obstacle | null {
  const step = program.lanes[lane]?.steps[state[lane] as number];
  if (step === undefined) return null;
  const scratch = Int32Array.from(state);
  for (const action of step.actions) {
    const before = action.obstacle ? action.obstacle(scratch) : null;
    const result = action.run(scratch);
    if (result === BLOCKED) return before ?? { on: step.text, holders: [], slots: [] };
    // what comes after a jump, a round or a failure is not run
    if (result !== OK) return null;
  }
  return null;
}

/**
 * Asks the end-state detectors about the lanes that never go on from here. Empty where some lane may still go on,
 * fail or leave the drawing; null where that is not known, since too much may still happen.
 */
export function endFailures(program: Program, state: State): EndFailure[] | null {
  if (program.endings.length > 0 && isAtRest(program, state)) return brokenEndings(program, state);
  const trapped = trappedLanes(program, state);
  if (trapped === null || trapped.length === 0) return trapped === null ? null : [];
  const laneNames = program.lanes.map((lane) => lane.name);
  return END_DETECTORS.flatMap((detector) => {
    const message = detector.atEnd?.(trapped, laneNames) ?? null;
    return message === null ? [] : [{ failure: detector.failure, message, stuck: trapped }];
  });
}

/** Whether every lane has ended, or waits for a call that never came. */
function isAtRest(program: Program, state: State): boolean {
  return program.lanes.every(
    ({ steps }, lane) => (state[lane] as number) >= steps.length || obstacleOf(program, state, lane)?.isIdle === true,
  );
}

/** What must hold when every lane has ended, and does not. */
function brokenEndings(program: Program, state: State): EndFailure[] {
  return program.endings.flatMap(({ failure, name, slots, isBroken }) => {
    if (!isBroken(state)) return [];
    return [{ failure, message: detectorOf(failure)?.atRest?.(name) ?? failure, stuck: [], slots }];
  });
}

/**
 * The lanes that cannot go on in any state that may still come. Where no lane can change anything, that is the state itself; lanes
 * that loop for good (a user thread that keeps writing) go through several.
 */
function trappedLanes(program: Program, state: State): Stuck[] | null {
  const here = stuckLanes(program, state);
  const lanes = new Set(here.map((each) => each.lane));
  const store = new StateStore(program.slots.length);
  const next: State = new Int32Array(program.slots.length);
  store.add(state);
  for (let index = 0; index < store.size && lanes.size > 0; index++) {
    if (store.size > MOST_STATES_OF_AN_END) return null;
    const current = store.at(index);
    for (const [lane, { steps }] of program.lanes.entries()) {
      if ((current[lane] as number) >= steps.length) continue;
      const result = runStep(program, current, lane, next);
      if (result === BLOCKED) continue;
      if (result === LEAVES || failureOf(result) !== null) return [];
      lanes.delete(lane);
      if (!sameState(current, next)) store.add(next);
    }
  }
  return here.filter((each) => lanes.has(each.lane));
}

/** Every lane that has steps left and cannot go on now. */
function stuckLanes(program: Program, state: State): Stuck[] {
  return program.lanes.flatMap((lane, index) => {
    const step = lane.steps[state[index] as number];
    const obstacle = step === undefined ? null : obstacleOf(program, state, index);
    if (step === undefined || obstacle === null || obstacle.isIdle) return [];
    const { on, holders } = obstacle;
    return [
      { lane: index, step: step.id, on, holder: holders[0] ?? null, holders, since: null, implied: lane.implied },
    ];
  });
}

export function sameState(a: State, b: State): boolean {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
