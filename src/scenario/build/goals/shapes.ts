import { FAILURES, type Failure } from '../../../extract/types.ts';
import { namesInExpression } from '../../expressions.ts';
import { isVerb } from '../../statements.ts';
import type { ScenarioStep } from '../../types.ts';
import type { Draft } from '../draft.ts';

/** Which statements make which failure possible. */
const SHAPES: readonly {
  readonly failure: Failure;
  readonly when: (verbs: ReadonlySet<string>, draft: Draft) => boolean;
}[] = [
  {
    failure: 'use-after-free',
    when: (verbs) =>
      (verbs.has('free') || verbs.has('put')) && (verbs.has('use') || verbs.has('get') || verbs.has('put')),
  },
  { failure: 'double-free', when: (verbs) => verbs.has('free') },
  {
    failure: 'null-deref',
    when: (verbs, draft) => verbs.has('use') && storesNull(draft),
  },
  { failure: 'lost-update', when: (verbs, draft) => verbs.has('commit') || draft.lanes.some(readsAndWritesBack) },
  { failure: 'warning', when: (_, draft) => draft.lanes.some((steps) => steps.some(asserts)) },
  { failure: 'reordering', when: (verbs) => verbs.has('barrier') },
  { failure: 'deadlock', when: (verbs) => verbs.has('lock') },
  {
    failure: 'hang',
    when: (verbs) =>
      ['sleep', 'wait', 'wait-completion', 'flush', 'cancel-sync', 'wait-readers'].some((each) => verbs.has(each)),
  },
];

/** The failures that the steps could show, in the order of `FAILURES`. */
export function shapeFailures(draft: Draft): Failure[] {
  const verbs = new Set(
    [...draft.lanes]
      .flat()
      .flatMap((step) => step.statements.map((statement) => (statement.is === 'verb' ? statement.verb : statement.is))),
  );
  const possible = SHAPES.filter(({ when }) => when(verbs, draft)).map(({ failure }) => failure);
  // a page that is copied and committed is about that, whatever else could go wrong
  if (verbs.has('commit')) return ['lost-update', ...possible.filter((failure) => failure !== 'lost-update')];
  return FAILURES.filter((failure) => possible.includes(failure));
}

/** `WARN_ON(x)`. */
const asserts = ({ statements }: ScenarioStep): boolean =>
  statements.some((each) => each.is === 'check' && each.failure === 'warning');

/** `seen = x … x = seen + 1` in one lane. */
function readsAndWritesBack(steps: readonly ScenarioStep[]): boolean {
  const assignments = steps.flatMap((step) => step.statements.flatMap((each) => (each.is === 'assign' ? [each] : [])));
  return assignments.some((load) => {
    const source = load.value.is === 'name' ? load.value.name : null;
    return assignments.some(
      (store) => store.target === source && JSON.stringify(store.value).includes(JSON.stringify(load.target)),
    );
  });
}

/** `p = NULL`, where some lane dereferences p, or what was loaded from it. */
function storesNull(draft: Draft): boolean {
  const statements = draft.lanes.flat().flatMap((step) => step.statements);
  const used = new Set(
    statements.flatMap((each) => (isVerb(each, 'use') ? each.operands.flatMap(namesInExpression) : [])),
  );
  const pointers = new Set([
    ...used,
    ...statements.flatMap((each) =>
      each.is === 'assign' && used.has(each.target) ? namesInExpression(each.value) : [],
    ),
  ]);
  return statements.some(
    (each) => each.is === 'assign' && pointers.has(each.target) && each.value.is === 'number' && each.value.value === 0,
  );
}
