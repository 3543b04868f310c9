import { add } from './effects.ts';
import type { Row, Table } from './types.ts';

/** Counters: atomics and per-CPU ones. An `add` with `into` gives the value after the addition; fetch_ forms load the old one first. */
const bump = (rule: string, names: string[], by: number, more: Partial<Row> = {}): Row => ({
  rule,
  names,
  op: 'rmw',
  effects: [add('$1', by)],
  ...more,
});
const widths = (...names: string[]) =>
  names.flatMap((name) => [
    `atomic_${name}`,
    `atomic64_${name}`,
    `atomic_long_${name}`,
    `arch_atomic_${name}`,
    `raw_atomic_${name}`,
  ]);
const zero = { left: '$1', is: '==', right: '0' } as const;
export const counters: Table = {
  name: 'counters',
  rows: [
    bump('atomic_inc', widths('inc'), 1),
    bump('atomic_dec', widths('dec'), -1),
    bump('atomic_inc_return', widths('inc_return', 'inc_return_*'), 1, { value: '$1' }),
    bump('atomic_dec_return', widths('dec_return', 'dec_return_*'), -1, { value: '$1' }),
    bump('atomic_inc_and_test', widths('inc_and_test'), 1, { truth: zero }),
    bump('atomic_dec_and_test', widths('dec_and_test', 'dec_and_test_*'), -1, { truth: zero }),
    {
      rule: 'atomic_add',
      names: widths('add', 'add_return', 'add_return_*'),
      op: 'rmw',
      object: '$2',
      value: '$2',
      amount: { argument: 1, sign: 1 },
      effects: [add('$2', 1)],
    },
    {
      rule: 'atomic_add_negative',
      names: widths('add_negative', 'add_negative_*'),
      op: 'rmw',
      object: '$2',
      amount: { argument: 1, sign: 1 },
      effects: [add('$2', 1)],
      truth: { left: '$2', is: '<', right: '0' },
    },
    {
      rule: 'atomic_sub',
      names: widths('sub', 'sub_return', 'sub_return_*'),
      op: 'rmw',
      object: '$2',
      value: '$2',
      amount: { argument: 1, sign: -1 },
      effects: [add('$2', -1)],
    },
    {
      rule: 'atomic_sub_and_test',
      names: widths('sub_and_test'),
      op: 'rmw',
      object: '$2',
      amount: { argument: 1, sign: -1 },
      effects: [add('$2', -1)],
      truth: { left: '$2', is: '==', right: '0' },
    },
    {
      rule: 'atomic_fetch_add',
      names: widths('fetch_add', 'fetch_add_*'),
      op: 'rmw',
      givesOld: true,
      object: '$2',
      amount: { argument: 1, sign: 1 },
      effects: [{ do: 'load', into: '$=', from: '$2' }, add('$2', 1)],
    },
    {
      rule: 'atomic_fetch_inc',
      names: widths('fetch_inc', 'fetch_inc_*'),
      op: 'rmw',
      givesOld: true,
      effects: [{ do: 'load', into: '$=', from: '$1' }, add('$1', 1)],
    },
    {
      rule: 'atomic_fetch_dec',
      names: widths('fetch_dec', 'fetch_dec_*'),
      op: 'rmw',
      givesOld: true,
      effects: [{ do: 'load', into: '$=', from: '$1' }, add('$1', -1)],
    },
    {
      rule: 'atomic_inc_not_zero',
      names: widths('inc_not_zero'),
      op: 'get',
      effects: [{ do: 'get', object: '$1', unlessZero: true }],
    },
    // Not done where the value is another one than zero: whether it was is not said.
    {
      rule: 'atomic_unless',
      names: widths('add_unless', 'fetch_add_unless', 'inc_unless_*', 'dec_unless_*', 'dec_if_positive'),
      op: 'rmw',
      effects: [],
      partial: true,
    },
    {
      rule: 'this_cpu_inc',
      names: ['this_cpu_inc', '__this_cpu_inc', 'percpu_counter_inc', 'local_inc', 'preempt_count_inc'],
      op: 'rmw',
      effects: [add('$1', 1)],
    },
    {
      rule: 'this_cpu_dec',
      names: ['this_cpu_dec', '__this_cpu_dec', 'percpu_counter_dec', 'local_dec'],
      op: 'rmw',
      effects: [add('$1', -1)],
    },
    {
      rule: 'this_cpu_add',
      names: ['this_cpu_add', '__this_cpu_add', 'percpu_counter_add'],
      op: 'rmw',
      amount: { argument: 2, sign: 1 },
      effects: [add('$1', 1)],
    },
  ],
};
