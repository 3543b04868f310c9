import { choose, constant, equal, STAY, set, slot, when } from '../actions/build.ts';
import type { Effect, Term } from '../actions/types.ts';
import type { Action } from '../types.ts';
import {
  expect,
  expectNotDeleted,
  expectOffList,
  type Kept,
  type Nodes,
  onEntry,
  POISON,
  point,
} from './list-nodes.ts';

/** A list, as its entity keeps it: the number of its own list_head, and all others. */
export type List = { readonly head: number; readonly nodes: Nodes };
/** Where a deleted entry's pointers lead: nowhere, to itself, or (the next one only) where they led. */
export type Left = 'poison' | 'itself' | 'next';

/** One round after another, each a transition of its own. */
export function inRounds({ round, next, prev }: Kept, rounds: readonly (readonly Effect[])[]): Action {
  const last = rounds.length - 1;
  const branches = rounds.map((effects, index) => {
    const goesOn = index === last ? [set(round, 0), set(next, 0), set(prev, 0)] : [set(round, index + 1), STAY];
    return [index, [...effects, ...goesOn]] as const;
  });
  return { effects: choose(slot(round), branches) };
}

export function isAmid({ round }: Kept): Term {
  return slot(round);
}

export function beginAdd(
  nodes: Nodes,
  kept: Kept,
  pointer: Term,
  head: number,
  where: 'front' | 'end',
): readonly Effect[] {
  const [next, prev] =
    where === 'front' ? [slot(nodes.next[head - 1] as number), head] : [head, slot(nodes.prev[head - 1] as number)];
  return [
    ...onEntry(nodes, pointer, (entry) => expectOffList(nodes, entry)),
    set(kept.next, next),
    set(kept.prev, prev),
    ...expectLinked(nodes, kept),
  ];
}

export function endAdd(nodes: Nodes, kept: Kept, pointer: Term): readonly Effect[] {
  return [
    ...onEntry(nodes, pointer, (entry) => expectOffList(nodes, entry)),
    ...expectLinked(nodes, kept),
    ...point(nodes, 'prev', slot(kept.next), pointer),
    ...point(nodes, 'next', pointer, slot(kept.next)),
    ...point(nodes, 'prev', pointer, slot(kept.prev)),
    ...point(nodes, 'next', slot(kept.prev), pointer),
  ];
}

/** The two neighbours that were read are still next to each other. */
export function expectLinked(nodes: Nodes, kept: Kept): readonly Effect[] {
  return [
    ...expect(nodes, 'prev', slot(kept.next), slot(kept.prev)),
    ...expect(nodes, 'next', slot(kept.prev), slot(kept.next)),
  ];
}

export function beginDelete(nodes: Nodes, kept: Kept, pointer: Term): readonly Effect[] {
  return onEntry(nodes, pointer, (entry) => [
    ...expectNotDeleted(nodes, entry),
    set(kept.next, slot(nodes.next[entry - 1] as number)),
    set(kept.prev, slot(nodes.prev[entry - 1] as number)),
    ...expectAround(nodes, kept, entry),
  ]);
}

export function endDelete(nodes: Nodes, kept: Kept, pointer: Term, left: Left): readonly Effect[] {
  return onEntry(nodes, pointer, (entry) => {
    const [next, prev] = [nodes.next[entry - 1] as number, nodes.prev[entry - 1] as number];
    const leaves = {
      poison: [set(next, POISON), set(prev, POISON)],
      itself: [set(next, entry), set(prev, entry)],
      next: [set(prev, POISON)],
    };
    return [
      ...expect(nodes, 'next', constant(entry), slot(kept.next)),
      ...expect(nodes, 'prev', constant(entry), slot(kept.prev)),
      ...expectAround(nodes, kept, entry),
      ...point(nodes, 'prev', slot(kept.next), slot(kept.prev)),
      ...point(nodes, 'next', slot(kept.prev), slot(kept.next)),
      ...leaves[left],
    ];
  });
}

/** Both neighbours that were read lead to the entry. */
export function expectAround(nodes: Nodes, kept: Kept, entry: number): readonly Effect[] {
  return [...expect(nodes, 'prev', slot(kept.next), entry), ...expect(nodes, 'next', slot(kept.prev), entry)];
}

/** `kept.next` is the first entry of the source, `kept.prev` its last one, `kept.entry` what was first on the target. */
export function splice(source: List, target: List, lane: number): Action {
  const { nodes, head } = source;
  const kept = nodes.kept[lane] as Kept;
  const [first, last, behind] = [slot(kept.next), slot(kept.prev), slot(kept.entry)];
  const [next, prev] = [nodes.next[head - 1] as number, nodes.prev[head - 1] as number];
  const agree = [
    ...expect(nodes, 'prev', first, head),
    ...expect(nodes, 'next', last, head),
    ...expect(nodes, 'prev', behind, target.head),
    ...expect(nodes, 'next', constant(target.head), behind),
  ];
  const begin = [
    set(kept.next, slot(next)),
    set(kept.prev, slot(prev)),
    set(kept.entry, slot(nodes.next[target.head - 1] as number)),
    ...agree,
  ];
  const end = [
    ...agree,
    ...point(nodes, 'prev', first, target.head),
    ...point(nodes, 'next', constant(target.head), first),
    ...point(nodes, 'next', last, behind),
    ...point(nodes, 'prev', behind, last),
    set(next, head),
    set(prev, head),
    set(kept.entry, 0),
  ];
  const rounds = inRounds(kept, [begin, end]).effects;
  return { effects: when(isAmid(kept), rounds, when(equal(slot(next), head), [], rounds)) };
}
