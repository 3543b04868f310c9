import type { Envelope, ThreadNode } from '../../../src/ingest/threads/types.ts';

/** A mail `<name@x>` that answers those named, the nearest last; its day is `day`. */
export function envelope(name: string, references: readonly string[] = [], changes: Partial<Envelope> = {}): Envelope {
  return {
    messageId: `<${name}@x>`,
    inReplyTo: null,
    references: references.map((other) => `<${other}@x>`),
    subject: 'a race',
    from: 'Ann <ann@example.org>',
    date: null,
    ...changes,
  };
}

export const onDay = (day: number): { readonly date: string } => ({
  date: new Date(Date.UTC(2024, 0, 1 + day)).toISOString(),
});

/** `a(b(c) d)`; a ghost has a `?`. Only for trees that are not deep. */
export function shape(nodes: readonly ThreadNode[]): string {
  return nodes
    .map(({ id, envelope, children }) => {
      const name = id.replace(/^<|@x>$/g, '') + (envelope === null ? '?' : '');
      return children.length === 0 ? name : `${name}(${shape(children)})`;
    })
    .join(' ');
}

/** Every node, without recursion. */
export function allNodes(nodes: readonly ThreadNode[]): ThreadNode[] {
  const all = [...nodes];
  for (const node of all) all.push(...node.children);
  return all;
}
