import { describe, expect, it } from 'vitest';
import { orderOfAtomic } from '../../../src/scenario/build/atomic-order.ts';

describe('what an atomic operation orders', () => {
  it.each([
    ['atomic_inc(&v);', 'nothing'],
    ['atomic_set(&v, 1);', 'nothing'],
    ['set_bit(0, &flags);', 'nothing'],
    ['refcount_inc(&v);', 'nothing'],
    ['n = atomic_inc_return(&v);', 'all'],
    ['atomic64_fetch_add(2, &v);', 'all'],
    ['if (atomic_dec_and_test(&v))', 'all'],
    ['xchg(&p, NULL);', 'all'],
    ['if (!test_and_set_bit(0, &flags))', 'all'],
    ['cmpxchg(&v, 0, 1);', 'all'],
    ['n = atomic_inc_return_relaxed(&v);', 'nothing'],
    ['xchg_relaxed(&p, NULL);', 'nothing'],
    ['cmpxchg_local(&v, 0, 1);', 'nothing'],
    ['SetPageDirty(page);', 'nothing'],
    ['if (TestClearPageDirty(page))', 'all'],
    ['folio_test_set_lru(folio)', 'all'],
    ['folio_test_lru(folio)', 'nothing'],
    ['page_ref_sub_and_test(page, 2)', 'all'],
    ['atomic_fetch_or_acquire(1, &v);', 'half'],
    ['cmpxchg_release(&v, 0, 1);', 'half'],
    ['test_and_set_bit_lock(0, &flags)', 'half'],
    ['clear_bit_unlock(0, &flags)', 'half'],
    ['atomic_set_release(&v, 1)', 'half'],
  ] as const)('%s: %s', (text, order) => {
    expect(orderOfAtomic(text)).toBe(order);
  });
});
