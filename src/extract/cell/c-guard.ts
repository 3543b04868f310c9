import type { Term } from '../types.ts';

/**
 * Locks that are held to the end of a scope (linux/cleanup.h), by their class:
 *
 *     guard(mutex)(&l)      scoped_guard(irqsave)      scoped_cond_guard(mutex_intr, return -EINTR, &l)      CLASS(fd, f)(n)
 */
const TAKEN_BY: Readonly<Record<string, string>> = {
  mutex: 'mutex_lock', mutex_intr: 'mutex_lock_interruptible', mutex_kill: 'mutex_lock_killable', mutex_try: 'mutex_trylock', mutex_init: 'mutex_init',
  spinlock: 'spin_lock', spinlock_bh: 'spin_lock_bh', spinlock_irq: 'spin_lock_irq', spinlock_irqsave: 'spin_lock_irqsave', spinlock_try: 'spin_trylock',
  spinlock_bh_try: 'spin_trylock', spinlock_irq_try: 'spin_trylock_irq', spinlock_irqsave_try: 'spin_trylock_irqsave',
  raw_spinlock: 'raw_spin_lock', raw_spinlock_nested: 'raw_spin_lock_nested', raw_spinlock_irq: 'raw_spin_lock_irq', raw_spinlock_bh: 'raw_spin_lock_bh',
  raw_spinlock_irqsave: 'raw_spin_lock_irqsave', raw_spinlock_try: 'raw_spin_trylock', raw_spinlock_irq_try: 'raw_spin_trylock_irq',
  raw_spinlock_irqsave_try: 'raw_spin_trylock_irqsave',
  read_lock: 'read_lock', read_lock_irq: 'read_lock_irq', read_lock_irqsave: 'read_lock_irqsave', read_lock_bh: 'read_lock_bh',
  write_lock: 'write_lock', write_lock_irq: 'write_lock_irq', write_lock_irqsave: 'write_lock_irqsave', write_lock_bh: 'write_lock_bh',
  rwsem_read: 'down_read', rwsem_read_try: 'down_read_trylock', rwsem_read_intr: 'down_read_interruptible', rwsem_read_kill: 'down_read_killable',
  rwsem_write: 'down_write', rwsem_write_try: 'down_write_trylock', rwsem_write_kill: 'down_write_killable',
  percpu_read: 'percpu_down_read', percpu_write: 'percpu_down_write', cpus_read_lock: 'cpus_read_lock',
  rcu: 'rcu_read_lock', rcu_tasks_trace: 'rcu_read_lock_trace', srcu: 'srcu_read_lock', srcu_fast: 'srcu_read_lock_fast',
  preempt: 'preempt_disable', preempt_notrace: 'preempt_disable_notrace', migrate: 'migrate_disable', irq: 'local_irq_disable', irqsave: 'local_irq_save',
  disable_irq: 'disable_irq', local_lock: 'local_lock', local_lock_bh: 'local_lock_nested_bh', local_lock_irq: 'local_lock_irq', local_lock_irqsave: 'local_lock_irqsave',
  rtnl: 'rtnl_lock', task_lock: 'task_lock', device: 'device_lock', device_try: 'device_trylock', device_intr: 'device_lock_interruptible',
  rq_lock: 'rq_lock', rq_lock_irq: 'rq_lock_irq', rq_lock_irqsave: 'rq_lock_irqsave', task_rq_lock: 'task_rq_lock', mmap_read_lock: 'mmap_read_lock',
  fd: 'fdget', fd_raw: 'fdget_raw', fd_pos: 'fdget_pos', get_unused_fd: 'get_unused_fd_flags',
}; // biome-ignore format: pairs

const known = (name: string | undefined): string =>
  name !== undefined && Object.hasOwn(TAKEN_BY, name) ? (TAKEN_BY[name] ?? '') : '';

/** The function that `guard(mutex)` or `CLASS(fd, f)` stands for, whose arguments follow in brackets of their own; null for other texts. */
export function guardOf(callee: Term): string | null {
  const guard = callee.match(/^(?:(?:scoped_)?guard|CLASS|ACQUIRE)\(([a-z_]{1,40})(?:, ?\w{1,40})?\)$/);
  return guard ? known(guard[1]) : null;
}

/** `scoped_guard(mutex, &l)`, `scoped_cond_guard(mutex_try, break, &l)`: the function, and its arguments. Null for other calls. */
export function scopedGuard(
  name: string,
  terms: readonly Term[],
): { readonly name: string; readonly terms: Term[] } | null {
  const skipped = name === 'scoped_guard' ? 1 : name === 'scoped_cond_guard' ? 2 : 0;
  const taken = skipped > 0 ? known(terms[0]) : '';
  return taken === '' ? null : { name: taken, terms: terms.slice(skipped) };
}
