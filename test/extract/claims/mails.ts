import { findClaims } from '../../../src/extract/claims/index.ts';
import type { Block, Claim, Diagram, MailNode, MailTree } from '../../../src/extract/types.ts';

/** A prose block of the author's own, beginning on `line`. */
export function prose(line: number, text: string, depth = 0, type: Block['type'] = 'prose'): Block {
  const lines = text.split('\n');
  const end = { line: line + lines.length - 1, column: (lines.at(-1)?.length ?? 0) + 1 };
  return { type, depth, lines, position: { start: { line, column: 1 }, end } };
}

export function quoted(...children: MailNode[]): MailNode {
  return { type: 'quote', depth: 1, children };
}

/** A drawing of which only its place matters here. */
export function drawn(first: number, last: number, depth = 0): Diagram {
  return {
    lines: [first, last],
    quoted: depth,
    notation: 'columns',
    kind: 'race',
    lanes: ['CPU0', 'CPU1'],
    steps: [],
    mentions: [],
    chain: [],
    alternatives: [],
    doubts: [],
    answers: [],
  };
}

export function claimsOf(children: readonly MailNode[], diagrams: readonly Diagram[] = [drawn(50, 60)]): Claim[] {
  const tree: MailTree = { type: 'mail', children: [...children] };
  return findClaims(tree, diagrams, { subject: null, date: null, lines: [] });
}

/** The claims of one paragraph that begins on line 1. */
export function claimsIn(text: string): Claim[] {
  return claimsOf([prose(1, text)]);
}
