import { hasEffect, visitEffects } from '../machine/actions/footprint.ts';
import type { CompiledAction, Program } from '../machine/program.ts';
import type { Obstacle, State } from '../machine/types.ts';

/**
 * The lanes that could end a wait: those that may still come to an action that ends it. In
 *
 *     CPU0: lock M; wait-completion done        CPU1: lock M; complete done
 *
 * CPU0 waits for CPU1 where CPU1 has not completed yet, and CPU1 for the mutex: a deadlock. Where CPU1 is past its
 * `complete`, nobody could end the wait any more: a hang.
 */
export function lanesEnding(program: Program, state: State, lane: number, obstacle: Obstacle): number[] {
  const { endedBy = [], byItself = false } = obstacle;
  if (endedBy.length === 0) return [];
  return [...program.lanes.keys()].filter(
    (other) => (byItself || other !== lane) && mayEnd(program, other, state[other] as number, endedBy),
  );
}

/** Whether a lane may come from its step `start` to an action that ends something of these slots; conditions are not looked at. */
function mayEnd(program: Program, lane: number, start: number, slots: readonly number[]): boolean {
  const steps = program.lanes[lane]?.steps ?? [];
  // what a lane is blocked at after a round of it was done: whatever else it does lies behind it
  const isHalfDone = (action: CompiledAction) => hasEffect(action.effects, (effect) => effect.do === 'stay');
  const counters = new Set<number>();
  const follow = (counter: number, actions: readonly CompiledAction[]): boolean => {
    for (const { effects, ends, begins } of actions) {
      if (begins?.some((slot) => slots.includes(slot))) return false;
      if (ends.some((slot) => slots.includes(slot))) return true;
      visitEffects(effects, (effect) => {
        if (effect.do === 'jump') counters.add(effect.to);
      });
    }
    counters.add(counter + 1);
    return false;
  };
  const [first, ...others] = steps[start]?.actions ?? [];
  if (first && follow(start, isHalfDone(first) ? others : [first, ...others])) return true;
  if (first === undefined) counters.add(start + 1);
  for (const counter of counters) {
    const step = steps[counter];
    if (step && follow(counter, step.actions)) return true;
  }
  return false;
}
