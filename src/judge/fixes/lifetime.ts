import { namesInExpression } from '../../scenario/expressions.ts';
import { isVerb, targetOf, verb } from '../../scenario/statements.ts';
import type { Lane, Scenario, Statement } from '../../scenario/types.ts';
import { declared, lineOf, mapLanes, mapSteps, newStep, withDeclaration, withLastStep, withSteps } from '../edit.ts';
import { drawnLanes } from './hold-lock.ts';
import type { Candidate, Fix } from './types.ts';

/** The lane that uses an object counts itself in before its first use and out after its last. */
export const takeReference: Fix = (scenario) =>
  drawnLanes(scenario).flatMap((laneIndex): Candidate[] => {
    const lane = scenario.lanes[laneIndex];
    if (lane === undefined) return [];
    const used = lane.steps.flatMap((step) =>
      step.statements.flatMap((statement) => (isVerb(statement, 'use') ? (targetOf(statement) ?? []) : [])),
    );
    const others = scenario.lanes.some(
      (other, index) =>
        index !== laneIndex &&
        other.steps.some((step) => step.statements.some((statement) => isVerb(statement, 'put', 'free'))),
    );
    return [...new Set(used)].flatMap((pointer): Candidate[] => {
      if (!others) return [];
      const first = lane.steps.findIndex((step) =>
        step.statements.some((statement) => namesPointer(statement, pointer)),
      );
      // right where the pointer is fetched, where it is fetched: otherwise it may be gone by then
      const steps = lane.steps.map((step, at) =>
        at === first ? { ...step, statements: [...withGet(step.statements, pointer)] } : step,
      );
      const last = newStep(scenario, [verb('put', pointer)], `drops its reference on ${pointer}`);
      // a free becomes the drop of a reference, since others may hold one now
      const counted = mapLanes(scenario, (each, index) =>
        index === laneIndex
          ? { ...each, steps: [...steps, last] }
          : mapSteps(each, (step) => ({
              ...step,
              statements: step.statements.map((statement) =>
                isVerb(statement, 'free') ? { ...statement, verb: 'put' } : statement,
              ),
            })),
      );
      return [
        {
          kind: 'take-reference',
          text: `have ${lane.name} take a reference on ${pointer} where it gets it`,
          scenario: counted,
          size: 2,
        },
      ];
    });
  });

/** Readers enter a read-side section, and the free waits for them. */
export const waitForReaders: Fix = (scenario) =>
  scenario.lanes.flatMap((lane, laneIndex): Candidate[] => {
    const free = lane.steps.findIndex((step) => step.statements.some((statement) => isVerb(statement, 'free')));
    if (free < 0) return [];
    const domain = declared(scenario, 'readers')[0] ?? 'rcu';
    const withReaders = withDeclaration(scenario, 'readers', domain);
    const wait = newStep(scenario, [verb('wait-readers', domain)], 'waits for readers (synchronize_rcu)');
    const text = `wait for the ${domain} readers before ${stepPlace(lane.steps[free]?.id)} frees`;
    const changed = mapLanes(withReaders, (each, index) => {
      if (index === laneIndex)
        return { ...each, steps: [...each.steps.slice(0, free), wait, ...each.steps.slice(free)] };
      const reads = each.steps.some((step) => step.statements.some((statement) => isVerb(statement, 'read-lock')));
      if (each.implied || reads || declared(scenario, 'readers').length > 0) return each;
      const enter = newStep(scenario, [verb('read-lock', domain)], 'enters a read-side section', 1 + index * 2);
      const leave = newStep(scenario, [verb('read-unlock', domain)], 'leaves its read-side section', 2 + index * 2);
      return { ...each, steps: [enter, ...withLastStep(each.steps, leave)] };
    });
    return [{ kind: 'wait-readers', text, scenario: changed, size: 2 }];
  });

/** Deferred work is cancelled and waited for before what it uses goes away. */
export const cancelAndWait: Fix = (scenario) =>
  declared(scenario, 'work').flatMap((work): Candidate[] =>
    scenario.lanes.flatMap((lane, laneIndex): Candidate[] => {
      const cancel = lane.steps.findIndex((step) =>
        step.statements.some((statement) => isVerb(statement, 'cancel') && targetOf(statement) === work),
      );
      const free = lane.steps.findIndex((step) =>
        step.statements.some((statement) => isVerb(statement, 'free', 'put')),
      );
      if (cancel < 0 && free < 0) return [];
      const steps =
        cancel >= 0
          ? lane.steps.map((step, at) =>
              at === cancel
                ? {
                    ...step,
                    statements: step.statements.map((statement) =>
                      isVerb(statement, 'cancel') ? { ...statement, verb: 'cancel-sync' } : statement,
                    ),
                  }
                : step,
            )
          : [
              ...lane.steps.slice(0, free),
              newStep(scenario, [verb('cancel-sync', work)], `cancels ${work} and waits for it`),
              ...lane.steps.slice(free),
            ];
      const text = `cancel ${work} and wait for it in ${lane.name} before ${stepPlace(lane.steps[Math.max(cancel, free)]?.id)}`;
      return [
        {
          kind: 'cancel-sync',
          text,
          scenario: withSteps(scenario, laneIndex, steps),
          size: 2,
        },
      ];
    }),
  );

/** The pointer is looked at again right before it is used: if it is NULL by then, the lane goes to its end. */
export const checkAgain: Fix = (scenario) =>
  drawnLanes(scenario).flatMap((laneIndex): Candidate[] => {
    const lane = scenario.lanes[laneIndex];
    return (lane?.steps ?? []).flatMap((step, at): Candidate[] => {
      const use = step.statements.find((statement) => isVerb(statement, 'use'));
      const pointer = use === undefined ? null : targetOf(use);
      const shared = pointer === null ? null : sourceOf(scenario, laneIndex, pointer);
      if (shared === null || lane === undefined) return [];
      const recheck: Statement = {
        is: 'if',
        condition: {
          is: 'binary',
          operator: '==',
          left: { is: 'name', name: shared },
          right: { is: 'number', value: 0 },
        },
        goto: closingOf(lane),
      };
      const steps = [
        ...lane.steps.slice(0, at),
        newStep(scenario, [recheck], `looks at ${shared} again`),
        ...lane.steps.slice(at),
      ];
      const text = `have ${lane.name} check ${shared} again before ${stepPlace(step.id)}`;
      return [
        {
          kind: 'recheck',
          text,
          scenario: withSteps(scenario, laneIndex, steps),
          size: 1,
        },
      ];
    });
  });

/** Where a lane that gives up goes on: what only ends its critical sections, or its end. */
function closingOf({ steps }: Lane): string {
  const last = steps.findLastIndex((step) => step.statements.some((each) => !isVerb(each, 'unlock', 'read-unlock')));
  return steps.slice(last + 1).find((step) => step.statements.length > 0)?.id ?? 'end';
}

/** The shared pointer that a lane's pointer was loaded from, or itself where another lane stores to it. */
function sourceOf(scenario: Scenario, laneIndex: number, pointer: string): string | null {
  const stores = (target: string) =>
    scenario.lanes.some(
      (lane, index) =>
        index !== laneIndex &&
        lane.steps.some((step) =>
          step.statements.some((statement) => statement.is === 'assign' && statement.target === target),
        ),
    );
  if (stores(pointer)) return pointer;
  const load = scenario.lanes[laneIndex]?.steps
    .flatMap((step) => step.statements)
    .findLast(
      (statement) => statement.is === 'assign' && statement.target === pointer && statement.value.is === 'name',
    );
  return load?.is === 'assign' && load.value.is === 'name' && stores(load.value.name) ? load.value.name : null;
}

/** The reference is taken as soon as the pointer is known: right after the load, or before the first use, while the object is alive. */
function withGet(statements: readonly Statement[], pointer: string): Statement[] {
  const load = statements.findLastIndex(
    (statement) =>
      (statement.is === 'assign' && statement.target === pointer) ||
      (statement.is === 'noted' && namesInExpression(statement.condition).includes(`${pointer}.live`)),
  );
  return [...statements.slice(0, load + 1), verb('get', pointer), ...statements.slice(load + 1)];
}

function namesPointer(statement: Statement, pointer: string): boolean {
  return (
    (statement.is === 'assign' && statement.target === pointer) ||
    (isVerb(statement, 'use') && targetOf(statement) === pointer)
  );
}

function stepPlace(id: string | undefined): string {
  const line = lineOf(id ?? '');
  return line === null ? 'it' : `line ${line}`;
}
