import { barrier, store } from './effects.ts';
import type { Table } from './types.ts';

/** Single bits: `set_bit(F, &p->flags)`. Each bit is a place of its own, the same in every row. */
const bit = '$2.bit_$1';
export const bitOperations: Table = {
  name: 'memory',
  rows: [
    {
      rule: 'set_bit',
      names: ['set_bit', 'set_bit_unlock', 'atomic_or', 'bitmap_set_bit'],
      op: 'write',
      object: ['$2', '$1'],
      effects: [store(bit, '1')],
    },
    // The forms with underscores are a load and a store: the value mentions its target.
    {
      rule: '__set_bit',
      names: ['__set_bit'],
      op: 'write',
      object: ['$2', '$1'],
      effects: [store(bit, `${bit} | 1`)],
    },
    {
      rule: 'clear_bit',
      names: ['clear_bit', 'atomic_andnot'],
      op: 'write',
      object: ['$2', '$1'],
      effects: [store(bit, '0')],
    },
    {
      rule: '__clear_bit',
      names: ['__clear_bit'],
      op: 'write',
      object: ['$2', '$1'],
      effects: [store(bit, `${bit} & 0`)],
    },
    {
      rule: 'clear_bit_unlock',
      names: ['clear_bit_unlock', '__clear_bit_unlock', 'clear_and_wake_up_bit'],
      op: 'write',
      object: ['$2', '$1'],
      effects: [barrier('release'), store(bit, '0')],
    },
    {
      rule: 'test_and_set_bit',
      names: ['test_and_set_bit', 'test_and_set_bit_lock', '__test_and_set_bit'],
      op: 'rmw',
      object: ['$2', '$1'],
      effects: [{ do: 'exchange', to: bit, value: '1', into: '$=' }],
      value: bit,
    },
    {
      rule: 'test_and_clear_bit',
      names: ['test_and_clear_bit', '__test_and_clear_bit'],
      op: 'rmw',
      object: ['$2', '$1'],
      effects: [{ do: 'exchange', to: bit, value: '0', into: '$=' }],
      value: bit,
    },
    {
      rule: 'test_bit',
      names: ['test_bit', 'test_bit_acquire', 'constant_test_bit', 'arch_test_bit'],
      op: 'test',
      object: ['$2', '$1'],
      effects: [],
      truth: { left: bit, is: '!=', right: '0' },
    },
  ],
};
