import { namesInExpression } from '../../../expressions.ts';
import type { ScenarioStep, Statement } from '../../../types.ts';
import type { Draft } from '../../draft.ts';

/**
 * What the drawing notes of values holds in its order, whatever is made of them, and what is tested and nobody changes comes out as it
 * is drawn; what a trylock gives is decided by the lock.
 */
export function takeFactsAsDrawn(draft: Draft): void {
  const changed = draft.lanes.flat().flatMap(placesChangedIn);
  const isOpen = (each: Statement): boolean =>
    each.is === 'if' &&
    !namesInExpression(each.condition).some((place) =>
      changed.some((known) => place === known || place.startsWith(`${known}.`)),
    );
  for (const [lane, steps] of draft.lanes.entries())
    draft.lanes[lane] = steps.map((step) => ({
      ...step,
      statements: step.statements.filter((each) => !isFact(each) && !isOpen(each)),
    }));
}

/** The places that a step changes, and the one that a cell assigns to what is not understood: `mine = seat_of(guest)`. */
const placesChangedIn = ({ statements, text }: ScenarioStep): string[] => [
  ...statements.flatMap(placesChangedBy),
  ...(/^\s*([A-Za-z_][\w>.-]*) ?=(?!=)/.exec(text)?.slice(1) ?? []),
];

const placesChangedBy = (each: Statement): string[] =>
  each.is === 'assign' ? [each.target] : each.is === 'verb' ? each.operands.flatMap(namesInExpression) : [];

const isFact = (each: Statement): boolean =>
  each.is === 'noted' && !namesInExpression(each.condition).some((place) => place.startsWith('got@'));
