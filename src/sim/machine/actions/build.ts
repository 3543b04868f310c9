import type { Failure } from '../../../extract/types.ts';
import { applyBinary, applyUnary } from './arithmetic.ts';
import type { Effect, Term, TermOperator, UnaryOperator } from './types.ts';

/** The words in which a primitive says what it does: `when(equal(slot(owner), 0), [set(owner, lane + 1)], [BLOCK])`. */

export type TermLike = Term | number;

export function constant(value: number): Term {
  return { is: 'constant', value: value | 0 };
}
export function slot(number: number): Term {
  return { is: 'slot', slot: number };
}
export function term(value: TermLike): Term {
  return typeof value === 'number' ? constant(value) : value;
}

/** Both sides known, it is known; so that what a scenario fixes costs nothing when it runs. */
export function binary(operator: TermOperator, leftLike: TermLike, rightLike: TermLike): Term {
  const [left, right] = [term(leftLike), term(rightLike)];
  if (left.is === 'constant' && right.is === 'constant')
    return constant(applyBinary(operator, left.value, right.value));
  return { is: 'binary', operator, left, right };
}
export function unary(operator: UnaryOperator, operandLike: TermLike): Term {
  const operand = term(operandLike);
  return operand.is === 'constant' ? constant(applyUnary(operator, operand.value)) : { is: 'unary', operator, operand };
}

export const equal = (left: TermLike, right: TermLike): Term => binary('==', left, right);
export const differ = (left: TermLike, right: TermLike): Term => binary('!=', left, right);
export const less = (left: TermLike, right: TermLike): Term => binary('<', left, right);
export const plus = (left: TermLike, right: TermLike): Term => binary('+', left, right);
export const minus = (left: TermLike, right: TermLike): Term => binary('-', left, right);
export const bitsOf = (value: TermLike, mask: TermLike): Term => binary('&', value, mask);
export const withBits = (value: TermLike, mask: TermLike): Term => binary('|', value, mask);
export const withoutBits = (value: TermLike, mask: TermLike): Term => binary('&', value, unary('~', mask));
export const not = (operand: TermLike): Term => unary('!', operand);

export function and(...terms: readonly TermLike[]): Term {
  return joined('&&', 1, terms);
}
export function or(...terms: readonly TermLike[]): Term {
  return joined('||', 0, terms);
}

function joined(operator: '&&' | '||', neutral: 0 | 1, terms: readonly TermLike[]): Term {
  let whole: Term | null = null;
  for (const each of terms.map(term)) {
    if (each.is === 'constant') {
      if ((each.value !== 0) !== (neutral === 1)) return constant(1 - neutral);
    } else whole = whole === null ? each : binary(operator, whole, each);
  }
  return whole ?? constant(neutral);
}

export const BLOCK: Effect = { do: 'block' };
export const LEAVE: Effect = { do: 'leave' };
export const STAY: Effect = { do: 'stay' };

export function set(target: number, value: TermLike): Effect {
  return { do: 'set', slot: target, value: term(value) };
}
export function fail(failure: Failure): Effect {
  return { do: 'fail', failure };
}
export function jump(to: number): Effect {
  return { do: 'jump', to };
}

/** A condition that is known leaves only the branch that is taken. */
export function when(
  conditionLike: TermLike,
  then: readonly Effect[],
  otherwise: readonly Effect[] = [],
): readonly Effect[] {
  const condition = term(conditionLike);
  if (condition.is === 'constant') return condition.value !== 0 ? then : otherwise;
  if (then.length === 0 && otherwise.length === 0) return [];
  return [{ do: 'when', condition, then, otherwise }];
}

/** Blocks until the condition holds. */
export function await_(condition: TermLike): readonly Effect[] {
  return when(condition, [], [BLOCK]);
}

/** One branch for each value that the term may have; `otherwise` for all others. */
export function choose(
  value: TermLike,
  branches: readonly (readonly [value: number, effects: readonly Effect[]])[],
  otherwise: readonly Effect[] = [],
): readonly Effect[] {
  return branches.reduceRight<readonly Effect[]>(
    (rest, [each, effects]) => when(equal(value, each), effects, rest),
    otherwise,
  );
}
