import type { Expression, LitmusStatement, LitmusTest } from '../../../src/sim/lkmm/index.ts';

/**
 * Every final state that running the threads step by step gives: sequential consistency by its meaning, with nothing of the models in it.
 * Statements are atomic; it knows plain and marked loads and stores, barriers (which do nothing), xchg(), atomic_inc() and spinlocks.
 */
export function interleavedStates(test: LitmusTest): string[] {
  const found = new Set<string>();
  const seen = new Set<string>();
  const start: Machine = {
    memory: new Map(test.threads.flatMap(({ parameters }) => parameters.map(({ name }) => [name, 0]))),
    registers: test.threads.map(() => new Map()),
    left: test.threads.map(({ body }) => body),
  };
  const go = (machine: Machine) => {
    const key = JSON.stringify([[...machine.memory], machine.registers.map((each) => [...each]), machine.left]);
    if (seen.has(key)) return;
    seen.add(key);
    if (machine.left.every(({ length }) => length === 0)) found.add(finalState(machine, test));
    for (const [thread, [statement]] of machine.left.entries()) {
      if (statement === undefined) continue;
      const next = step(machine, thread, statement);
      if (next !== null) go(next);
    }
  };
  go(start);
  return [...found].sort();
}

type Machine = {
  readonly memory: Map<string, number>;
  readonly registers: readonly Map<string, number>[];
  readonly left: readonly (readonly LitmusStatement[])[];
};

function step(machine: Machine, thread: number, statement: LitmusStatement): Machine | null {
  const memory = new Map(machine.memory);
  const registers = machine.registers.map((each, index) => (index === thread ? new Map(each) : each));
  const left = machine.left.map((each, index) => (index === thread ? each.slice(1) : each));
  const own = registers[thread] as Map<string, number>;
  switch (statement.is) {
    case 'assign':
      own.set(statement.register, value(statement.value, memory, own));
      break;
    case 'store':
      memory.set(nameOf(statement.address), value(statement.value, memory, own));
      break;
    case 'evaluate':
      if (statement.expression.is === 'call' && statement.expression.primitive === 'spin_lock') {
        if (memory.get(nameOf(statement.expression.operands[0])) === 1) return null;
      }
      value(statement.expression, memory, own);
      break;
    case 'if': {
      const branch = value(statement.condition, memory, own) === 0 ? statement.otherwise : statement.body;
      left[thread] = [...branch, ...(left[thread] ?? [])];
    }
  }
  return { memory, registers, left };
}

const nameOf = (expression: Expression | undefined): string => (expression?.is === 'address' ? expression.name : '');

function value(expression: Expression, memory: Map<string, number>, registers: Map<string, number>): number {
  switch (expression.is) {
    case 'number':
      return expression.value;
    case 'register':
      return registers.get(expression.name) ?? 0;
    case 'load':
      return memory.get(nameOf(expression.address)) ?? 0;
    case 'operation': {
      const [left = 0, right = 0] = expression.operands.map((operand) => value(operand, memory, registers));
      if (expression.operator === '+') return left + right;
      return left === right ? 1 : 0;
    }
    case 'call': {
      const location = nameOf(expression.operands[0]);
      const old = memory.get(location) ?? 0;
      const given = () => value(expression.operands[1] as Expression, memory, registers);
      if (/^(?:WRITE_ONCE|smp_store_release|xchg.*)$/.test(expression.primitive)) memory.set(location, given());
      if (expression.primitive === 'atomic_inc') memory.set(location, old + 1);
      if (expression.primitive === 'spin_lock') memory.set(location, 1);
      if (expression.primitive === 'spin_unlock') memory.set(location, 0);
      return old;
    }
    default:
      throw new Error('an address has no value here');
  }
}

/** As `statesOf` writes it, for a condition that names registers first. */
function finalState({ memory, registers }: Machine, { condition }: LitmusTest): string {
  if (condition.is !== 'and') throw new Error('a condition that names all that is looked at');
  return condition.operands
    .map((operand) => {
      if (operand.is !== 'equal') throw new Error('equalities alone');
      const { left } = operand;
      if (left.is === 'location') return `[${left.name}]=${memory.get(left.name) ?? 0}`;
      return `${left.thread}:${left.name}=${registers[left.thread]?.get(left.name) ?? 0}`;
    })
    .join(' ');
}
