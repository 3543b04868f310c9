import type { Comparison, Step, Term } from '../../../extract/types.ts';
import { equals, name, number } from '../../expressions.ts';
import type { Expression, Statement } from '../../types.ts';
import type { Draft } from '../draft.ts';
import { normalTerm, splitField } from '../terms.ts';
import type { Place } from './types.ts';

/** Whether an object is on its list: a cell `listed(*p)` for each object that a drawing puts on a list, takes off or looks up. */
export function listed(draft: Draft, object: Term, lane: number): string {
  const known = draft.symbols.objectOf(object, lane) ?? draft.symbols.location(object, lane);
  return draft.declare('cell', `listed(${known})`);
}

/** Deleting twice corrupts the list; the `_init` forms leave an entry that may be deleted again. */
export function stillListed(draft: Draft, object: Term, lane: number, step: Step): Statement[] {
  if (/_init\b|_rcu\b/.test(step.text)) return [];
  return [corruptedUnless(draft, object, lane, 1)];
}

/** Adding an entry that is on a list already corrupts it; moving it does not, and a tree or a map is no list. */
export function notListedYet(draft: Draft, object: Term, lane: number, step: Step): Statement[] {
  return step.rule === 'lists/add' ? [corruptedUnless(draft, object, lane, 0)] : [];
}

function corruptedUnless(draft: Draft, object: Term, lane: number, value: number): Statement {
  const condition = equals(name(listed(draft, object, lane)), number(value));
  return { is: 'check', condition, failure: 'list-corruption' };
}

/**
 * What is freed was taken off its list before, also where the drawing leaves that out: a look-up that is drawn above the free does not
 * find the object after it. Whether that is so bars a refutation, and a drawing that shows the removal is judged by it.
 */
export function takenOffBefore(object: Term, { step, lane }: Place, draft: Draft): Statement[] {
  const known = draft.symbols.objectOf(object, lane);
  const { steps } = draft.diagram;
  const does = (each: Step, what: 'find' | 'unlink'): boolean =>
    each.effects.some(
      (effect) =>
        effect.do === what &&
        draft.symbols.objectOf(effect.do === 'find' ? effect.into : effect.object, each.lane) === known,
    );
  const finds = steps.filter((each) => each.lane !== lane && does(each, 'find'));
  const isDrawnFirst = finds.length > 0 && finds.every((each) => steps.indexOf(each) < steps.indexOf(step));
  if (known === null || !isDrawnFirst || steps.some((each) => does(each, 'unlink'))) return [];
  const why = `whether ${known} is still found after line ${step.line} has freed it is not drawn`;
  draft.unknown.push({ step: step.id, line: step.line, why, relevant: true });
  return [{ is: 'assign', target: listed(draft, object, lane), value: number(0) }];
}

/**
 * `list_empty(&p->entry)`, where the drawing puts p on a list or takes it off by that entry: asks whether p is on it. Null for the
 * head of a list, and for any other comparison.
 */
export function askedOfEntry(
  { left, is, right }: Comparison,
  holds: boolean,
  lane: number,
  draft: Draft,
): Expression | null {
  const entry = right === 'EMPTY' ? splitField(normalTerm(left)) : null;
  if (entry === null) return null;
  const object = draft.symbols.objectOf(entry.base, lane);
  const isLinked = draft.diagram.steps.some((step) =>
    step.effects.some(
      (effect) =>
        (effect.do === 'link' || effect.do === 'unlink') &&
        draft.symbols.objectOf(effect.object, step.lane) === object &&
        step.text.includes(entry.field),
    ),
  );
  if (object === null || !isLinked) return null;
  const isEmpty = (is === '==') === holds;
  return equals(name(listed(draft, entry.base, lane)), number(isEmpty ? 0 : 1));
}
