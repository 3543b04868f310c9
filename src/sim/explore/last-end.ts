import type { LastEnd, Stuck } from '../failures/types.ts';
import type { Program } from '../machine/program.ts';
import { OK, type State } from '../machine/types.ts';
import type { Course } from './course.ts';
import { obstacleOf } from './end-state.ts';

/**
 * For each lane that waits for an event at the end of an execution, the last step of another lane that could have ended such a
 * wait: the wake-up that came too early, by lane.
 */
export function lastEnds(
  program: Program,
  { moves, states }: Course,
  stuck: readonly Stuck[],
): ReadonlyMap<number, LastEnd> {
  const end = states.at(-1) as State;
  const waits = stuck.flatMap(({ lane }) => {
    const { endedBy, missed = null } = obstacleOf(program, end, lane) ?? {};
    return endedBy === undefined ? [] : [{ waiter: lane, slots: endedBy, missed }];
  });
  const last = new Map<number, LastEnd>();
  for (const [index, { lane, step: id }] of moves.entries()) {
    const [before, after] = [states[index] as State, states[index + 1] as State];
    const step = program.lanes[lane]?.steps[before[lane] as number];
    for (const { waiter, slots, missed } of waits) {
      if (step === undefined || lane === waiter || !brings(step, before, slots)) continue;
      const reached = slots.some((slot) => before[slot] !== after[slot]);
      last.set(waiter, { lane, step: id, missed: reached ? null : missed });
    }
  }
  return last;
}

/** Whether the step comes, from this state, to an action that ends waits for these slots. */
function brings(
  { actions }: Program['lanes'][number]['steps'][number],
  from: State,
  slots: readonly number[],
): boolean {
  const scratch = Int32Array.from(from);
  for (const { ends, run } of actions) {
    if (ends.some((slot) => slots.includes(slot))) return true;
    if (run(scratch) !== OK) return false;
  }
  return false;
}
