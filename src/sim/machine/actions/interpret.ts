import { BLOCKED, fails, JUMPS, LEAVES, OK, STAYS, type State } from '../types.ts';
import { applyUnary, binaryFunction } from './arithmetic.ts';
import type { Effect, Term } from './types.ts';

/** The term as a function of the state. */
export function evaluator(term: Term): (state: State) => number {
  switch (term.is) {
    case 'constant': {
      const { value } = term;
      return () => value;
    }
    case 'slot': {
      const { slot } = term;
      return (state) => state[slot] as number;
    }
    case 'unary': {
      const { operator } = term;
      const operand = evaluator(term.operand);
      return (state) => applyUnary(operator, operand(state));
    }
    case 'binary': {
      const apply = binaryFunction(term.operator);
      const [left, right] = [evaluator(term.left), evaluator(term.right)];
      return (state) => apply(left(state), right(state));
    }
  }
}

/** The effects as a function that changes the state in place and tells what became of it; at `BLOCKED` the state is garbage. */
export function runner(effects: readonly Effect[]): (state: State) => number {
  return inOrder(effects.map(part));
}

/** One after another, up to the first that does not just go on. */
export function inOrder(parts: readonly ((state: State) => number)[]): (state: State) => number {
  if (parts.length === 1) return parts[0] as (state: State) => number;
  return (state) => {
    for (let i = 0; i < parts.length; i++) {
      const result = (parts[i] as (state: State) => number)(state);
      if (result !== OK) return result;
    }
    return OK;
  };
}

function part(effect: Effect): (state: State) => number {
  switch (effect.do) {
    case 'set': {
      const { slot } = effect;
      const value = evaluator(effect.value);
      return (state) => {
        state[slot] = value(state);
        return OK;
      };
    }
    case 'when': {
      const condition = evaluator(effect.condition);
      const [then, otherwise] = [runner(effect.then), runner(effect.otherwise)];
      return (state) => (condition(state) !== 0 ? then(state) : otherwise(state));
    }
    case 'block':
      return () => BLOCKED;
    case 'leave':
      return () => LEAVES;
    case 'stay':
      return () => STAYS;
    case 'fail': {
      const result = fails(effect.failure);
      return () => result;
    }
    case 'jump': {
      const result = JUMPS + effect.to;
      return () => result;
    }
  }
}
