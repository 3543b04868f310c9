import { ATOMICS } from './atomics.ts';
import type { Action, OperandKind, Order, Primitive } from './types.ts';

const call = (operands: readonly OperandKind[], gives: boolean, action: Action): Primitive => ({
  operands,
  gives,
  action,
});
const load = (operand: OperandKind, order: Order) => call([operand], true, { does: 'load', order });
const store = (operand: OperandKind, order: Order) => call([operand, 'value'], false, { does: 'store', order });
const fence = (name: Extract<Action, { does: 'fence' }>['fence']) => call([], false, { does: 'fence', fence: name });

/**
 * What a litmus test may call, and what it means. Source: what `tools/memory-model/linux-kernel.def` of the kernel lists and
 * `Documentation/explanation.txt` beside it says of each. A new primitive is a row.
 */
const ACCESSES: Readonly<Record<string, Primitive>> = {
  READ_ONCE: load('lvalue', 'once'),
  WRITE_ONCE: store('lvalue', 'once'),
  smp_load_acquire: load('pointer', 'acquire'),
  smp_store_release: store('pointer', 'release'),
  rcu_dereference: load('lvalue', 'once'),
  rcu_assign_pointer: store('lvalue', 'release'),
  smp_store_mb: call(['lvalue', 'value'], false, { does: 'store', order: 'once', fenced: true }),
};

const BARRIERS: Readonly<Record<string, Primitive>> = {
  smp_mb: fence('mb'),
  smp_rmb: fence('rmb'),
  smp_wmb: fence('wmb'),
  barrier: fence('barrier'),
  smp_mb__before_atomic: fence('before-atomic'),
  smp_mb__after_atomic: fence('after-atomic'),
  smp_mb__after_spinlock: fence('after-spinlock'),
  smp_mb__after_unlock_lock: fence('after-unlock-lock'),
  smp_mb__after_srcu_read_unlock: fence('after-srcu-read-unlock'),
};

const LOCKS: Readonly<Record<string, Primitive>> = {
  spin_lock: call(['pointer'], false, { does: 'lock' }),
  spin_unlock: call(['pointer'], false, { does: 'unlock' }),
  spin_trylock: call(['pointer'], true, { does: 'try-lock' }),
  spin_is_locked: call(['pointer'], true, { does: 'is-locked' }),
};

const READERS: Readonly<Record<string, Primitive>> = {
  rcu_read_lock: fence('rcu-lock'),
  rcu_read_unlock: fence('rcu-unlock'),
  synchronize_rcu: fence('sync-rcu'),
  synchronize_rcu_expedited: fence('sync-rcu'),
  srcu_read_lock: call(['pointer'], true, { does: 'srcu-lock' }),
  srcu_down_read: call(['pointer'], true, { does: 'srcu-lock' }),
  srcu_read_unlock: call(['pointer', 'value'], false, { does: 'srcu-unlock' }),
  srcu_up_read: call(['pointer', 'value'], false, { does: 'srcu-unlock' }),
  synchronize_srcu: call(['pointer'], false, { does: 'sync-srcu' }),
  synchronize_srcu_expedited: call(['pointer'], false, { does: 'sync-srcu' }),
};

const PRIMITIVES: ReadonlyMap<string, Primitive> = new Map(
  [ACCESSES, BARRIERS, LOCKS, READERS, ATOMICS].flatMap((table) => Object.entries(table)),
);

export function primitiveOf(name: string): Primitive | undefined {
  return PRIMITIVES.get(name);
}

/** All that a test may call, in the order of the tables. */
export const PRIMITIVE_NAMES: readonly string[] = [...PRIMITIVES.keys()];
