import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Relation, Space } from '../../../src/sim/lkmm/relations/space.ts';

/** Sizes of one, two and three words a row. */
const SIZES = [1, 7, 31, 32, 33, 50, 64, 65, 80];

type Pairs = readonly (readonly [number, number])[];
const sizeAndPairs = fc.constantFrom(...SIZES).chain((size) => {
  const event = fc.nat({ max: size - 1 });
  const pairs = fc.array(fc.tuple(event, event), { maxLength: 40 });
  return fc.tuple(fc.constant(size), pairs, pairs, fc.array(event, { maxLength: 20 }));
});

function relationOf(space: Space, pairs: Pairs): Relation {
  const relation = space.relation();
  for (const [from, to] of pairs) space.add(relation, from, to);
  return relation;
}

function pairsOf(space: Space, relation: Relation): string[] {
  const pairs: string[] = [];
  for (let from = 0; from < space.size; from++) {
    for (let to = 0; to < space.size; to++) if (space.has(relation, from, to)) pairs.push(`${from} ${to}`);
  }
  return pairs.sort();
}

const named = (pairs: Pairs): string[] => [...new Set(pairs.map(([from, to]) => `${from} ${to}`))].sort();

function closed(pairs: Pairs): Pairs {
  const all = new Map(pairs.map((pair) => [pair.join(' '), pair]));
  for (let before = -1; before < all.size; ) {
    before = all.size;
    for (const [from, middle] of [...all.values()]) {
      for (const [start, to] of [...all.values()]) if (start === middle) all.set(`${from} ${to}`, [from, to]);
    }
  }
  return [...all.values()];
}

describe('relations as bit matrices', () => {
  it('are what sets of pairs are', () => {
    fc.assert(
      fc.property(sizeAndPairs, ([size, first, second, events]) => {
        const space = new Space(size);
        const [left, right] = [relationOf(space, first), relationOf(space, second)];
        const set = space.set();
        for (const event of events) space.addTo(set, event);

        const composed = space.relation();
        space.compose(composed, left, right);
        const middle = first.flatMap(([from, at]) =>
          second.flatMap(([start, to]) => (start === at ? [[from, to] as const] : [])),
        );
        expect(pairsOf(space, composed)).toEqual(named(middle));

        const within = space.relation();
        space.uniteWithin(within, set, left, set);
        const inside = first.filter(([from, to]) => events.includes(from) && events.includes(to));
        expect(pairsOf(space, within)).toEqual(named(inside));

        const inverse = space.relation();
        space.inverse(inverse, left);
        expect(pairsOf(space, inverse)).toEqual(named(first.map(([from, to]) => [to, from])));

        const closure = left.slice();
        space.close(closure);
        expect(pairsOf(space, closure)).toEqual(named(closed(first)));
        expect(space.isAcyclic(left)).toBe(!space.isReflexiveSomewhere(closure));

        space.addIdentity(closure, set);
        for (const event of events) expect(space.has(closure, event, event)).toBe(true);
        space.removeIdentity(closure);
        expect(space.isReflexiveSomewhere(closure)).toBe(false);
      }),
      { numRuns: 200 },
    );
  });
});
