import type { Communication } from '../models/communication.ts';
import type { Relation } from '../relations/space.ts';
import type { Frame } from '../search/frame.ts';

/**
 * An order of the events to draw them in: one that programs, reads and writes all agree with where there is one (`isSequential`),
 * otherwise one that keeps to the programs and to as much of the rest as can be.
 */
export function orderOf(
  { space, static: { po }, events }: Frame,
  { rf, co, fr }: Communication,
): { readonly order: readonly number[]; readonly isSequential: boolean } {
  for (const [at, relations] of [[po, rf, co, fr], [po, rf, co], [po, rf], [po]].entries()) {
    const all: Relation = space.relation();
    for (const relation of relations) space.unite(all, relation);
    if (space.isAcyclic(all))
      return { order: sorted(events.length, (a, b) => space.has(all, a, b)), isSequential: at === 0 };
  }
  return { order: [...events.keys()], isSequential: false };
}

/** Sorts topologically; of what may come next, the thread that is at work goes on. */
function sorted(count: number, isBefore: (first: number, second: number) => boolean): number[] {
  const left = [...Array(count).keys()];
  const order: number[] = [];
  while (left.length > 0) {
    const ready = left.filter((event) => !left.some((other) => other !== event && isBefore(other, event)));
    const last = order.at(-1);
    const next = ready.find((event) => last !== undefined && event === last + 1) ?? ready[0];
    if (next === undefined) return [...order, ...left];
    order.push(next);
    left.splice(left.indexOf(next), 1);
  }
  return order;
}
