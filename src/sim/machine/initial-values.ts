import type { Declaration, Expression } from '../../scenario/types.ts';
import { PRIMITIVES } from './primitives/index.ts';
import type { Compiler, State } from './types.ts';

/** Stated limit: more initial states than this are refused. */
export const MOST_INITIAL_STATES = 4096;

const FORMS = new Map(
  PRIMITIVES.flatMap(({ kinds }) => Object.entries(kinds).map(([kind, { form }]) => [kind, form] as const)),
);

/** Refuses what the kind's form does not have: values, several values, options. So nothing that is written is passed over. */
export function checkForm({ kind, values, options, at }: Declaration, compiler: Compiler): void {
  const form = FORMS.get(kind);
  if (form === undefined) {
    const known = [...FORMS.keys()].join(', ');
    compiler.fail(at, `"${kind}" can neither be declared nor done here; what can be declared: ${known}`);
    return;
  }
  // what stands behind the name: `[refs N] [unallocated | freed]`; `in` is no option
  const words = new Set([...form.slice(kind.length).matchAll(/\b(?!in\b)[a-z][\w-]*/g)].map(([word]) => word));
  const unknown = options.find(({ word }) => !words.has(word));
  if (unknown) compiler.fail(at, `"${unknown.word}" is no option here; it is written: ${form}`);
  if (values.length > 0 && !form.includes('=')) compiler.fail(at, `it has no initial value; it is written: ${form}`);
  if (values.length > 1 && !form.includes(' in '))
    compiler.fail(at, `it has one initial value; it is written: ${form}`);
  const takesValue = (word: string) => form.includes(`${word} N`) || form.includes(`${word} (`);
  const missing = options.find(({ word, value }) => takesValue(word) !== (value !== null));
  if (missing) compiler.fail(at, `"${missing.word}" is given wrongly; it is written: ${form}`);
}

/** Things that others refer to come first: constants, objects, pages; TLB entries refer to ptes, callbacks to readers. */
export function orderedDeclarations(declarations: readonly Declaration[]): Declaration[] {
  const rank = (kind: string) => ORDER.indexOf(ORDER.includes(kind) ? kind : 'others');
  return [...declarations].sort((a, b) => rank(a.kind) - rank(b.kind));
}
const ORDER: readonly string[] = ['constant', 'object', 'page', 'others', 'tlb', 'callback'];

/** The integer of an initial value. */
export function constantOf(expression: Expression, compiler: Compiler): number {
  switch (expression.is) {
    case 'number':
      return expression.value;
    case 'unary': {
      const inner = constantOf(expression.operand, compiler);
      return expression.operator === '-' ? -inner : Number(inner === 0);
    }
    case 'name': {
      if (expression.name === 'null') return 0;
      const entity = compiler.entity(expression.name);
      if (entity?.access?.value.is === 'constant') return entity.access.value.value;
      const lane = compiler.laneNames.indexOf(expression.name);
      if (lane >= 0) return lane + 1;
      return compiler.fail(
        expression.at,
        `"${expression.name}" is no initial value: a number, null, a constant, an object, a page or a lane is`,
      );
    }
    case 'binary':
      return compiler.fail(undefined, 'an initial value is one number or name');
  }
}

/** One state for each choice from the domains. */
export function initialStates(domains: readonly (readonly number[])[], compiler: Compiler): State[] {
  const choices = domains.map((domain) => (domain.length === 0 ? [0] : [...new Set(domain)]));
  const count = choices.reduce((product, domain) => product * domain.length, 1);
  if (count > MOST_INITIAL_STATES)
    compiler.fail(
      undefined,
      `the initial values give ${count} initial states; ${MOST_INITIAL_STATES} is the limit`,
      'race-limit',
    );
  const several = choices.flatMap((domain, slot) => (domain.length > 1 ? [{ domain, slot }] : []));
  const first = Int32Array.from(choices, (domain) => domain[0] as number);
  return Array.from({ length: count }, (_, number) => {
    const state = Int32Array.from(first);
    let rest = number;
    // the last domain changes fastest
    for (const { domain, slot } of several.toReversed()) {
      state[slot] = domain[rest % domain.length] as number;
      rest = Math.floor(rest / domain.length);
    }
    return state;
  });
}
