import type { Effect, Term } from '../actions/types.ts';
import type { Access, Entity, Operand } from '../types.ts';

/** The signature was matched before `compile` is called, so an operand of another form is a fault of the primitive's own table. */
export function entityOf(operand: Operand | undefined): Entity {
  if (operand?.is !== 'entity') throw new Error('the signature promises a declared thing here');
  return operand.entity;
}

export function ownOf<Own>(operand: Operand | undefined): Own {
  return entityOf(operand).own as Own;
}

export function valueOperand(operand: Operand | undefined): { readonly value: Term; readonly text: string } {
  if (operand?.is !== 'value') throw new Error('the signature promises a value here');
  return operand;
}

/** How to assign to the cell that an operand names. */
export function assignTo(operand: Operand | undefined): (value: Term) => readonly Effect[] {
  if (operand?.is !== 'access' || operand.access.assign === null) throw new Error('the signature promises a cell here');
  return operand.access.assign;
}

/** The cell that an operand names. */
export function accessOf(operand: Operand | undefined): Access {
  if (operand?.is !== 'access') throw new Error('the signature promises a cell here');
  return operand.access;
}
