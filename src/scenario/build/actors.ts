import type { Diagram } from '../../extract/types.ts';
import { equals, number } from '../expressions.ts';
import { verb } from '../statements.ts';
import type { Draft, ImpliedLane } from './draft.ts';
import { PTE, USER_TLB } from './effects/page-table.ts';
import { normalTerm } from './terms.ts';

/** Adds the actors that a drawing presupposes and does not show. */
export function addImpliedActors(diagram: Diagram, draft: Draft): void {
  addUserThread(diagram, draft);
  addChainTasks(diagram, draft);
}

/**
 * A user thread on a further CPU keeps writing to the page while its TLB entry lets it. Without it a copy could miss nothing, so
 * it is implied wherever a page that the drawing write-protects is copied.
 */
function addUserThread(diagram: Diagram, draft: Draft): void {
  if (!draft.declarations.has(PTE)) return;
  const copy = diagram.steps.find((step) =>
    step.effects.some((effect) => effect.do === 'page-copy' || effect.do === 'page-free'),
  );
  if (copy === undefined) return;
  draft.declare('tlb', USER_TLB, [{ is: 'name', name: PTE }]);
  draft.assume(
    'a user thread on a further CPU writes to the page; its TLB entry is writable from before the protection (it starts consistent with the pte)',
    staleLine(diagram) ?? copy.line,
    staleLine(diagram) === null ? 'assumed' : 'shown',
  );
  const forever = { is: 'if', condition: equals(number(1), number(1)) } as const;
  draft.impliedLanes.push({
    name: 'user',
    title: 'user thread',
    steps: [
      {
        statements: [verb('write', 'through', USER_TLB), { ...forever, goto: SELF }],
        text: 'the user thread writes to the page through its TLB entry',
      },
    ],
  });
}

/** Replaced by the step's own id when the scenario is put together. */
export const SELF = 'self';

/** Where the drawing itself speaks of a stale entry. */
function staleLine(diagram: Diagram): number | null {
  return diagram.steps.find((step) => /\bstale\b/i.test([step.text, ...step.annotations].join(' ')))?.line ?? null;
}

/**
 * Lockdep's "Chain exists of: A --> B --> C": for each link that no drawn lane takes in that order, a further task holds the
 * first and wants the second.
 */
function addChainTasks(diagram: Diagram, draft: Draft): void {
  for (const [index, held] of diagram.chain.entries()) {
    const wanted = diagram.chain[index + 1];
    if (wanted === undefined || isDrawn(diagram, held, wanted)) continue;
    const [outer, inner] = [draft.lock(held, -1), draft.lock(wanted, -1)];
    draft.assume(
      `a further task takes ${inner} while it holds ${outer}, as the chain of the report says`,
      diagram.lines[0],
      'shown',
    );
    const lane: ImpliedLane = {
      name: `task_${draft.impliedLanes.length + 1}`,
      title: `holds ${outer}, wants ${inner}`,
      steps: [
        { statements: [verb('lock', outer)], text: `takes ${outer}` },
        { statements: [verb('lock', inner)], text: `takes ${inner}` },
        { statements: [verb('unlock', inner)], text: `releases ${inner}` },
        { statements: [verb('unlock', outer)], text: `releases ${outer}` },
      ],
    };
    draft.impliedLanes.push(lane);
  }
}

function isDrawn(diagram: Diagram, held: string, wanted: string): boolean {
  return diagram.lanes.some((_, lane) => {
    const locks = diagram.steps.flatMap((step) =>
      step.effects.flatMap((effect) => (step.lane === lane && effect.do === 'acquire' ? [effect.lock] : [])),
    );
    // lockdep prints one class with `&` and without
    const is = (one: string) => (other: string) => normalTerm(one) === normalTerm(other);
    const first = locks.findIndex(is(held));
    return first >= 0 && locks.slice(first + 1).some(is(wanted));
  });
}
