import type { Operator } from '../types.ts';
import type { Gives, Order, Primitive } from './types.ts';

/** The variants that a value-returning atomic comes in: the suffix of its name, and how it is ordered. */
const VARIANTS: readonly (readonly [suffix: string, Order])[] = [
  ['', 'mb'],
  ['_relaxed', 'once'],
  ['_acquire', 'acquire'],
  ['_release', 'release'],
];

const OPERATORS_BY_NAME: readonly (readonly [name: string, Operator])[] = [
  ['add', '+'],
  ['sub', '-'],
  ['and', '&'],
  ['or', '|'],
  ['xor', '^'],
  ['andnot', '&~'],
];

/** Atomics that count by one take no value. */
const COUNTERS: readonly (readonly [name: string, Operator])[] = [
  ['inc', '+'],
  ['dec', '-'],
];

function update(operator: Operator, order: Order, gives: Gives, by?: number): Primitive {
  return {
    operands: by === undefined ? ['value', 'pointer'] : ['pointer'],
    gives: gives !== 'nothing',
    action: { does: 'update', order, operator, gives, ...(by === undefined ? {} : { by }) },
  };
}

type Row = readonly [string, Primitive];

/** `NAME`, `NAME_relaxed`, `NAME_acquire` and `NAME_release`. */
const variants = (name: string, make: (order: Order) => Primitive): Row[] =>
  VARIANTS.map(([suffix, order]) => [`${name}${suffix}`, make(order)]);

function family([name, operator]: readonly [string, Operator], by?: number): Row[] {
  return [
    // void atomics order nothing, and smp_rmb() does not see their read: the tag `noreturn` says so
    [`atomic_${name}`, update(operator, 'noreturn', 'nothing', by)],
    ...variants(`atomic_${name}_return`, (order) => update(operator, order, 'new', by)),
    ...variants(`atomic_fetch_${name}`, (order) => update(operator, order, 'old', by)),
  ];
}

const exchange = (order: Order): Primitive => ({
  operands: ['pointer', 'value'],
  gives: true,
  action: { does: 'exchange', order },
});
const compareExchange = (order: Order): Primitive => ({
  operands: ['pointer', 'value', 'value'],
  gives: true,
  action: { does: 'compare-exchange', order },
});

/** `atomic_*`, `xchg` and `cmpxchg` with their orderings (Documentation/atomic_t.txt of the kernel). */
export const ATOMICS: Readonly<Record<string, Primitive>> = Object.fromEntries<Primitive>([
  ['atomic_read', { operands: ['pointer'], gives: true, action: { does: 'load', order: 'once' } }],
  ['atomic_read_acquire', { operands: ['pointer'], gives: true, action: { does: 'load', order: 'acquire' } }],
  ['atomic_set', { operands: ['pointer', 'value'], gives: false, action: { does: 'store', order: 'once' } }],
  ['atomic_set_release', { operands: ['pointer', 'value'], gives: false, action: { does: 'store', order: 'release' } }],
  ...OPERATORS_BY_NAME.flatMap((row) => family(row)),
  ...COUNTERS.flatMap((row) => family(row, 1)),
  ['atomic_sub_and_test', update('-', 'mb', 'zero')],
  ['atomic_dec_and_test', update('-', 'mb', 'zero', 1)],
  ['atomic_inc_and_test', update('+', 'mb', 'zero', 1)],
  ...variants('atomic_add_negative', (order) => update('+', order, 'negative')),
  ...variants('xchg', exchange),
  ...variants('cmpxchg', compareExchange),
  ...variants('atomic_xchg', exchange),
  ...variants('atomic_cmpxchg', compareExchange),
  [
    'atomic_add_unless',
    { operands: ['pointer', 'value', 'value'], gives: true, action: { does: 'add-unless', order: 'mb' } },
  ],
]);
