import type { Relation } from '../relations/space.ts';
import type { Frame } from '../search/frame.ts';
import type { Communication } from './communication.ts';

/**
 * Whether all events can be put into one order that programs, reads and writes agree with (Lamport's sequential consistency): acyclic
 * po | rf | co | fr. Every relation of the kernel's model is made of these, but for grace periods, so such an execution meets all of its
 * axioms, and need not be looked at more closely where there are none.
 */
export function isSequential({ space, static: { po } }: Frame, { rf, overwrite }: Communication): boolean {
  const order: Relation = space.kept('total');
  for (let at = 0; at < order.length; at++) {
    order[at] = (po[at] as number) | (rf[at] as number) | (overwrite[at] as number);
  }
  return space.isAcyclic(order);
}
