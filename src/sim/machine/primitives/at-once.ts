import { set, slot } from '../actions/build.ts';
import { footprintOf, slotsOf } from '../actions/footprint.ts';
import type { Effect, Term } from '../actions/types.ts';
import type { Access, Compiler } from '../types.ts';

export type Assignment = readonly [access: Access, value: Term];

/**
 * Two assignments that both take their values from what was before either; to one cell, the second holds. Where one order of them gives
 * that, it is taken; else the second value is put aside in a slot that is 0 at all other times.
 */
export function bothAtOnce(one: Assignment, other: Assignment, compiler: Compiler): readonly Effect[] {
  if (!spoils(one, other)) return [...assign(one), ...assign(other)];
  if (!spoils(other, one) && !writesTo(other, one)) return [...assign(other), ...assign(one)];
  const aside = compiler.slot('put aside', [0]);
  return [set(aside, other[1]), ...assign(one), ...assign([other[0], slot(aside)]), set(aside, 0)];
}

export function assign([access, value]: Assignment): readonly Effect[] {
  if (access.assign === null) throw new Error('the signature promises a cell here');
  return access.assign(value);
}

/** Whether the first assignment changes what the second one reads. */
function spoils(first: Assignment, second: Assignment): boolean {
  const written = new Set(footprintOf(assign(first)).writes);
  return [...slotsOf(second[1]), ...footprintOf(assign(second)).reads].some((each) => written.has(each));
}

function writesTo(first: Assignment, second: Assignment): boolean {
  const written = new Set(footprintOf(assign(first)).writes);
  return footprintOf(assign(second)).writes.some((each) => written.has(each));
}
