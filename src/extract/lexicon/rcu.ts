import { load, store } from './effects.ts';
import type { Table } from './types.ts';

/** Readers, grace periods, callbacks. A domain is "rcu" or the srcu_struct. */
const RCU = 'rcu';
export const rcu: Table = {
  name: 'rcu',
  rows: [
    {
      rule: 'read_lock',
      names: ['rcu_read_lock', 'rcu_read_lock_bh', 'rcu_read_lock_sched', 'rcu_read_lock_sched_notrace'],
      op: 'lock',
      object: RCU,
      effects: [{ do: 'enter-reader', domain: RCU }],
    },
    {
      rule: 'read_unlock',
      names: ['rcu_read_unlock', 'rcu_read_unlock_bh', 'rcu_read_unlock_sched', 'rcu_read_unlock_sched_notrace'],
      op: 'unlock',
      object: RCU,
      effects: [{ do: 'leave-reader', domain: RCU }],
    },
    {
      rule: 'srcu_read_lock',
      names: ['srcu_read_lock', 'srcu_read_lock_*', 'srcu_down_read'],
      op: 'lock',
      effects: [{ do: 'enter-reader', domain: '$1' }],
    },
    {
      rule: 'srcu_read_unlock',
      names: ['srcu_read_unlock', 'srcu_read_unlock_*', 'srcu_up_read'],
      op: 'unlock',
      effects: [{ do: 'leave-reader', domain: '$1' }],
    },
    {
      rule: 'synchronize',
      names: [
        'synchronize_rcu',
        'synchronize_rcu_expedited',
        'synchronize_sched',
        'synchronize_rcu_bh',
        'synchronize_net',
      ],
      op: 'wait',
      object: RCU,
      sleeps: true,
      effects: [{ do: 'wait-readers', domain: RCU }],
    },
    {
      rule: 'synchronize_srcu',
      names: ['synchronize_srcu', 'synchronize_srcu_*'],
      op: 'wait',
      sleeps: true,
      effects: [{ do: 'wait-readers', domain: '$1' }],
    },
    // Waits for the callbacks that are queued, and returns at once where there are none: no grace period by itself.
    {
      rule: 'barrier',
      names: ['rcu_barrier', 'rcu_barrier_*'],
      op: 'wait',
      object: RCU,
      sleeps: true,
      effects: [],
      partial: true,
    },
    { rule: 'srcu_barrier', names: ['srcu_barrier'], op: 'wait', sleeps: true, effects: [], partial: true },
    // Returns at once where a grace period has passed since the cookie was taken.
    {
      rule: 'cond_synchronize',
      names: ['cond_synchronize_rcu', 'cond_synchronize_rcu_*', 'cond_synchronize_sched'],
      op: 'wait',
      object: RCU,
      sleeps: true,
      effects: [],
      partial: true,
    },
    {
      rule: 'cond_synchronize_srcu',
      names: ['cond_synchronize_srcu'],
      op: 'wait',
      sleeps: true,
      effects: [],
      partial: true,
    },
    {
      rule: 'kfree',
      names: ['kfree_rcu', 'kvfree_rcu', 'kfree_rcu_mightsleep', 'kvfree_rcu_mightsleep'],
      op: 'free',
      effects: [{ do: 'free', object: '$1', deferred: 'rcu' }],
    },
    {
      rule: 'call',
      names: ['call_rcu', 'call_rcu_hurry', 'call_rcu_sched', 'call_rcu_bh', 'call_srcu', 'call_rcu_tasks'],
      op: 'queue',
      object: ['$2', '$1'],
      effects: [{ do: 'free', object: '$1^', deferred: 'rcu' }],
    },
    {
      rule: 'assign',
      names: ['rcu_assign_pointer', 'RCU_INIT_POINTER', 'rcu_replace_pointer'],
      op: 'write',
      effects: [{ do: 'barrier', order: 'release' }, store('$1', '$2')],
    },
    {
      rule: 'dereference',
      names: [
        'rcu_dereference',
        'rcu_dereference_*',
        'srcu_dereference',
        'srcu_dereference_*',
        'rcu_access_pointer',
        'rtnl_dereference',
      ],
      op: 'read',
      value: '$1',
      effects: [load('$=', '$1')],
    },
    {
      rule: 'is_watching',
      names: ['rcu_is_watching', 'rcu_read_lock_held', 'rcu_read_lock_*_held'],
      op: 'test',
      effects: [],
    },
  ],
};
