import { acquire, ownCpuOff, ownCpuOn, release } from './effects.ts';
import type { Row, Table } from './types.ts';

/** Locks that take the lock as an argument. Named and object locks (rtnl, inode, page …) stand in object-locks.ts. */

/** The four forms of a lock that may also keep interrupts or softirqs off its CPU. */
function forms(
  base: string,
  kind: 'spin' | 'rwlock',
  mode: 'exclusive' | 'shared',
  names: (form: string) => string[],
): Row[] {
  const on = acquire('$1', kind, mode);
  const off = release('$1', kind, mode);
  const tried = acquire('$1', kind, mode, true);
  const un = (form: string) => names(form).map((name) => name.replace(/lock/, 'unlock'));
  const attempt = (form: string) => names(form).map((name) => name.replace(/lock/, 'trylock'));
  return [
    { rule: base, names: [...names(''), ...names('_nested'), ...names('_nest_lock')], op: 'lock', effects: [on] },
    { rule: `${base}_bh`, names: names('_bh'), op: 'lock', effects: [ownCpuOff('bh'), on] },
    { rule: `${base}_irq`, names: names('_irq*'), op: 'lock', effects: [ownCpuOff('irq'), on] },
    { rule: base.replace('lock', 'trylock'), names: attempt(''), op: 'lock', effects: [tried] },
    {
      rule: base.replace('lock', 'trylock_irq'),
      names: attempt('_irq*'),
      op: 'lock',
      effects: [ownCpuOff('irq'), tried],
    },
    { rule: base.replace('lock', 'unlock'), names: un(''), op: 'unlock', effects: [off] },
    { rule: base.replace('lock', 'unlock_bh'), names: un('_bh'), op: 'unlock', effects: [off, ownCpuOn('bh')] },
    { rule: base.replace('lock', 'unlock_irq'), names: un('_irq*'), op: 'unlock', effects: [off, ownCpuOn('irq')] },
  ];
}

const mutex = acquire('$1', 'mutex');
const unmutex = release('$1', 'mutex');
const rwsem = (mode: 'exclusive' | 'shared', tries = false) => acquire('$1', 'rwsem', mode, tries);

export const locking: Table = {
  name: 'locking',
  rows: [
    ...forms('spin_lock', 'spin', 'exclusive', (f) => [`spin_lock${f}`, `raw_spin_lock${f}`, `arch_spin_lock${f}`]),
    ...forms('read_lock', 'rwlock', 'shared', (f) => [`read_lock${f}`]),
    ...forms('write_lock', 'rwlock', 'exclusive', (f) => [`write_lock${f}`]),
    {
      rule: 'mutex_lock',
      names: ['mutex_lock', 'mutex_lock_*', 'ww_mutex_lock*', 'rt_mutex_lock*', 'rt_mutex_futex_lock'],
      op: 'lock',
      sleeps: true,
      effects: [mutex],
    },
    {
      rule: 'mutex_trylock',
      names: ['mutex_trylock', 'mutex_trylock_*', 'rt_mutex_trylock', 'ww_mutex_trylock'],
      op: 'lock',
      effects: [acquire('$1', 'mutex', 'exclusive', true)],
    },
    {
      rule: 'mutex_unlock',
      names: ['mutex_unlock', 'rt_mutex_unlock', 'ww_mutex_unlock', 'rt_mutex_futex_unlock'],
      op: 'unlock',
      effects: [unmutex],
    },
    {
      rule: 'mutex_is_locked',
      names: ['mutex_is_locked', 'spin_is_locked', 'rwsem_is_locked', 'raw_spin_is_locked'],
      op: 'test',
      effects: [],
    },
    { rule: 'lockdep_assert', names: ['lockdep_assert_*'], op: 'test', effects: [] },
    {
      rule: 'semaphore-down',
      names: ['down', 'down_interruptible', 'down_killable'],
      op: 'lock',
      sleeps: true,
      effects: [mutex],
    },
    {
      rule: 'semaphore-trydown',
      names: ['down_trylock'],
      op: 'lock',
      effects: [acquire('$1', 'mutex', 'exclusive', true)],
    },
    { rule: 'semaphore-up', names: ['up'], op: 'unlock', effects: [unmutex] },
    { rule: 'down_read', names: ['down_read', 'down_read_*'], op: 'lock', sleeps: true, effects: [rwsem('shared')] },
    {
      rule: 'down_write',
      names: ['down_write', 'down_write_*'],
      op: 'lock',
      sleeps: true,
      effects: [rwsem('exclusive')],
    },
    { rule: 'down_read_trylock', names: ['down_read_trylock'], op: 'lock', effects: [rwsem('shared', true)] },
    { rule: 'down_write_trylock', names: ['down_write_trylock'], op: 'lock', effects: [rwsem('exclusive', true)] },
    {
      rule: 'up_read',
      names: ['up_read', 'up_read_non_owner'],
      op: 'unlock',
      effects: [release('$1', 'rwsem', 'shared')],
    },
    { rule: 'up_write', names: ['up_write'], op: 'unlock', effects: [release('$1', 'rwsem')] },
    {
      // from writer to reader without letting go: not modelled
      rule: 'downgrade_write',
      names: ['downgrade_write', 'mmap_write_downgrade'],
      op: 'lock',
      effects: [],
      partial: true,
    },
    { rule: 'percpu_down_read', names: ['percpu_down_read'], op: 'lock', sleeps: true, effects: [rwsem('shared')] },
    {
      rule: 'percpu_down_write',
      names: ['percpu_down_write'],
      op: 'lock',
      sleeps: true,
      effects: [rwsem('exclusive')],
    },
    { rule: 'percpu_up_read', names: ['percpu_up_read'], op: 'unlock', effects: [release('$1', 'rwsem', 'shared')] },
    { rule: 'percpu_up_write', names: ['percpu_up_write'], op: 'unlock', effects: [release('$1', 'rwsem')] },
    {
      rule: 'write_seqlock',
      names: ['write_seqlock', 'write_seqlock_*', 'read_seqlock_excl*'],
      op: 'lock',
      effects: [acquire('$1', 'seq')],
    },
    {
      rule: 'write_sequnlock',
      names: ['write_sequnlock', 'write_sequnlock_*', 'read_sequnlock_excl*'],
      op: 'unlock',
      effects: [release('$1', 'seq')],
    },
    {
      rule: 'write_seqcount_begin',
      names: ['write_seqcount_begin', 'raw_write_seqcount_begin', 'write_seqcount_begin_nested'],
      op: 'lock',
      effects: [acquire('$1', 'seq')],
    },
    {
      rule: 'write_seqcount_end',
      names: ['write_seqcount_end', 'raw_write_seqcount_end'],
      op: 'unlock',
      effects: [release('$1', 'seq')],
    },
    {
      rule: 'read_seqbegin',
      names: ['read_seqbegin', 'read_seqcount_begin', 'raw_read_seqcount*'],
      op: 'read',
      effects: [{ do: 'load', into: '$=', from: '$1' }],
    },
    {
      rule: 'read_seqretry',
      names: ['read_seqretry', 'read_seqcount_retry'],
      op: 'test',
      effects: [],
      truth: { left: '$1', is: '!=', right: '$2' },
    },
    {
      rule: 'bit_spin_lock',
      names: ['bit_spin_lock', 'hlist_bl_lock'],
      op: 'lock',
      object: ['$2', '$1'],
      effects: [acquire('$2', 'bit')],
    },
    {
      rule: 'bit_spin_unlock',
      names: ['bit_spin_unlock', '__bit_spin_unlock'],
      op: 'unlock',
      object: ['$2', '$1'],
      effects: [release('$2', 'bit')],
    },
    { rule: 'local_lock', names: ['local_lock', 'local_lock_*'], op: 'lock', effects: [ownCpuOff('preempt')] },
    { rule: 'local_unlock', names: ['local_unlock', 'local_unlock_*'], op: 'unlock', effects: [ownCpuOn('preempt')] },
    {
      rule: 'local_irq_disable',
      names: ['local_irq_disable', 'local_irq_save', 'raw_local_irq_disable', 'raw_local_irq_save', 'cli'],
      op: 'lock',
      object: null,
      effects: [ownCpuOff('irq')],
    },
    {
      rule: 'local_irq_enable',
      names: ['local_irq_enable', 'local_irq_restore', 'raw_local_irq_enable', 'raw_local_irq_restore', 'sti'],
      op: 'unlock',
      object: null,
      effects: [ownCpuOn('irq')],
    },
    {
      rule: 'local_bh_disable',
      names: ['local_bh_disable', '__local_bh_disable_ip'],
      op: 'lock',
      object: null,
      effects: [ownCpuOff('bh')],
    },
    {
      rule: 'local_bh_enable',
      names: ['local_bh_enable', '__local_bh_enable_ip'],
      op: 'unlock',
      object: null,
      effects: [ownCpuOn('bh')],
    },
    {
      rule: 'preempt_disable',
      names: [
        'preempt_disable',
        'preempt_disable_notrace',
        'migrate_disable',
        'get_cpu',
        'get_cpu_var',
        'pagefault_disable',
      ],
      op: 'lock',
      object: null,
      effects: [ownCpuOff('preempt')],
    },
    {
      rule: 'preempt_enable',
      names: ['preempt_enable', 'preempt_enable_*', 'migrate_enable', 'put_cpu', 'put_cpu_var', 'pagefault_enable'],
      op: 'unlock',
      object: null,
      effects: [ownCpuOn('preempt')],
    },
    // lockdep's own annotations
    {
      rule: 'lock_acquire',
      names: [
        'lock_acquire',
        'lock_map_acquire',
        'spin_acquire',
        'mutex_acquire',
        'rwsem_acquire',
        'mutex_acquire_nest',
      ],
      op: 'lock',
      effects: [acquire('$1', 'lockdep')],
    },
    {
      rule: 'lock_acquire_read',
      names: ['rwsem_acquire_read', 'lock_map_acquire_read', 'rwlock_acquire_read'],
      op: 'lock',
      effects: [acquire('$1', 'lockdep', 'shared')],
    },
    {
      rule: 'lock_release',
      names: ['lock_release', 'lock_map_release', 'spin_release', 'mutex_release', 'rwsem_release', 'rwlock_release'],
      op: 'unlock',
      effects: [release('$1', 'lockdep', 'any')],
    },
  ],
};
