import type { Diagram, Step } from '../../../extract/types.ts';
import type { Goal, ScenarioStep, Statement } from '../../types.ts';
import type { Draft } from '../draft.ts';
import { freeInTheEnd } from './leaks.ts';
import { declarePlainAccesses } from './plain-accesses.ts';

/** Failures that are a marked step being reached, or a comparison at it: the check that the machine makes there. */
export function addCheck(goal: Goal, diagram: Diagram, draft: Draft): void {
  if (goal.failure === 'torn') addTornCheck(draft);
  if (goal.failure === 'data-race') declarePlainAccesses(draft);
  if (goal.failure === 'leak') freeInTheEnd(draft);
  const step = diagram.steps.find((each) => each.id === goal.step);
  if (step === undefined) return;
  const steps = draft.lanes[step.lane] as ScenarioStep[];
  // `WARN_ON(x)` says itself what must not be
  if (draft.statementsOf(step).some((each) => each.is === 'check' && each.failure === goal.failure)) return;
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
