import type { VerbRow } from './row.ts';

/** Waiting and waking, deferred work, interrupts. */
export const work: readonly VerbRow[] = [
  { rule: 'cancel', op: 'cancel', verbs: 'cancel, stop, delete, del, disarm, kill, deactivate, abort, remove', to: 'work' },
  { rule: 'cancel-verb', op: 'cancel', verbs: 'cancel, disarm' },
  { rule: 'scheduled-out', op: 'wait', verbs: 'schedule out, schedule away, sched out, deschedule', about: 'thing' },
  { rule: 'switches', op: 'irq', verbs: 'switch out, switch in, switch to, context-switch, switch from, migrate to cpu', about: 'nothing' },
  { rule: 'scheduled-on', op: 'note', verbs: 'schedule, run, execute, migrate', at: 'on to in', alone: true, state: true },
  { rule: 'kicks-in', op: 'call', verbs: 'kick in, set in', about: 'nothing' },
  { rule: 'queue', op: 'queue', verbs: 'queue, schedule, reschedule, arm, rearm, re-arm, fire, start, restart, kick, kick off, submit, requeue, re-queue, enqueue, re-enqueue, defer, raise, trigger, activate, set, program, reprogram, mod, add, launch, punt, dispatch, resubmit, reactivate, spawn, send, offload', to: 'work' },
  { rule: 'inject', op: 'queue', verbs: 'inject, send, raise, deliver, assert, trigger', to: 'interrupt' },
  { rule: 'queue-verb', op: 'queue', verbs: 'schedule, reschedule, queue, requeue, re-queue, re-enqueue, submit, resubmit, arm, rearm, re-arm, defer, raise, punt, offload, kick off, kick, post, inject, queue up' },
  { rule: 'flush', op: 'flush', verbs: 'flush, drain, sync, invalidate, shoot down, synchronize, writeback, write back, quiesce', to: 'cache' },
  { rule: 'flush-verb', op: 'flush', verbs: 'flush, drain' },
  { rule: 'woken', op: 'note', verbs: 'wake, wake up, wakeup, awake, awaken, resume, unblock', alone: true, state: true },
  { rule: 'wake', op: 'wake', verbs: 'wake, wake up, wakeup, awake, awaken, signal, notify, unpark, unblock, resume, kick, complete completion, unfreeze, thaw, release waiters, rouse, poke' },
  { rule: 'sleep', op: 'wait', verbs: 'go, fall, put', to: 'sleep', about: 'nothing' },
  { rule: 'hangs-up', op: 'call', verbs: 'hang up' },
  { rule: 'wait', op: 'wait', verbs: 'wait, sleep, block, spin, stall, busy-loop, busy-wait, hang, pause, park, stick, nap, yield, await, busywait, livelock, starve, contend', about: 'place' },
  { rule: 'interrupted', op: 'irq', verbs: 'interrupt, preempt, pre-empt, resched' },
  { rule: 'takes-interrupt', op: 'irq', verbs: 'take, get, receive, handle, hit', to: 'interrupt' },
  { rule: 'arrives', op: 'irq', verbs: 'arrive, fire, come, happen, occur, hit, trigger', alone: true, to: 'interrupt' },
]; // biome-ignore format: one row a line
