import { equals, name, number } from '../../expressions.ts';
import { isVerb, namesOf, targetOf, verb } from '../../statements.ts';
import type { ScenarioStep, Statement } from '../../types.ts';
import type { Draft } from '../draft.ts';

/**
 * Where a leak is looked for: what the drawing allocates must be freed in the end, by a lane of it or by whoever finds it then in the
 * place that it was stored in.
 *
 *     CPU0                       CPU1
 *     kfree(tub->buffer)
 *                                tub->buffer = kmalloc(...)
 *     tub->buffer = NULL                                       nobody finds it any more
 *
 * Whoever finds it is an actor of its own, which frees what the place holds when all lanes have ended.
 */
export function freeInTheEnd(draft: Draft): void {
  const statements = draft.lanes.flat().flatMap((step) => step.statements);
  const allocations = statements.flatMap((each) => {
    const [made, into] = isVerb(each, 'alloc') ? [targetOf(each), each.operands.at(-1)] : [null, undefined];
    return made !== null && into?.is === 'name' ? [{ made, into: into.name }] : [];
  });
  if (allocations.length === 0) return;
  if (draft.declarations.has(ENDED)) return;
  for (const { made } of allocations) draft.declarations.get(made)?.options.push({ word: 'must-free', value: null });
  const isStoredFrom = (each: Statement, into: string): boolean =>
    each.is === 'assign' && each.value.is === 'name' && each.value.name === into;
  const places = new Set(
    allocations.flatMap(({ into }) => [
      ...(isShared(into, draft) ? [into] : []),
      ...statements.flatMap((each) => (isStoredFrom(each, into) && each.is === 'assign' ? [each.target] : [])),
    ]),
  );
  if (places.size === 0) return;
  draft.declare('cell', ENDED, [number(0)]);
  for (const lane of draft.lanes.keys()) countEnd(lane, draft);
  for (const place of places) {
    draft.impliedLanes.push({
      name: 'last_user',
      title: null,
      steps: [
        {
          statements: [{ is: 'await', condition: equals(name(ENDED), number(draft.lanes.length)) }],
          text: 'comes when all lanes have ended',
        },
        {
          statements: [{ is: 'if', condition: equals(name(place), number(0)), goto: 'end' }, verb('free', place)],
          text: `frees what ${place} holds`,
        },
      ],
    });
  }
  draft.assume(`what ${[...places].join(' and ')} holds when all lanes have ended is freed then`, null, 'assumed');
}

/** Other lanes can find there what was stored: no local variable of one lane. */
function isShared(place: string, draft: Draft): boolean {
  return (
    draft.lanes.filter((steps) =>
      steps.some(({ statements }) => statements.some((each) => namesOf(each).includes(place))),
    ).length > 1
  );
}

const ENDED = 'lanes that have ended';

/** Counts the lane when it has ended, on whatever way it got there. */
function countEnd(lane: number, draft: Draft): void {
  const ended = name(ENDED);
  const last: ScenarioStep = {
    id: draft.impliedId(),
    statements: [
      { is: 'assign', target: ENDED, value: { is: 'binary', operator: '+', left: ended, right: number(1) } },
    ],
    text: 'has ended',
  };
  const steps = (draft.lanes[lane] ?? []).map((step) => ({
    ...step,
    statements: step.statements.map((each) =>
      each.is === 'if' && each.goto === 'end' ? { ...each, goto: last.id } : each,
    ),
  }));
  draft.lanes[lane] = [...steps, last];
}
