import type { Op } from '../../types.ts';
import { set } from './small-words.ts';

/**
 * What the verbs of the drawings' English say. A row holds base forms (`wake_up` is a verb with its particle); all their forms count. The
 * first row that has the verb and fits its object wins, so that "drops the lock" and "drops a reference" come before "drops the packet".
 * A row says which step it is, never all that it does.
 */
export type Sense = {
  readonly op: Op;
  readonly verbs: string;
  /** Only where the object (or what the preposition leads to) is one of these. */
  readonly about?: ReadonlySet<string>;
  /** Only where there is no object. */
  readonly alone?: true;
  /** Only in the passive, or only not: "T1 is preempted". */
  readonly voice?: 'passive' | 'active';
  /** `place`: the step is about what the preposition leads to, where one does: "adds it to the list". `none`: about nothing. */
  readonly object?: 'place' | 'none';
  /** May have the steps of the thing that it runs drawn below it. */
  readonly frame?: true;
};

export const REFERENCE = set(
  'ref refs reference references refcount refcounts refcnt refcnts refcounter kref count-reference usecount usage-count pin',
);
export const LOCK = set(
  'lock locks mutex mutexes spinlock spinlocks semaphore sem rwsem rwlock seqlock rtnl trylock rlock wlock bkl latch lock_page read-lock write-lock',
);
export const WORK = set(
  'work works worker item timer timers hrtimer hrtimers tasklet tasklets callback callbacks rcu-callback ipi ipis softirq softirqs irq_work irq-work task_work workqueue wq delayed_work kthread_work event signal sigkill sigtrap interrupt irq nmi completion',
);
export const LIST = set(
  'list lists queue queues tree trees table hash hashtable set xarray ring lru rbtree chain bucket buckets array map idr llist hlist fifo pool stack slot slots rb-tree plug cache pagecache backlog runqueue rq freelist buddy mru heap bitmap index',
);
export const INTERRUPTS = set('irq irqs interrupt interrupts ipi nmi softirq softirqs exception trap');
export const CACHES = set('tlb tlbs cache caches dcache icache cachelines cacheline writeback write-back');
export const MEMORY = set(
  'memory page pages buffer buffers block blocks slab object objects structure struct skb skbs packet packets frame frames bio stack allocation extent extents',
);
export const COUNTED = set(
  'count counter refcount refcnt refs references usage value index pointer seq sequence generation flag flags state number',
);

export const SENSES: readonly Sense[] = [
  // references and locks: the same verbs, told apart by their object
  { op: 'write', verbs: 'drop go fall rise become turn reach', about: COUNTED },
  { op: 'get', verbs: 'get take hold grab acquire obtain bump elevate raise increment pin inc', about: REFERENCE },
  { op: 'put', verbs: 'put drop release lose return give_up decrement unpin dec', about: REFERENCE },
  { op: 'lock', verbs: 'get take grab acquire obtain retake reacquire re-acquire win lock trylock', about: LOCK },
  { op: 'unlock', verbs: 'release drop give_up leave unlock put', about: LOCK },
  { op: 'lock', verbs: 'lock trylock acquire' },
  { op: 'unlock', verbs: 'unlock' },

  // interrupts, deferred work
  { op: 'irq', verbs: 'get take receive handle', about: INTERRUPTS, object: 'none' },
  { op: 'irq', verbs: 'arrive come hit occur happen fire', about: INTERRUPTS, object: 'none' },
  { op: 'irq', verbs: 'interrupt preempt reschedule switch_out switch_to', object: 'none' },
  { op: 'irq', verbs: 'context-switch', object: 'none' },
  { op: 'wait', verbs: 'schedule_out schedule_away block_on', object: 'none' },
  {
    op: 'queue',
    verbs:
      'queue enqueue requeue re-queue schedule arm rearm re-arm kick submit post start restart raise send issue trigger add program modify re-enqueue',
    about: WORK,
  },
  { op: 'cancel', verbs: 'cancel stop disarm delete del abort kill deactivate disable shut_down', about: WORK },
  { op: 'flush', verbs: 'flush invalidate sync clean', about: CACHES },
  { op: 'queue', verbs: 'queue schedule arm rearm re-arm send raise defer punt signal_to' },
  { op: 'cancel', verbs: 'cancel disarm' },
  { op: 'flush', verbs: 'flush drain sync synchronize synchronise writeback shoot_down propagate quiesce' },

  // sleeping and waking
  {
    op: 'wait',
    verbs:
      'wait sleep block spin stall hang stick busy-wait busy-loop loop poll park starve contend deadlock go_to_sleep fall_asleep yield',
    object: 'place',
  },
  { op: 'wake', verbs: 'wake wake_up wakeup awake unblock unpark', voice: 'active' },
  { op: 'wake', verbs: 'signal notify broadcast kick complete', voice: 'active' },

  // lists
  { op: 'list-add', verbs: 'put place store write install', about: LIST, object: 'place' },
  {
    op: 'list-add',
    verbs:
      'add insert enqueue link splice append push requeue re-add readd relink prepend move rotate migrate_to re-insert reinsert chain',
    object: 'place',
  },
  { op: 'list-del', verbs: 'drop take take_off pull', about: LIST, object: 'place' },
  {
    op: 'list-del',
    verbs: 'remove unlink dequeue detach pop unhash delist isolate evict delete unchain erase',
    object: 'place',
  },
  {
    op: 'list-walk',
    verbs:
      'walk iterate scan search traverse look_up lookup look_through look_for loop_over loop_through enumerate encounter find walk_through iterate_over',
  },

  // lifetimes
  { op: 'alloc', verbs: 'allocate alloc create reallocate kmalloc instantiate construct clone duplicate dup reserve' },
  { op: 'free', verbs: 'release drop discard put', about: MEMORY },
  { op: 'free', verbs: 'free destroy deallocate reclaim dispose kfree purge tear_down unload' },
  { op: 'get', verbs: 'get grab hold pin' },
  { op: 'put', verbs: 'put drop release unpin' },
  { op: 'use', verbs: 'use access touch dereference deref reuse', voice: 'active' },

  // memory
  { op: 'rmw', verbs: 'cmpxchg xchg exchange swap test-and-set subtract' },
  { op: 'test', verbs: 'check test verify validate compare recheck re-check look_at evaluate' },
  {
    op: 'read',
    verbs: 'read see observe load fetch sample peek notice examine inspect reread re-read pick pick_up reload consult',
  },
  {
    op: 'write',
    verbs: `write set clear mark update modify change reset store assign overwrite reassign re-assign initialize initialise init zero unset toggle flip save record publish
      install replace corrupt poison adjust extend truncate commit apply suspend resume freeze unfreeze thaw increment decrement inc dec bump shrink nullify populate fill
      copy swap_in enable disable charge uncharge move_on turn_on turn_off activate dirty unmap map remap zap reparent downgrade rewrite clean invalidate reinitialize recompute
      calculate restore transition switch promote demote extend grow advance point`,
  },

  // the course of a lane
  { op: 'return', verbs: 'return exit bail_out bail break_out leave quit give_up', voice: 'active' },
  { op: 'return', verbs: 'finish complete end', alone: true },
  { op: 'fail', verbs: 'crash oops panic explode corrupt_memory', voice: 'active', object: 'none' },
  {
    op: 'call',
    verbs: `run call invoke execute enter start begin submit issue initiate perform process handle dispatch proceed continue ask request trigger happen occur finish complete
      restart retry resume retrigger launch spawn fork mount umount unmount register unregister unmap open close probe remove_device bind unbind send_out transmit
      receive fire expire attach prepare build migrate fault fault_in merge try do offline online offload deliver reenter re-enter make reap`,
    frame: true,
  },
];
