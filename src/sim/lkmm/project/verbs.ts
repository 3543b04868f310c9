import type { Expression as Source, Statement } from '../../../scenario/types.ts';
import type { Expression, LitmusStatement } from '../types.ts';
import { NotProjectable, type Valued, type Variable } from './types.ts';

/** What the memory model knows of locks is what a spinlock orders; the others order at least as much. */
export const LOCK_KINDS: ReadonlySet<string> = new Set(['lock', 'spinlock', 'mutex', 'bit-lock']);

/** Verbs that read, change and write a cell at once, and at which of their operands it stands. */
export const COUNTED: ReadonlyMap<string, number> = new Map([
  ['inc', 0],
  ['dec', 0],
  ['atomic-add', 2],
  ['add-return', 2],
  ['fetch-add', 2],
  ['fetch-or', 2],
  ['fetch-and', 2],
  ['dec-and-test', 0],
  ['inc-not-zero', 0],
  ['exchange', 0],
  ['compare-exchange', 0],
  ['set-bit', 2],
  ['clear-bit', 2],
  ['change-bit', 2],
  ['test-and-set-bit', 2],
  ['test-and-clear-bit', 2],
]);

/** What a verb is made of needs from the thread that it stands in. */
export type Thread = {
  readonly step: string;
  readonly valued: (expression: Source, isAcquired?: boolean) => Valued;
  readonly variableOf: (name: string) => Variable;
  /** Assigns to a cell, wherever it is. */
  readonly give: (to: Source, value: Expression) => readonly LitmusStatement[];
  readonly temporary: (word: string) => string;
  /** Notes once what is taken for what. */
  readonly take: (what: string) => void;
};

type Verb = (operands: readonly Source[], thread: Thread) => readonly LitmusStatement[];

export const call = (primitive: string, ...operands: readonly Expression[]): Expression => ({
  is: 'call',
  primitive,
  operands,
});
export const evaluate = (expression: Expression): LitmusStatement => ({ is: 'evaluate', expression });
const register = (name: string): Expression => ({ is: 'register', name });
const number = (value: number): Expression => ({ is: 'number', value });
const operation = (operator: '+' | '^' | '&' | '>>' | '<<', ...operands: readonly Expression[]): Expression => ({
  is: 'operation',
  operator,
  operands,
});

const BARRIERS: Readonly<Record<string, string>> = { full: 'smp_mb', read: 'smp_rmb', write: 'smp_wmb' };

/** What stands behind a verb that gives something: the last operand. */
const resultOf = (operands: readonly Source[]): Source => operands.at(-1) as Source;

/** The verbs that a litmus test can say; any other is not projectable. */
const VERBS: Readonly<Record<string, Verb>> = {
  barrier: ([order], { step }) => {
    const primitive = BARRIERS[nameOf(order)];
    if (primitive) return [evaluate(call(primitive))];
    throw new NotProjectable(`the ${nameOf(order)} stands without the access that it is of`, step);
  },
  load: (operands, thread) => {
    const [from, word, through, , into] = operands;
    if (nameOf(word) !== 'through') throw new NotProjectable('a load in two parts is no single access', thread.step);
    const { before, address } = addressThrough(from, through, thread);
    return [...before, ...thread.give(into as Source, call('READ_ONCE', address))];
  },
  store: (operands, thread) => {
    const [value, , to, word, through] = operands;
    if (nameOf(word) !== 'through') throw new NotProjectable('a store in two parts is no single access', thread.step);
    const stored = thread.valued(value as Source);
    const { before, address } = addressThrough(to, through, thread);
    return [...stored.before, ...before, evaluate(call('WRITE_ONCE', address, stored.value))];
  },
  lock: ([lock, ...words], thread) => {
    if (words.some((word) => ['shared', 'recursive'].includes(nameOf(word))))
      throw new NotProjectable('the memory model has no lock that is shared', thread.step);
    return [evaluate(call('spin_lock', lockOf(lock, thread)))];
  },
  unlock: ([lock], thread) => [evaluate(call('spin_unlock', lockOf(lock, thread)))],
  trylock: (operands, thread) => {
    if (nameOf(operands[1]) === 'shared')
      throw new NotProjectable('the memory model has no lock that is shared', thread.step);
    return giving(call('spin_trylock', lockOf(operands[0], thread)), operands, thread);
  },
  'read-lock': () => [evaluate(call('rcu_read_lock'))],
  'read-unlock': () => [evaluate(call('rcu_read_unlock'))],
  'wait-readers': () => [evaluate(call('synchronize_rcu'))],
  read: ([from, , into], thread) => thread.give(into as Source, { is: 'load', address: placeOf(from, thread) }),
  'read-once': ([from, , into], thread) => thread.give(into as Source, call('READ_ONCE', placeOf(from, thread))),
  write: ([value, , to], thread) => {
    const { before, value: stored } = thread.valued(value as Source);
    return [...before, { is: 'store', address: placeOf(to, thread), value: stored }];
  },
  'write-once': ([value, , to], thread) => {
    const { before, value: stored } = thread.valued(value as Source);
    return [...before, evaluate(call('WRITE_ONCE', placeOf(to, thread), stored))];
  },
  inc: ([cell], thread) => [evaluate(call('atomic_inc', placeOf(cell, thread)))],
  dec: ([cell], thread) => [evaluate(call('atomic_dec', placeOf(cell, thread)))],
  'atomic-add': (operands, thread) =>
    nameOf(operands[3]) === 'unless'
      ? withValues([operands[0], operands[4]], thread, ([value, unless]) =>
          giving(call('atomic_add_unless', placeOf(operands[2], thread), value, unless), operands, thread),
        )
      : withValues([operands[0]], thread, ([value]) => [
          evaluate(call('atomic_add', value, placeOf(operands[2], thread))),
        ]),
  'add-return': changing('atomic_add_return'),
  'fetch-add': changing('atomic_fetch_add'),
  'fetch-or': changing('atomic_fetch_or'),
  'fetch-and': changing('atomic_fetch_and'),
  'dec-and-test': (operands, thread) =>
    giving(call('atomic_dec_and_test', placeOf(operands[0], thread)), operands, thread),
  'inc-not-zero': (operands, thread) =>
    giving(call('atomic_add_unless', placeOf(operands[0], thread), number(1), number(0)), operands, thread),
  exchange: (operands, thread) =>
    withValues([operands[2]], thread, ([value]) =>
      giving(call('atomic_xchg', placeOf(operands[0], thread), value), operands, thread),
    ),
  'compare-exchange': (operands, thread) =>
    withValues([operands[2], operands[4]], thread, ([from, to]) =>
      giving(call('atomic_cmpxchg', placeOf(operands[0], thread), from, to), operands, thread),
    ),
  'set-bit': ([bit, , cell], thread) => [evaluate(call('atomic_or', maskOf(bit, thread), placeOf(cell, thread)))],
  'clear-bit': ([bit, , cell], thread) => [evaluate(call('atomic_andnot', maskOf(bit, thread), placeOf(cell, thread)))],
  'change-bit': ([bit, , cell], thread) => [evaluate(call('atomic_xor', maskOf(bit, thread), placeOf(cell, thread)))],
  'test-and-set-bit': testing('atomic_fetch_or'),
  'test-and-clear-bit': testing('atomic_fetch_andnot'),
};

/** Whether memory models know the verb at all. */
export const isProjectable = ({ verb }: Extract<Statement, { is: 'verb' }>): boolean => Object.hasOwn(VERBS, verb);

/** The statements that a verb is. @throws NotProjectable for one that memory models know nothing of */
export function translateVerb(
  statement: Extract<Statement, { is: 'verb' }>,
  thread: Thread,
): readonly LitmusStatement[] {
  const translate = Object.hasOwn(VERBS, statement.verb) ? VERBS[statement.verb] : undefined;
  if (translate) return translate(statement.operands, thread);
  throw new NotProjectable(`the memory model knows nothing of "${statement.verb}"`, thread.step);
}

function nameOf(operand: Source | undefined): string {
  return operand?.is === 'name' ? operand.name : '';
}

function lockOf(operand: Source | undefined, thread: Thread): Expression {
  const variable = thread.variableOf(nameOf(operand));
  if (variable.is !== 'lock')
    throw new NotProjectable(`"${nameOf(operand)}" is no lock of the memory model`, thread.step);
  thread.take('a lock orders what a spinlock orders');
  return { is: 'address', name: variable.name };
}

function placeOf(operand: Source | undefined, thread: Thread): Expression {
  const variable = thread.variableOf(nameOf(operand));
  if (variable.is === 'location') return { is: 'address', name: variable.name };
  throw new NotProjectable(`"${nameOf(operand)}" is no variable in memory`, thread.step);
}

/** `x + (p ^ p)`: the address of x, computed with p whatever p is. */
function addressThrough(
  cell: Source | undefined,
  through: Source | undefined,
  thread: Thread,
): { readonly before: readonly LitmusStatement[]; readonly address: Expression } {
  const { before, value } = thread.valued(through as Source);
  const pointer = thread.temporary('at');
  const address = operation('+', placeOf(cell, thread), operation('^', value, value));
  return { before: [...before, { is: 'assign', register: pointer, value: address }], address: register(pointer) };
}

function giving(value: Expression, operands: readonly Source[], thread: Thread): readonly LitmusStatement[] {
  return thread.give(resultOf(operands), value);
}

function withValues(
  expressions: readonly (Source | undefined)[],
  thread: Thread,
  make: (values: readonly [Expression, Expression]) => readonly LitmusStatement[],
): readonly LitmusStatement[] {
  const valued = expressions.map((each) => thread.valued(each as Source));
  const [first, second] = valued.map(({ value }) => value);
  return [...valued.flatMap(({ before }) => before), ...make([first as Expression, (second ?? first) as Expression])];
}

/** `fetch-add V to X into R` */
function changing(primitive: string): Verb {
  return (operands, thread) =>
    withValues([operands[0]], thread, ([value]) =>
      giving(call(primitive, value, placeOf(operands[2], thread)), operands, thread),
    );
}

/** `test-and-set-bit N of X into R`: the whole word is changed, and one bit of the old one is given. */
function testing(primitive: string): Verb {
  return (operands, thread) => {
    const old = thread.temporary('old');
    const change = call(primitive, maskOf(operands[0], thread), placeOf(operands[2], thread));
    const bit = operation('&', operation('>>', register(old), number(bitOf(operands[0], thread))), number(1));
    return [{ is: 'assign', register: old, value: change }, ...giving(bit, operands, thread)];
  };
}

function bitOf(bit: Source | undefined, { valued, step }: Thread): number {
  const value = bit === undefined ? undefined : valued(bit).value;
  if (value?.is === 'number') return value.value;
  throw new NotProjectable('which bit it is shows only when it runs', step);
}

const maskOf = (bit: Source | undefined, thread: Thread): Expression => number(1 << bitOf(bit, thread));
