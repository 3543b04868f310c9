import type { Effect, LockKind, Term } from '../types.ts';

/** Short forms of the effects that many rows share, so that a table reads as a table. */
export const acquire = (
  lock: Term,
  lockKind: LockKind,
  mode: 'exclusive' | 'shared' = 'exclusive',
  tries = false,
): Effect => ({ do: 'acquire', lock, mode, lockKind, ...(tries ? { tries } : {}) });

export const release = (
  lock: Term,
  lockKind: LockKind,
  mode: 'exclusive' | 'shared' | 'any' = 'exclusive',
): Effect => ({
  do: 'release',
  lock,
  mode,
  lockKind,
});

/** Interrupts, softirqs or preemption of the own CPU: it excludes nobody else. */
export const ownCpuOff = (what: 'irq' | 'bh' | 'preempt'): Effect => acquire(what, 'irq');
export const ownCpuOn = (what: 'irq' | 'bh' | 'preempt'): Effect => release(what, 'irq', 'any');

export const add = (to: Term, by: number, atomic = true, into?: Term): Effect =>
  into === undefined ? { do: 'add', to, by, atomic } : { do: 'add', to, by, atomic, into };
export const store = (to: Term, value: Term): Effect => ({ do: 'store', to, value });
export const load = (into: Term, from: Term): Effect => ({ do: 'load', into, from });
export const use = (object: Term): Effect => ({ do: 'use', object });
export const barrier = (order: Extract<Effect, { do: 'barrier' }>['order']): Effect => ({ do: 'barrier', order });
export const NOTHING: Effect = { do: 'nothing' };
