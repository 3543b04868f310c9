import { namesInExpression } from '../../scenario/expressions.ts';
import { isVerb, targetOf } from '../../scenario/statements.ts';
import type { Scenario, Statement } from '../../scenario/types.ts';
import { computed } from '../../sim/index.ts';
import { declaredLocks, withoutStatements } from '../edit.ts';
import { type Change, eachStatement } from '../relaxations/each-statement.ts';
import type { Relaxed } from '../relaxations/types.ts';
import type { Why } from '../types.ts';

const BARRIER_WORDS: Readonly<Record<string, string>> = {
  full: 'a full barrier',
  read: 'a read barrier',
  write: 'a write barrier',
  acquire: 'an acquire',
  release: 'a release',
};

/** Every barrier, dependency, lock and grace period taken away, one at a time. */
export function weakenedScenarios(scenario: Scenario): readonly Relaxed[] {
  return [
    ...eachStatement(scenario, weakened),
    ...declaredLocks(scenario).map((lock): Relaxed => {
      const isOn = (statement: Statement) =>
        isVerb(statement, 'lock', 'unlock', 'trylock') && targetOf(statement) === lock;
      const why: Why = { kind: 'lock', text: `${lock} keeps the accesses apart`, lines: [] };
      return { scenario: withoutStatements(scenario, isOn), why };
    }),
  ];
}

function weakened(statement: Statement): Change | null {
  if (isVerb(statement, 'barrier')) {
    const words = BARRIER_WORDS[targetOf(statement) ?? ''];
    return words === undefined ? null : { kind: 'order', text: `has ${words}`, statement: null };
  }
  if (isVerb(statement, 'wait-readers')) return { kind: 'wait', text: 'waits for the readers', statement: null };
  const direct = withoutAddress(statement);
  if (direct !== null) return { kind: 'order', text: 'gets the address from what it read before', statement: direct };
  const constant = withoutData(statement);
  if (constant === null) return null;
  return { kind: 'order', text: 'computes what it writes from what it read before', statement: constant };
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
