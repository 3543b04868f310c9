import { and, choose, differ, equal, fail, or, set, slot, when } from '../actions/build.ts';
import type { Effect, Term } from '../actions/types.ts';
import type { Compiler } from '../types.ts';

/**
 * The list_heads of a scenario: one in each object, and one for each list. A pointer to one is its number: an object's own number, then the
 * lists', so that a walk can put what it finds into a cell.
 */
export type Nodes = {
  /** Slots by number - 1. */
  readonly next: number[];
  readonly prev: number[];
  /** The slots that say whether the object is live, by number - 1. */
  readonly lives: readonly number[];
  /** What a lane keeps between reading the neighbours and writing to them. */
  readonly kept: readonly Kept[];
};
export type Kept = { readonly round: number; readonly next: number; readonly prev: number; readonly entry: number };

/** LIST_POISON1 and LIST_POISON2, which list_del() leaves behind. */
export const POISON = -1;
const LIVE = 1;
const FREED = 2;
const CORRUPT = fail('list-corruption');

export function newNodes(compiler: Compiler): Nodes {
  const objects = compiler.entities('object');
  const nodes: Nodes = {
    next: [],
    prev: [],
    lives: objects.map(({ own }) => (own as { readonly life: number }).life),
    kept: compiler.laneNames.map((lane) => ({
      round: compiler.slot(`${lane} amid a list operation`, [0]),
      next: compiler.slot(`next that ${lane} read`, [0]),
      prev: compiler.slot(`prev that ${lane} read`, [0]),
      entry: compiler.slot(`entry that ${lane} read`, [0]),
    })),
  };
  for (const { name } of objects) addNode(nodes, name, compiler);
  return nodes;
}

/** Adds a list_head that points to itself, and gives its number. */
export function addNode(nodes: Nodes, name: string, compiler: Compiler): number {
  const number = nodes.next.length + 1;
  const show = (value: number) => nameOf(value, compiler);
  nodes.next.push(compiler.slot(`${name}.next`, [number], show));
  nodes.prev.push(compiler.slot(`${name}.prev`, [number]));
  return number;
}

function nameOf(number: number, compiler: Compiler): string {
  const all = [...compiler.entities('object'), ...compiler.entities('list')];
  return number === POISON ? 'poison' : (all[number - 1]?.name ?? String(number));
}

/** One branch for each object that the pointer may lead to, where that lives. */
export function onEntry(
  nodes: Nodes,
  pointer: Term,
  effects: (number: number) => readonly Effect[],
): readonly Effect[] {
  const branches = nodes.lives.map((_, index) => [index + 1, whenLive(nodes, index + 1, effects(index + 1))] as const);
  return choose(pointer, [[0, [fail('null-deref')]], [POISON, [CORRUPT]], ...branches], [fail('wrong-state')]);
}

function whenLive(nodes: Nodes, number: number, effects: readonly Effect[]): readonly Effect[] {
  const life = nodes.lives[number - 1];
  if (life === undefined) return effects;
  return choose(
    slot(life),
    [
      [LIVE, effects],
      [FREED, [fail('use-after-free')]],
    ],
    [fail('wrong-state')],
  );
}

/** Fails where the node's pointer is not what it should be: lists that do not agree (lib/list_debug.c), or one that leads into freed memory. */
export function expect(nodes: Nodes, kind: 'next' | 'prev', node: Term, value: Term | number): readonly Effect[] {
  const branches = nodes[kind].map((own, index) => {
    const agrees = when(differ(slot(own), value), [CORRUPT]);
    return [index + 1, whenLive(nodes, index + 1, agrees)] as const;
  });
  return choose(node, branches, [CORRUPT]);
}

/** `node->next = value` */
export function point(nodes: Nodes, kind: 'next' | 'prev', node: Term, value: Term | number): readonly Effect[] {
  return choose(
    node,
    nodes[kind].map((own, index) => [index + 1, [set(own, value)]] as const),
  );
}

/** An entry whose back pointer leads to another node is on a list. */
export function expectOffList(nodes: Nodes, entry: number): readonly Effect[] {
  const prev = slot(nodes.prev[entry - 1] as number);
  return when(and(differ(prev, entry), differ(prev, POISON)), [CORRUPT]);
}

/** Deleted before: list_del() leaves poison. */
export function expectNotDeleted(nodes: Nodes, entry: number): readonly Effect[] {
  const [next, prev] = [slot(nodes.next[entry - 1] as number), slot(nodes.prev[entry - 1] as number)];
  return when(or(equal(next, POISON), equal(prev, POISON)), [CORRUPT]);
}
