import type { Failure } from '../../extract/types.ts';
import { END_DETECTORS, type Stuck } from '../failures/index.ts';
import { type Program, runStep } from '../machine/program.ts';
import { BLOCKED, type Obstacle, type State } from '../machine/types.ts';

/** A failure that an end state shows, and the step at which the first lane of it stands. */
export type EndFailure = { readonly failure: Failure; readonly message: string; readonly stuck: readonly Stuck[] };

/** Every lane that has steps left and cannot go on. `since` is filled in where the execution is known. */
export function stuckLanes(program: Program, state: State): Stuck[] {
  return program.lanes.flatMap((lane, index) => {
    const step = lane.steps[state[index] as number];
    if (step === undefined) return [];
    const obstacle = obstacleOf(program, state, index);
    if (obstacle === null) return [];
    const holder = obstacle.holders[0] ?? null;
    return [
      {
        lane: index,
        step: step.id,
        on: obstacle.on,
        holder,
        holders: obstacle.holders,
        since: null,
        implied: lane.implied,
      },
    ];
  });
}

/** What the lane's next step waits for, or null where it can run. */
export function obstacleOf(program: Program, state: State, lane: number): Obstacle | null {
  const step = program.lanes[lane]?.steps[state[lane] as number];
  if (step === undefined) return null;
  const scratch = Int32Array.from(state);
  for (const action of step.actions) {
    const before = action.obstacle ? action.obstacle(scratch) : null;
    if (action.run(scratch) === BLOCKED) return before ?? { on: step.text, holders: [], slots: [] };
  }
  return null;
}

/** Asks the end-state detectors. */
export function endFailures(program: Program, state: State): EndFailure[] {
  const stuck = stuckLanes(program, state);
  if (stuck.length === 0) return [];
  const laneNames = program.lanes.map((lane) => lane.name);
  return END_DETECTORS.flatMap((detector) => {
    const message = detector.atEnd?.(stuck, laneNames) ?? null;
    return message === null ? [] : [{ failure: detector.failure, message, stuck }];
  });
}

/** Whether no lane can change anything any more. */
export function isEnd(program: Program, state: State, scratch: State): boolean {
  return program.lanes.every((_, lane) => {
    const result = runStep(program, state, lane, scratch);
    return result === BLOCKED || (result === 0 && sameState(state, scratch));
  });
}

export function sameState(a: State, b: State): boolean {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
