import { type Diagram, FAILURES, type Failure, type Step } from '../../extract/types.ts';
import { isVerb } from '../statements.ts';
import type { Declaration, Goal, ScenarioStep, Statement } from '../types.ts';
import type { Draft } from './draft.ts';

/**
 * Failures that only a `check` statement shows, or one of these verbs, or what is declared of these kinds: without one the machine has
 * nothing to look for.
 */
const NEEDS_CHECK: ReadonlyMap<Failure, { readonly verbs: readonly string[]; readonly kinds: readonly string[] }> =
  new Map([
    ['stale-read', { verbs: ['read'], kinds: [] }],
    ['torn', { verbs: [], kinds: ['wide'] }],
    ['wrong-state', { verbs: [], kinds: [] }],
    // sleeping while atomic
    ['warning', { verbs: ['preempt-disable', 'bh-disable', 'irq-disable', 'irq-save'], kinds: ['spinlock'] }],
  ]);

/** Failures that show only on something declared for it. */
const NEEDS_DECLARATION: Readonly<Partial<Record<Failure, (declaration: Declaration) => boolean>>> = {
  leak: ({ options }) => options.some(({ word }) => word === 'must-free'),
  'data-race': ({ kind }) => kind === 'plain',
};

/** Whether a run of these steps could show the failure at all; `declarations` are asked where they are given. */
export function canShow(
  failure: Failure,
  lanes: readonly (readonly ScenarioStep[])[],
  declarations: readonly Declaration[] | null = null,
): boolean {
  const isNeeded = NEEDS_DECLARATION[failure];
  if (declarations !== null && isNeeded && !declarations.some(isNeeded)) return false;
  const needed = NEEDS_CHECK.get(failure);
  if (needed === undefined || declarations?.some(({ kind }) => needed.kinds.includes(kind))) return true;
  const shows = (each: Statement) =>
    (each.is === 'check' && each.failure === failure) || isVerb(each, ...needed.verbs) || warnsItself(failure, each);
  return lanes.some((steps) => steps.some((step) => step.statements.some(shows)));
}

/**
 * What to look for: what a cell says, else what the prose says, else what the shape of the steps allows. Adds the checks that
 * the machine makes for it. What only the prose names and the steps cannot show gives way to the shape; what a cell
 * names stays, and the judge says that it cannot be looked for.
 */
export function settleGoals(diagram: Diagram, draft: Draft): Goal[] {
  const goals: Goal[] = [];
  const add = (failure: Failure, step: Step | null, line: number | null, basis: Goal['basis']) => {
    const goal: Goal = { failure, step: step?.id ?? null, line, basis };
    if (!goals.some((known) => known.failure === failure)) goals.push(goal);
    return goal;
  };
  for (const step of diagram.steps) {
    if (step.failure) addCheck(add(step.failure, failingStep(diagram, step), step.line, 'shown'), diagram, draft);
  }
  if (diagram.kind === 'lockdep' || diagram.kind === 'deadlock') add('deadlock', null, stuckAt(diagram), 'shown');
  // a drawing about barriers asks what a reordering could bring
  if (goals.length === 0 && diagram.kind === 'ordering') add('reordering', null, null, 'shown');
  if (goals.length === 0) {
    const nearestFirst = [...diagram.mentions].sort((a, b) => FROM.indexOf(a.from) - FROM.indexOf(b.from));
    for (const { failure, line, from } of nearestFirst) {
      addCheck({ failure, step: null, line, basis: 'shown' }, diagram, draft);
      if (canShow(failure, draft.lanes)) add(failure, null, from === 'cell' ? line : null, 'shown');
    }
  }
  // a drawing that shows how nothing goes wrong is armed with all that its steps could show
  if (goals.length === 0 || diagram.kind === 'correct') {
    for (const failure of shapeFailures(draft)) {
      // that the locks of a claimed race do not deadlock says nothing about it
      if (diagram.kind === 'correct' || (failure !== 'deadlock' && failure !== 'reordering'))
        add(failure, null, null, 'assumed');
    }
  }
  return goals;
}
const FROM = ['cell', 'prose', 'subject'];

/** A mark on a row of its own means the step above it in its lane. */
function failingStep(diagram: Diagram, step: Step): Step {
  if (step.op !== 'fail' && step.op !== 'note') return step;
  const before = diagram.steps.filter(
    (each) => each.lane === step.lane && each.line < step.line && each.op !== 'note' && each.op !== 'fail',
  );
  return before.at(-1) ?? step;
}

/** Two writers of a sequence counter at once are a warning, without a check. */
function warnsItself(failure: Failure, statement: Statement): boolean {
  return failure === 'warning' && statement.is === 'verb' && statement.verb === 'write-begin';
}

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
    when: (verbs, draft) =>
      verbs.has('use') && [...draft.lanes].flat().some((step) => step.statements.some(storesNull)),
  },
  { failure: 'lost-update', when: (verbs, draft) => verbs.has('commit') || draft.lanes.some(readsAndWritesBack) },
  { failure: 'reordering', when: (verbs) => verbs.has('barrier') },
  { failure: 'deadlock', when: (verbs) => verbs.has('lock') },
  {
    failure: 'hang',
    when: (verbs) =>
      ['sleep', 'wait', 'wait-completion', 'flush', 'cancel-sync', 'wait-readers'].some((each) => verbs.has(each)),
  },
];

function shapeFailures(draft: Draft): Failure[] {
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

function storesNull(statement: Statement): boolean {
  return statement.is === 'assign' && statement.value.is === 'number' && statement.value.value === 0;
}

/** Failures that are a marked step being reached, or a comparison at it: the check that the machine makes there. */
function addCheck(goal: Goal, diagram: Diagram, draft: Draft): void {
  if (goal.failure === 'torn') addTornCheck(draft);
  const step = diagram.steps.find((each) => each.id === goal.step);
  if (step === undefined) return;
  const steps = draft.lanes[step.lane] as ScenarioStep[];
  const at = steps.findLastIndex((each) => each.id === step.id);
  const check = at < 0 ? null : checkFor(goal, step, draft);
  if (check)
    steps[at] = { ...(steps[at] as ScenarioStep), statements: [...(steps[at] as ScenarioStep).statements, check] };
}

function checkFor(goal: Goal, step: Step, draft: Draft): Statement | null {
  if (goal.failure === 'wrong-state' || goal.failure === 'warning') {
    // reached with its noted facts, which stand as guards before it; without any the mark would say nothing
    const hasGuard = (draft.lanes[step.lane] ?? []).some((each) =>
      each.statements.some((statement) => statement.is === 'noted' || statement.is === 'if'),
    );
    if (!hasGuard) return null;
    draft.assume(`the failure is that line ${step.line} is reached with what is noted before it`, step.line, 'shown');
    return { is: 'check', condition: { is: 'number', value: 0 }, failure: goal.failure };
  }
  if (goal.failure === 'stale-read') {
    const pair = lastLoad(draft, step.lane);
    if (pair === null) return null;
    draft.assume(`the failure is that ${pair.local} is not what ${pair.shared} holds by then`, step.line, 'shown');
    return {
      is: 'check',
      condition: {
        is: 'binary',
        operator: '==',
        left: { is: 'name', name: pair.local },
        right: { is: 'name', name: pair.shared },
      },
      failure: 'stale-read',
    };
  }
  return null;
}

/** The lane's last `local = shared` whose source another lane writes. */
function lastLoad(draft: Draft, lane: number): { local: string; shared: string } | null {
  const writtenByOthers = new Set(
    draft.lanes.flatMap((steps, other) =>
      other === lane
        ? []
        : steps.flatMap((step) => step.statements.flatMap((each) => (each.is === 'assign' ? [each.target] : []))),
    ),
  );
  const loads = (draft.lanes[lane] ?? []).flatMap((step) =>
    step.statements.flatMap((each) =>
      each.is === 'assign' && each.value.is === 'name' && writtenByOthers.has(each.value.name)
        ? [{ local: each.target, shared: each.value.name }]
        : [],
    ),
  );
  return loads.at(-1) ?? null;
}

/**
 * A torn pair: one lane stores two cells, another loads both. It is torn where one load saw the new value and the other the old.
 */
function addTornCheck(draft: Draft): void {
  for (const [reader, steps] of draft.lanes.entries()) {
    const loads = steps.flatMap((step, at) =>
      step.statements.flatMap((each) =>
        each.is === 'assign' && each.value.is === 'name' ? [{ local: each.target, shared: each.value.name, at }] : [],
      ),
    );
    for (const [writer, other] of draft.lanes.entries()) {
      if (writer === reader) continue;
      const stores = other.flatMap((step) =>
        step.statements.flatMap((each) =>
          each.is === 'assign' && loads.some(({ shared }) => shared === each.target)
            ? [{ target: each.target, value: each.value }]
            : [],
        ),
      );
      const [first, second] = stores;
      if (first === undefined || second === undefined || first.target === second.target) continue;
      const pair = [first, second].map(({ target, value }) => ({
        load: loads.find(({ shared }) => shared === target),
        value,
      }));
      const last = Math.max(...pair.map(({ load }) => load?.at ?? 0));
      const sides = pair.map(
        ({ load, value }) =>
          ({ is: 'binary', operator: '==', left: { is: 'name', name: load?.local ?? '' }, right: value }) as const,
      );
      const at = steps[last];
      if (at === undefined) continue;
      draft.assume(
        `${first.target} and ${second.target} belong together: seeing one new and one old is the failure`,
        null,
        'shown',
      );
      const [left, right] = sides as [(typeof sides)[number], (typeof sides)[number]];
      steps[last] = {
        ...at,
        statements: [
          ...at.statements,
          { is: 'check', condition: { is: 'binary', operator: '==', left, right }, failure: 'torn' },
        ],
      };
      return;
    }
  }
}

/** Where a drawn deadlock is complete: at the last lock or wait. */
const stuckAt = ({ steps, lines }: Diagram): number =>
  steps.findLast(({ op }) => /^(?:lock|wait|cancel|fail)$/.test(op))?.line ?? lines[0];
