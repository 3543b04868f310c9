import { acquire, NOTHING, release } from './effects.ts';
import type { Table } from './types.ts';

/** Locks known by the form of their functions' names alone: `foo_lock(x)` locks x; `foo_lock()` locks foo. */
export const lockFamilies: Table = {
  name: 'locking',
  rows: [
    {
      rule: 'family-lock',
      names: ['*_lock', '*_lock_irq', '*_lock_irqsave', '*_lock_bh', '*_lock_nested', 'lock_*', 'lock'],
      op: 'lock',
      object: ['$1', '$*'],
      family: true,
      effects: [acquire('$1', 'named')],
      defaults: ['$*'],
    },
    // A verb in the name says what is done with the lock: it is no part of what is locked.
    {
      rule: 'family-drop-lock',
      names: [
        '*_drop_lock',
        'drop_*_lock',
        '*_release_lock',
        'release_*_lock',
        '*_put_lock',
        'put_*_lock',
        'drop_lock',
        'release_lock',
      ],
      op: 'unlock',
      object: ['$1', '$*'],
      family: true,
      effects: [release('$1', 'named', 'any')],
      defaults: ['$*'],
    },
    {
      rule: 'family-take-lock',
      names: ['*_take_lock', 'take_*_lock', '*_acquire_lock', 'acquire_*_lock', '*_grab_lock', 'grab_*_lock'],
      op: 'lock',
      object: ['$1', '$*'],
      family: true,
      effects: [acquire('$1', 'named')],
      defaults: ['$*'],
    },
    {
      rule: 'family-lock-care',
      names: [
        '*_init_lock',
        'init_*_lock',
        '*_destroy_lock',
        'destroy_*_lock',
        '*_assert_lock',
        'assert_*_lock',
        '*_alloc_lock',
        '*_free_lock',
      ],
      op: 'call',
      object: ['$1', '$*'],
      family: true,
      effects: [NOTHING],
    },
    {
      rule: 'family-trylock',
      names: ['trylock', '*_trylock', 'trylock_*', '*_try_lock', '*_try_acquire'],
      op: 'lock',
      object: ['$1', '$*'],
      family: true,
      effects: [acquire('$1', 'named', 'exclusive', true)],
      defaults: ['$*'],
    },
    {
      rule: 'family-unlock',
      names: ['unlock', '*_unlock', '*_unlock_irq', '*_unlock_irqrestore', '*_unlock_bh', 'unlock_*'],
      op: 'unlock',
      object: ['$1', '$*'],
      family: true,
      effects: [release('$1', 'named', 'any')],
      defaults: ['$*'],
    },
  ],
};
