import { acquire, release } from './effects.ts';
import type { Table } from './types.ts';

/** Locks known by the form of their functions' names alone: `foo_lock(x)` locks x; `foo_lock()` locks foo. */
export const lockFamilies: Table = {
  name: 'locking',
  rows: [
    {
      rule: 'family-lock',
      names: ['*_lock', '*_lock_irq', '*_lock_irqsave', '*_lock_bh', '*_lock_nested', 'lock_*'],
      op: 'lock',
      object: ['$1', '$*'],
      family: true,
      effects: [acquire('$1', 'named')],
      defaults: ['$*'],
    },
    {
      rule: 'family-trylock',
      names: ['*_trylock', 'trylock_*', '*_try_lock', '*_try_acquire'],
      op: 'lock',
      object: ['$1', '$*'],
      family: true,
      effects: [acquire('$1', 'named', 'exclusive', true)],
      defaults: ['$*'],
    },
    {
      rule: 'family-unlock',
      names: ['*_unlock', '*_unlock_irq', '*_unlock_irqrestore', '*_unlock_bh', 'unlock_*'],
      op: 'unlock',
      object: ['$1', '$*'],
      family: true,
      effects: [release('$1', 'named', 'any')],
      defaults: ['$*'],
    },
  ],
};
