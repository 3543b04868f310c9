import { namesInExpression } from '../../scenario/expressions.ts';
import { isVerb, namesOf, targetOf } from '../../scenario/statements.ts';
import type { ScenarioStep } from '../../scenario/types.ts';
import { declared, lineOf, mapLanes, mapSteps, withSteps } from '../edit.ts';
import type { Why } from '../types.ts';
import { eachStatement } from './each-statement.ts';
import type { Relaxation, Relaxed } from './types.ts';

/** Verbs that hold a lane up until others are done, and what the lane is said to do: "CPU0 flushes pte on line 34". */
const WAITS: Readonly<Record<string, (target: string) => string>> = {
  'wait-readers': (target) => `waits for the ${target} readers`,
  'wait-completion': (target) => `waits for ${target}`,
  flush: (target) => `flushes ${target}`,
  'flush-deferred': () => 'does the flushes that it has deferred',
  get: (target) => `takes a reference on ${target}`,
  'read-lock': (target) => `is in a ${target} read-side section`,
  'rcu-barrier': (target) => `waits for the callbacks of ${target}`,
  'wait-frozen': (target) => `waits until nobody is inside ${target}`,
  kill: (target) => `waits until ${target} has run`,
  stop: (target) => `waits for ${target} to exit`,
  park: (target) => `waits for ${target} to park`,
};

/** Verbs that wait for what runs, each with the one that does the same without waiting. */
const WAITS_FOR_A_RUN: Readonly<Record<string, string>> = {
  'cancel-sync': 'cancel',
  'shutdown-sync': 'shutdown',
  'disable-sync': 'disable',
};

/** Each wait, flush, and reference is taken away, one at a time. */
export const withoutEachWait: Relaxation = (scenario) =>
  eachStatement(scenario, (statement, step, lane) => {
    // what an actor that no column shows begins with is how it comes in, no wait that somebody wrote
    const begins = scenario.lanes[lane]?.implied && scenario.lanes[lane].steps[0] === step;
    if (statement.is === 'await') return begins ? null : { kind: 'wait', text: 'waits', statement: null };
    if (statement.is !== 'verb') return null;
    const describe = WAITS[statement.verb];
    if (describe) return { kind: 'wait', text: describe(targetOf(statement) ?? ''), statement: null };
    const hasty = WAITS_FOR_A_RUN[statement.verb];
    if (hasty === undefined) return null;
    const text = `waits for ${targetOf(statement)} to stop running`;
    return { kind: 'wait', text, statement: { ...statement, verb: hasty } };
  });

/**
 * A condition on what the lane itself holds, `if (!p) return`, before it goes on. Conditions on shared cells are not taken as what
 * excludes a failure: without a lock that is for the memory model to say.
 */
export const withoutLocalChecks: Relaxation = (scenario) => {
  const fixed = new Set(['null', ...declared(scenario, 'constant')]);
  return eachStatement(scenario, (statement, step, laneIndex) => {
    const isTest = statement.is === 'if' || (statement.is === 'noted' && /^\W*(?:if|while|unless)\b/.test(step.text));
    if (!isTest) return null;
    const names = namesInExpression(statement.condition).filter((name) => !fixed.has(name));
    const isLocal = names.every((name) =>
      scenario.lanes.every(
        (lane, index) =>
          index === laneIndex || !lane.steps.some((each) => each.statements.some((own) => namesOf(own).includes(name))),
      ),
    );
    return isLocal ? { kind: 'order', text: `tests "${step.text}"`, statement: null } : null;
  });
};

/** The sleeper enters the queue only when it goes to sleep, after it looked at its condition. */
export const prepareLate: Relaxation = (scenario) =>
  scenario.lanes.flatMap((lane, laneIndex): Relaxed[] => {
    const prepare = lane.steps.findIndex((step) =>
      step.statements.some((statement) => isVerb(statement, 'prepare-wait')),
    );
    const sleep = lane.steps.findIndex((step) => step.statements.some((statement) => isVerb(statement, 'sleep')));
    const moved = lane.steps[prepare]?.statements.find((statement) => isVerb(statement, 'prepare-wait'));
    if (moved === undefined || sleep <= prepare + 1) return [];
    const without = lane.steps.map((step, index) =>
      index === prepare ? { ...step, statements: step.statements.filter((statement) => statement !== moved) } : step,
    );
    const steps = [
      ...without.slice(0, sleep),
      { ...(lane.steps[prepare] as ScenarioStep), statements: [moved] },
      ...without.slice(sleep),
    ];
    const line = lineOf(lane.steps[prepare]?.id ?? '');
    const why: Why = {
      kind: 'order',
      text: `${lane.name} is on the queue before it looks at its condition${line === null ? '' : ` (line ${line})`}`,
      lines: line === null ? [] : [line],
    };
    return [{ scenario: withSteps(scenario, laneIndex, steps), why }];
  });

/** `wait_event` looks at its condition before it sleeps; without the look it relies on the wake-up alone. */
export const sleepWithoutLooking: Relaxation = (scenario) =>
  scenario.lanes.flatMap((lane, laneIndex): Relaxed[] =>
    lane.steps.flatMap((step, at): Relaxed[] => {
      const wait = step.statements.find((statement) => isVerb(statement, 'wait'));
      const queue = wait === undefined ? null : targetOf(wait);
      if (queue === null) return [];
      const blind: ScenarioStep[] = [
        { ...step, statements: [{ is: 'verb', verb: 'prepare-wait', operands: [{ is: 'name', name: queue }] }] },
        { ...step, statements: [{ is: 'verb', verb: 'sleep', operands: [{ is: 'name', name: queue }] }] },
      ];
      const line = lineOf(step.id);
      return [
        {
          scenario: mapLanes(scenario, (each, index) =>
            index === laneIndex ? mapSteps(each, (own, i) => (i === at ? blind : own)) : each,
          ),
          why: {
            kind: 'order',
            text: `${lane.name} looks at its condition before it sleeps`,
            lines: line === null ? [] : [line],
          },
        },
      ];
    }),
  );
