import type { TermOperator, UnaryOperator } from './types.ts';

/** What the operators mean, on signed integers of 32 bits as C and JavaScript have them. Truth is 1. */
const BINARY: Readonly<Record<TermOperator, (left: number, right: number) => number>> = {
  '==': (left, right) => Number(left === right),
  '!=': (left, right) => Number(left !== right),
  '<': (left, right) => Number(left < right),
  '<=': (left, right) => Number(left <= right),
  '>': (left, right) => Number(left > right),
  '>=': (left, right) => Number(left >= right),
  '&&': (left, right) => Number(left !== 0 && right !== 0),
  '||': (left, right) => Number(left !== 0 || right !== 0),
  '+': (left, right) => (left + right) | 0,
  '-': (left, right) => (left - right) | 0,
  '&': (left, right) => left & right,
  '|': (left, right) => left | right,
  '^': (left, right) => left ^ right,
  '<<': (left, right) => left << right,
  '>>': (left, right) => left >> right,
};
const UNARY: Readonly<Record<UnaryOperator, (operand: number) => number>> = {
  '!': (operand) => Number(operand === 0),
  '-': (operand) => -operand | 0,
  '~': (operand) => ~operand,
};

export function binaryFunction(operator: TermOperator): (left: number, right: number) => number {
  return BINARY[operator];
}
export function applyBinary(operator: TermOperator, left: number, right: number): number {
  return BINARY[operator](left, right);
}
export function applyUnary(operator: UnaryOperator, operand: number): number {
  return UNARY[operator](operand);
}
