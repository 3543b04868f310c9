import { namesInExpression } from '../../scenario/expressions.ts';
import { isVerb } from '../../scenario/statements.ts';
import type { Scenario, ScenarioStep, Statement } from '../../scenario/types.ts';
import { computed } from '../../sim/index.ts';
import { declaredLocks, lineOf, mapLanes, mapSteps, withoutStatements } from '../edit.ts';
import type { Why } from '../types.ts';

/** The scenario with one thing less that keeps accesses in order, and how to name that thing. */
export type Weakened = { readonly scenario: Scenario; readonly why: Why };

const BARRIER_WORDS: Readonly<Record<string, string>> = {
  full: 'a full barrier',
  read: 'a read barrier',
  write: 'a write barrier',
  acquire: 'an acquire',
  release: 'a release',
};

/** Every barrier, dependency through an address, lock and grace period taken away, one at a time. */
export function weakenedScenarios(scenario: Scenario): readonly Weakened[] {
  return [
    ...eachStatement(scenario, (statement, lane, step) => {
      const barrier = barrierOf(statement);
      if (barrier !== null) return { ...toWhy('order', `${lane} has ${barrier}`, step), statement: null };
      if (isVerb(statement, 'wait-readers'))
        return { ...toWhy('wait', `${lane} waits for the readers`, step), statement: null };
      const direct = withoutAddress(statement);
      if (direct !== null)
        return { ...toWhy('order', `${lane} gets the address from what it read before`, step), statement: direct };
      const constant = withoutData(statement);
      if (constant === null) return null;
      return {
        ...toWhy('order', `${lane} computes what it writes from what it read before`, step),
        statement: constant,
      };
    }),
    ...declaredLocks(scenario).map((name): Weakened => {
      const isOn = (statement: Statement) =>
        isVerb(statement, 'lock', 'unlock', 'trylock') &&
        statement.operands.some((each) => each.is === 'name' && each.name === name);
      const why: Why = { kind: 'lock', text: `${name} keeps the accesses apart`, lines: [] };
      return { scenario: withoutStatements(scenario, isOn), why };
    }),
  ];
}

/** The kind of barrier that a statement is, in words; null for any other. */
function barrierOf(statement: Statement): string | null {
  if (statement.is !== 'verb' || statement.verb !== 'barrier') return null;
  const [order] = statement.operands;
  return order?.is === 'name' ? (BARRIER_WORDS[order.name] ?? null) : null;
}

export function isBarrier(statement: Statement): boolean {
  return barrierOf(statement) !== null;
}

/** `load x through p into v` as `v = x`. */
function withoutAddress(statement: Statement): Statement | null {
  if (statement.is !== 'verb') return null;
  const [first, , second, , last] = statement.operands;
  if (statement.verb === 'load' && first && last?.is === 'name')
    return { is: 'assign', target: last.name, value: first };
  if (statement.verb === 'store' && first && second?.is === 'name' && last)
    return { is: 'assign', target: second.name, value: first };
  return null;
}

/** `x = r - r + 1` as `x = 1`: the value is the same whatever was read, and yet it is computed from it. */
function withoutData(statement: Statement): Statement | null {
  if (statement.is !== 'assign') return null;
  const names = [...new Set(namesInExpression(statement.value))];
  if (names.length === 0) return null;
  const values = SAMPLES.map((sample) => computed(statement.value, (name) => sample + names.indexOf(name)));
  const [first] = values;
  if (first === undefined || values.some((value) => value !== first)) return null;
  return { ...statement, value: { is: 'number', value: first } };
}
const SAMPLES = [0, 1, 2, 5, 19];

type Change = { readonly why: Why; readonly statement: Statement | null };

function toWhy(kind: Why['kind'], text: string, { id }: ScenarioStep): { readonly why: Why } {
  const line = lineOf(id);
  return { why: { kind, text: line === null ? text : `${text} on line ${line}`, lines: line === null ? [] : [line] } };
}

/** The scenario with one statement changed, for each that `change` has something for. */
function eachStatement(
  scenario: Scenario,
  change: (statement: Statement, lane: string, step: ScenarioStep) => Change | null,
): Weakened[] {
  return scenario.lanes.flatMap((lane, laneIndex) =>
    lane.steps.flatMap((step, stepIndex) =>
      step.statements.flatMap((statement, index): Weakened[] => {
        const changed = change(statement, lane.name, step);
        if (changed === null) return [];
        const statements = step.statements.flatMap((each, at) =>
          at !== index ? [each] : changed.statement === null ? [] : [changed.statement],
        );
        const weaker = mapLanes(scenario, (each, at) =>
          at !== laneIndex
            ? each
            : mapSteps(each, (own, place) => (place === stepIndex ? { ...own, statements } : own)),
        );
        return [{ scenario: weaker, why: changed.why }];
      }),
    ),
  );
}
