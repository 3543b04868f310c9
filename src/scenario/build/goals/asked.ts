import type { Comparison, Diagram, Outcome } from '../../../extract/types.ts';
import { name } from '../../expressions.ts';
import type { Expression } from '../../types.ts';
import type { Draft } from '../draft.ts';
import { normalTerm } from '../terms.ts';

/**
 * The one outcome that the words at the drawing name, as what must hold in the end: every name in it is a variable of the drawing, or a
 * register that one lane reads into. Where several are named (a list of all that can be) none is what is asked about.
 */
export function askedOutcome(
  diagram: Diagram,
  draft: Draft,
): { readonly when: Expression; readonly line: number } | null {
  const conditions = (diagram.outcomes ?? []).flatMap((outcome) => conditionOf(outcome, diagram, draft) ?? []);
  const [first, ...others] = conditions;
  if (first === undefined || others.some(({ when }) => JSON.stringify(when) !== JSON.stringify(first.when)))
    return null;
  draft.assume('the outcome that is asked about is that of the words at the drawing', first.line, 'shown');
  return first;
}

function conditionOf(
  { comparisons, line }: Outcome,
  diagram: Diagram,
  draft: Draft,
): { readonly when: Expression; readonly line: number } | null {
  const parts = comparisons.map((each) => partOf(each, diagram, draft));
  const known = parts.filter((part): part is Expression => part !== null);
  const [first, ...others] = known;
  if (first === undefined || known.length < parts.length) return null;
  const when = others.reduce((left, right): Expression => ({ is: 'binary', operator: '&&', left, right }), first);
  return { when, line };
}

function partOf({ left, is, right }: Comparison, diagram: Diagram, draft: Draft): Expression | null {
  const written = normalTerm(left);
  const lanes = new Set(
    diagram.steps.flatMap(({ lane, effects }) =>
      effects.some((effect) => effect.do === 'load' && normalTerm(effect.into) === written) ? [lane] : [],
    ),
  );
  const [own = 0] = lanes;
  const location = draft.symbols.location(written, own);
  const isKnown = lanes.size === 1 || (lanes.size === 0 && draft.isAssigned(location));
  if (!isKnown || draft.declarations.get(location)?.kind !== 'cell') return null;
  return { is: 'binary', operator: is, left: name(location), right: draft.storedValue(right, own) };
}
