import type { Cause } from '../failures/index.ts';
import { slotsOf } from '../machine/actions/footprint.ts';
import { evaluator } from '../machine/actions/interpret.ts';
import type { Effect, Term } from '../machine/actions/types.ts';
import { type Program, runStep } from '../machine/program.ts';
import type { State } from '../machine/types.ts';
import type { Found } from './search.ts';

/**
 * Why the last step of a way fails: the slots of the condition that decides it, what they hold then, and the last move before that changed
 * one of them. A use after free asks whether the object is freed, so that is the move that freed it.
 */
export function causeOfFailure(program: Program, found: Found): Cause | null {
  const states = statesOf(program, found);
  const last = found.path.length - 1;
  const [lane, before] = [found.path[last], states[last]];
  const step =
    lane === undefined || before === undefined ? undefined : program.lanes[lane]?.steps[before[lane] as number];
  if (step === undefined) return null;
  const state = Int32Array.from(before as State);
  const condition = decidingCondition(step.effects, state, null);
  if (!condition) return null;
  const slots = slotsOf(condition);
  const saw = slots.flatMap((slot) => {
    const { name, show } = program.slots[slot] as Program['slots'][number];
    return show === null ? [] : [`${name} is ${show(state[slot] as number)}`];
  });
  return { saw, by: lastChange(program, found, slots, last) };
}

/** The last of the first `count` moves that changed one of the slots, or null. */
export function lastChange(program: Program, found: Found, slots: readonly number[], count: number): Mover | null {
  const states = statesOf(program, found);
  for (let index = count - 1; index >= 0; index--) {
    const [before, after] = [states[index] as State, states[index + 1] as State];
    const changed = slots.filter((slot) => before[slot] !== after[slot]);
    if (changed.length === 0) continue;
    const lane = found.path[index] as number;
    const step = program.lanes[lane]?.steps[before[lane] as number];
    const changes = changed.flatMap((slot) => {
      const { name, show } = program.slots[slot] as Program['slots'][number];
      return show === null ? [] : [`${name}: ${show(before[slot] as number)} → ${show(after[slot] as number)}`];
    });
    return {
      lane: program.lanes[lane]?.name ?? '',
      step: step?.id ?? '',
      text: step?.text || (step?.id ?? ''),
      changes,
    };
  }
  return null;
}
export type Mover = NonNullable<Cause['by']> & { readonly step: string };

/** The state before each move, and the one behind the last. */
function statesOf(program: Program, { initial, path }: Found): State[] {
  const states: State[] = [Int32Array.from(program.initial[initial] ?? [])];
  for (const lane of path) {
    const before = states.at(-1) as State;
    const after = new Int32Array(before.length);
    runStep(program, before, lane, after);
    states.push(after);
  }
  return states;
}

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
