import type { Operator } from '../types.ts';

/**
 * A value that may depend on what reads give: a number, or the value of a read (by its event's index in the path), or an operation.
 * Addresses are numbers from `ADDRESS` on, `STRIDE` apart, so that the elements of an array follow each other.
 */
export type Term =
  | number
  | { readonly read: number }
  | { readonly operator: Operator; readonly left: Term; readonly right: Term };

export const ADDRESS = 2 ** 40;

/** The number that stands for the address of location `index`. */
export const addressOf = (index: number): number => ADDRESS + index;

/** The location whose address a number is; null for one that is none. */
export function locationAt(value: number, locations: number): number | null {
  const index = value - ADDRESS;
  return index >= 0 && index < locations ? index : null;
}

const truth = (holds: boolean): number => (holds ? 1 : 0);
const big = (left: number, right: number, make: (left: bigint, right: bigint) => bigint): number =>
  Number.isSafeInteger(left) && Number.isSafeInteger(right) ? Number(make(BigInt(left), BigInt(right))) : 0;
/** Bits within 32 are by far the most frequent. */
const small = (left: number, right: number): boolean => left === (left | 0) && right === (right | 0);

const OPERATIONS: Readonly<Record<Operator, (left: number, right: number) => number>> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => (right === 0 ? 0 : Math.trunc(left / right)),
  '%': (left, right) => (right === 0 ? 0 : left % right),
  '&': (left, right) => (small(left, right) ? left & right : big(left, right, (a, b) => a & b)),
  '|': (left, right) => (small(left, right) ? left | right : big(left, right, (a, b) => a | b)),
  '^': (left, right) => (small(left, right) ? left ^ right : big(left, right, (a, b) => a ^ b)),
  '&~': (left, right) => (small(left, right) ? left & ~right : big(left, right, (a, b) => a & ~b)),
  '<<': (left, right) => left * 2 ** right,
  '>>': (left, right) => Math.floor(left / 2 ** right),
  '==': (left, right) => truth(left === right),
  '!=': (left, right) => truth(left !== right),
  '<': (left, right) => truth(left < right),
  '<=': (left, right) => truth(left <= right),
  '>': (left, right) => truth(left > right),
  '>=': (left, right) => truth(left >= right),
  '&&': (left, right) => truth(left !== 0 && right !== 0),
  '||': (left, right) => truth(left !== 0 || right !== 0),
  '!': (left) => truth(left === 0),
  '~': (left) => -left - 1,
  negative: (left) => -left,
};

/** An operation on terms; done at once where both are numbers. One operand: give 0 as the other. */
export function operation(operator: Operator, left: Term, right: Term): Term {
  if (typeof left === 'number' && typeof right === 'number') return OPERATIONS[operator](left, right);
  return { operator, left, right };
}

/**
 * The value of a term.
 * @param values what each read gives, NaN where that is not known yet
 * @param offset where the path's events begin in `values`
 * @returns NaN where the value is not known yet
 */
export function evaluate(term: Term, values: Float64Array, offset: number): number {
  if (typeof term === 'number') return term;
  if ('read' in term) return values[offset + term.read] as number;
  const left = evaluate(term.left, values, offset);
  const right = evaluate(term.right, values, offset);
  // NaN compares as different, which would decide too early
  return Number.isNaN(left) || Number.isNaN(right) ? Number.NaN : OPERATIONS[term.operator](left, right);
}
