import { ancestorsOf } from './ids.ts';
import type { Envelope, ThreadNode } from './types.ts';

/**
 * Puts mails under the mails that they answer, as J. Zawinski's algorithm does (https://www.jwz.org/doc/threading.html), but never by
 * subject alone: a reused subject is no answer.
 *
 *     <1>                      <1>
 *     <3> refers to <1> <2>    └ <2>  a ghost: only others know it
 *     <4> refers to <2>            ├ <3>
 *                                  └ <4>
 */
type Container = {
  readonly id: string;
  envelope: Envelope | null;
  parent: Container | null;
  readonly children: Set<Container>;
  /** Towards the first of its connected set: two that are not connected make no loop. */
  set: Container;
};

/** The trees of the mails, whatever their order; each mail is in them once, of those with one id the first. */
export function threadTree(envelopes: readonly Envelope[]): readonly ThreadNode[] {
  const containers = new Map<string, Container>();
  const known = (id: string): Container => {
    let container = containers.get(id);
    if (container === undefined) {
      container = { id, envelope: null, parent: null, children: new Set(), set: undefined as unknown as Container };
      container.set = container;
      containers.set(id, container);
    }
    return container;
  };
  // the oldest first, so that what came first has its say first and the order of the input none
  for (const [index, envelope] of [...envelopes].sort(byAge).entries()) {
    const own = known(envelope.messageId ?? `(${index})`);
    if (own.envelope !== null) continue;
    own.envelope = envelope;
    const ancestors = ancestorsOf(envelope).map(known);
    for (const [at, ancestor] of ancestors.entries()) {
      const above = ancestors[at - 1];
      // References that others gave are believed where nothing is known yet
      if (above !== undefined && ancestor.parent === null && ancestor.envelope === null) link(ancestor, above);
    }
    const answered = ancestors.at(-1);
    if (answered !== undefined) link(own, answered);
  }
  return prune([...containers.values()].filter(({ parent }) => parent === null));
}

/** Puts a container below another, away from where it was, unless that made a loop. */
function link(child: Container, parent: Container): void {
  const [one, other] = [setOf(child), setOf(parent)];
  if (one === other && isBelow(parent, child)) return;
  one.set = other;
  child.parent?.children.delete(child);
  child.parent = parent;
  parent.children.add(child);
}

function setOf(container: Container): Container {
  let top = container;
  while (top.set !== top) top = top.set;
  for (let at = container; at !== top; ) {
    const next = at.set;
    at.set = top;
    at = next;
  }
  return top;
}

function isBelow(container: Container, above: Container): boolean {
  for (let at: Container | null = container; at !== null; at = at.parent) if (at === above) return true;
  return false;
}

/**
 * Plain nodes, from the leaves up and without recursion, for a thread may be deeper than the stack. A ghost that nobody answers goes,
 * and so does one with a single answer, which takes its place.
 */
function prune(roots: readonly Container[]): readonly ThreadNode[] {
  const above: Container[] = [...roots];
  for (const container of above) above.push(...container.children);
  const made = new Map<Container, { readonly node: ThreadNode; readonly date: string }>();
  for (const container of above.reverse()) {
    const below = [...container.children].flatMap((child) => made.get(child) ?? []).sort(byDate);
    if (container.envelope === null && below.length < 2) {
      if (below[0] !== undefined) made.set(container, below[0]);
      continue;
    }
    const date = container.envelope?.date ?? below[0]?.date ?? '';
    const children = below.map(({ node }) => node);
    made.set(container, { node: { id: container.id, envelope: container.envelope, children }, date });
  }
  return roots
    .flatMap((root) => made.get(root) ?? [])
    .sort(byDate)
    .map(({ node }) => node);
}

type Dated = { readonly node: ThreadNode; readonly date: string };
const byDate = (a: Dated, b: Dated): number => compare(a.date, b.date) || compare(a.node.id, b.node.id);

const byAge = (a: Envelope, b: Envelope): number =>
  compare(a.date ?? '', b.date ?? '') || compare(a.messageId ?? '', b.messageId ?? '') || compare(...texts(a, b));

/** Mails without an id and of the same second are told apart by all that is known of them. */
const texts = (a: Envelope, b: Envelope): [string, string] => [JSON.stringify(a), JSON.stringify(b)];
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
