import type { LastEnd, Stuck } from '../failures/types.ts';
import { type Program, runStep } from '../machine/program.ts';
import { BLOCKED, OK, type State } from '../machine/types.ts';
import { obstacleOf } from './end-state.ts';
import type { Found } from './search.ts';

/**
 * For each lane that waits for an event at the end of an execution, the last step of another lane that could have ended such a
 * wait: the wake-up that came too early, by lane.
 */
export function lastEnds(
  program: Program,
  { initial, path }: Found,
  end: State,
  stuck: readonly Stuck[],
): ReadonlyMap<number, LastEnd> {
  const waits = stuck.flatMap(({ lane }) => {
    const { endedBy, missed = null } = obstacleOf(program, end, lane) ?? {};
    return endedBy === undefined ? [] : [{ waiter: lane, slots: endedBy, missed }];
  });
  const last = new Map<number, LastEnd>();
  const state = Int32Array.from(program.initial[initial] ?? []);
  const next = Int32Array.from(state);
  for (const lane of path) {
    const step = program.lanes[lane]?.steps[state[lane] as number];
    if (step === undefined || runStep(program, state, lane, next) === BLOCKED) break;
    for (const { waiter, slots, missed } of waits) {
      if (lane === waiter || !brings(step, state, slots)) continue;
      const reached = slots.some((slot) => state[slot] !== next[slot]);
      last.set(waiter, { lane, step: step.id, missed: reached ? null : missed });
    }
    state.set(next);
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
