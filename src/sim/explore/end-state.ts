import type { Failure } from '../../extract/types.ts';
import { detectorOf, END_DETECTORS, type Stuck } from '../failures/index.ts';
import { type Program, runStep } from '../machine/program.ts';
import { BLOCKED, failureOf, LEAVES, type Obstacle, OK, type State } from '../machine/types.ts';
import { lanesEnding } from './enders.ts';
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
  return blockOf(program, state, lane)?.obstacle ?? null;
}

/** The obstacle, and what it would be for the same statement in another state, `then`, whether or not it blocks there. */
export function blockOf(
  program: Program,
  state: State,
  lane: number,
): { readonly obstacle: Obstacle; readonly then: (other: State) => Obstacle } | null {
  const step = program.lanes[lane]?.steps[state[lane] as number];
  if (step === undefined) return null;
  const scratch = Int32Array.from(state);
  for (const action of step.actions) {
    const then = action.obstacle ?? (() => ({ on: step.text, holders: [], slots: [] }));
    const before = then(scratch);
    const result = action.run(scratch);
    if (result === BLOCKED) return { obstacle: before, then };
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
  const lanes = trappedLanes(program, state);
  if (lanes === null) return null;
  const trapped = pastIdle(lanes);
  if (trapped.length === 0) return [];
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
  return program.endings.flatMap(({ failure, name, isCondition, slots, isBroken }) => {
    if (!isBroken(state)) return [];
    const message = isCondition ? `every lane has ended, with ${name}` : detectorOf(failure)?.atRest?.(name);
    return [{ failure, message: message ?? failure, stuck: [], slots }];
  });
}

/**
 * The lanes that cannot go on in any state that may still come. Where no lane can change anything, that is the state itself; lanes
 * that loop for good (a user thread that keeps writing) go through several; then a lane waits for whom it waits for in all of them.
 */
function trappedLanes(program: Program, state: State): Waiting[] | null {
  let here = stuckLanes(program, state);
  const lanes = new Set(here.map((each) => each.lane));
  const store = new StateStore(program.slots.length);
  const next: State = new Int32Array(program.slots.length);
  store.add(state);
  const someoneMissesIt = () => here.some(({ lane, isIdle }) => !isIdle && lanes.has(lane));
  for (let index = 0; index < store.size && someoneMissesIt(); index++) {
    if (store.size > MOST_STATES_OF_AN_END) return null;
    const current = store.at(index);
    if (index > 0) here = inBoth(here, stuckLanes(program, current));
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

/** A lane that cannot go on; at an idle one nobody misses anything, but others may wait for what it would do. */
type Waiting = Stuck & { readonly isIdle: boolean };

/** Every lane that has steps left and cannot go on now. */
function stuckLanes(program: Program, state: State): Waiting[] {
  return program.lanes.flatMap(({ steps, implied }, lane) => {
    const step = steps[state[lane] as number];
    const obstacle = step === undefined ? null : obstacleOf(program, state, lane);
    if (step === undefined || obstacle === null) return [];
    const { on, isIdle = false } = obstacle;
    const held = obstacle.holders;
    const bringers = lanesEnding(program, state, lane, obstacle).filter((other) => !held.includes(other));
    const waits = { on, holder: held[0] ?? null, holders: [...held, ...bringers], bringers };
    return [{ lane, step: step.id, ...waits, since: null, implied, isIdle }];
  });
}

/** What holds of each lane in both states. */
function inBoth(some: readonly Waiting[], others: readonly Waiting[]): Waiting[] {
  return some.map((each) => {
    const other = others.find(({ lane }) => lane === each.lane);
    if (other === undefined) return each;
    const holders = each.holders.filter((lane) => other.holders.includes(lane));
    const bringers = each.bringers.filter((lane) => holders.includes(lane));
    return { ...each, holders, bringers, isIdle: each.isIdle || other.isIdle };
  });
}

/** The lanes that miss something. Who waits for one that is idle waits for those that would set it going. */
function pastIdle(lanes: readonly Waiting[]): Stuck[] {
  const idle = new Map(lanes.filter(({ isIdle }) => isIdle).map((each) => [each.lane, each]));
  return lanes.flatMap(({ isIdle, ...stuck }) => {
    if (isIdle) return [];
    const holders = new Set(stuck.holders);
    for (const each of holders)
      for (const other of idle.get(each)?.holders ?? []) if (other !== stuck.lane) holders.add(other);
    const added = [...holders].filter((each) => !stuck.holders.includes(each));
    return [{ ...stuck, holders: [...holders], bringers: [...stuck.bringers, ...added] }];
  });
}

export function sameState(a: State, b: State): boolean {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
