import { add } from './effects.ts';
import type { Table } from './types.ts';

/** refcount_t: counters that stand for no object by themselves. */
const zero = { left: '$1', is: '==', right: '0' } as const;

export const refcounts: Table = {
  name: 'references',
  rows: [
    // A refcount_t counts and no more: what is done at zero is drawn beside it, and tests the very same counter.
    { rule: 'refcount_inc', names: ['refcount_inc'], op: 'get', effects: [add('$1', 1)] },
    {
      rule: 'refcount_add',
      names: ['refcount_add'],
      op: 'get',
      object: '$2',
      amount: { argument: 1, sign: 1 },
      effects: [add('$2', 1)],
    },
    { rule: 'refcount_dec', names: ['refcount_dec'], op: 'put', effects: [add('$1', -1)] },
    {
      rule: 'refcount_dec_and_test',
      names: ['refcount_dec_and_test'],
      op: 'put',
      effects: [add('$1', -1)],
      truth: zero,
    },
    {
      rule: 'refcount_sub_and_test',
      names: ['refcount_sub_and_test'],
      op: 'put',
      object: '$2',
      amount: { argument: 1, sign: -1 },
      effects: [add('$2', -1)],
      truth: { left: '$2', is: '==', right: '0' },
    },
    // done for some values of the counter only
    {
      rule: 'refcount_conditional',
      names: ['refcount_dec_not_one', 'refcount_dec_if_one', 'refcount_add_not_zero'],
      op: 'put',
      effects: [],
      partial: true,
    },
    // at zero it holds the lock too, which is not modelled
    {
      rule: 'refcount_dec_and_lock',
      names: [
        'refcount_dec_and_lock',
        'refcount_dec_and_mutex_lock',
        'atomic_dec_and_lock',
        'refcount_dec_and_lock_irqsave',
        'atomic_dec_and_mutex_lock',
      ],
      op: 'put',
      effects: [add('$1', -1)],
      truth: zero,
      partial: true,
    },
  ],
};
