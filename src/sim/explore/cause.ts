import type { Cause } from '../failures/index.ts';
import { slotsOf } from '../machine/actions/footprint.ts';
import { evaluator } from '../machine/actions/interpret.ts';
import type { Effect, Term } from '../machine/actions/types.ts';
import type { Program } from '../machine/program.ts';
import type { State } from '../machine/types.ts';
import { type Course, changesOf } from './course.ts';

/**
 * Why the last step of an execution fails: the slots of the condition that decides it, what they hold then, and the last move before that changed
 * one of them. A use after free asks whether the object is freed, so that is the move that freed it.
 */
export function causeOfFailure(program: Program, course: Course): Cause | null {
  const last = course.moves.length - 1;
  const [move, before] = [course.moves[last], course.states[last]];
  if (move === undefined || before === undefined) return null;
  const step = program.lanes[move.lane]?.steps[before[move.lane] as number];
  if (step === undefined) return null;
  const state = Int32Array.from(before);
  const condition = decidingCondition(step.effects, state, null);
  if (!condition) return null;
  const slots = slotsOf(condition);
  const saw = slots.flatMap((slot) => {
    const { name, show } = program.slots[slot] as Program['slots'][number];
    return show === null ? [] : [`${name} is ${show(state[slot] as number)}`];
  });
  return { saw, by: lastChange(program, course, slots, last) };
}

/** The last of the first `count` moves that changed one of the slots, or null. */
export function lastChange(
  program: Program,
  { moves, states }: Course,
  slots: readonly number[],
  count: number,
): Mover | null {
  const changes = (index: number) => slots.some((slot) => states[index]?.[slot] !== states[index + 1]?.[slot]);
  const index = moves.findLastIndex((_, each) => each < count && changes(each));
  const move = moves[index];
  if (move === undefined) return null;
  const { lane, step, text } = move;
  return {
    lane: program.lanes[lane]?.name ?? '',
    step,
    text: text || step,
    changes: changesOf(program, slots, states[index] as State, states[index + 1] as State),
  };
}
export type Mover = NonNullable<Cause['by']> & { readonly step: string };

/** Runs the effects up to the failure and gives the condition that led to it; null where none did, undefined where none fails. */
function decidingCondition(effects: readonly Effect[], state: State, condition: Term | null): Term | null | undefined {
  for (const effect of effects) {
    if (effect.do === 'fail') return condition;
    if (effect.do === 'set') state[effect.slot] = evaluator(effect.value)(state);
    else if (effect.do === 'when') {
      const branch = evaluator(effect.condition)(state) !== 0 ? effect.then : effect.otherwise;
      const found = decidingCondition(branch, state, effect.condition);
      if (found !== undefined) return found;
    } else return null;
  }
  return undefined;
}
