import type { Entity, Operand, State } from '../types.ts';

/** The signature was matched before `compile` is called, so an operand of another form is a fault of the primitive's own table. */
export function entityOf(operand: Operand | undefined): Entity {
  if (operand?.is !== 'entity') throw new Error('the signature promises a declared thing here');
  return operand.entity;
}

export function ownOf<Own>(operand: Operand | undefined): Own {
  return entityOf(operand).own as Own;
}

export function operandValue(operand: Operand | undefined): {
  get: (state: State) => number;
  slots: readonly number[];
  text: string;
} {
  if (operand?.is !== 'value') throw new Error('the signature promises a value here');
  return operand;
}

export function setterOf(operand: Operand | undefined): {
  set: (state: State, value: number) => void;
  slots: readonly number[];
} {
  if (operand?.is !== 'access' || operand.access.set === null) throw new Error('the signature promises a cell here');
  return { set: operand.access.set, slots: operand.access.slots };
}
