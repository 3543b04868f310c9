import { equal, set, slot, when } from '../actions/build.ts';
import type { Primitive } from '../types.ts';
import { yesOrNo } from './counters.ts';
import { ask, awaitsBegin, declareDeferred, declareFlushes, define, flush } from './deferred.ts';
import type { Work } from './work.ts';

/**
 * Delayed work: a timer queues it, at any time after it was armed.
 *
 *     delayed-work poll
 *     14:1 queue poll              20:1 flush poll               (flush_delayed_work: queues it at once and waits)
 *     15:1 queue-now poll          21:1 flush-queued poll        (flush_work, flush_workqueue: sees it only if its time has come)
 *
 * What waits for the queue does not see an item whose timer still runs (kernel/workqueue.c: flush_delayed_work, __flush_work). While
 * nobody looks, "its time has come" and "it runs" are one moment.
 */
const QUEUED = 1;
const ON_TIMER = 2;
const WHERE = ['no', 'yes', 'on its timer'] as const;

export const delayedWork: Primitive = {
  kinds: {
    'delayed-work': {
      form: 'delayed-work NAME [pending]',
      declare: ({ name, options }, compiler) => {
        const isPending = options.length > 0;
        const own: Work = {
          ...declareDeferred(name, false, compiler),
          pending: compiler.slot(`${name} pending`, [isPending ? ON_TIMER : 0], (value) => WHERE[value] ?? ''),
          refuses: compiler.slot(`${name} disabled`, [0], yesOrNo),
          flushes: declareFlushes(name, compiler),
        };
        return { kind: 'delayed-work', name, access: null, own };
      },
    },
  },
  verbs: [
    {
      signature: 'queue {delayed-work}',
      meaning: 'arms its timer (queue_delayed_work); where it is pending already or disabled it changes nothing',
      compile: define({ effects: (own) => ask(own, ON_TIMER), ends: (own) => [own.pending] }),
    },
    {
      signature: 'queue-now {delayed-work}',
      meaning: 'queues it at once, also where its timer runs (mod_delayed_work without a delay)',
      compile: define<Work>({
        effects: (own) => when(slot(own.refuses), [], [set(own.pending, QUEUED)]),
        ends: (own) => [own.pending],
      }),
    },
    {
      signature: 'flush {delayed-work}',
      meaning:
        'lets its time come at once and waits for the end of that run, else of the one going on (flush_delayed_work)',
      stays: true,
      sleeps: true,
      compile: define<Work>({
        effects: (own, lane) => [
          ...when(equal(slot(own.pending), ON_TIMER), [set(own.pending, QUEUED)]),
          ...flush(own, lane, slot(own.pending)),
        ],
        waitsFor: 'to finish',
        mayWaitForBegin: awaitsBegin,
      }),
    },
    {
      signature: 'flush-queued {delayed-work}',
      meaning:
        'waits for what its timer has queued already or what runs; not for what is still on the timer (flush_work)',
      stays: true,
      sleeps: true,
      compile: define<Work>({
        effects: (own, lane) => flush(own, lane, equal(slot(own.pending), QUEUED)),
        waitsFor: 'to finish',
        mayWaitForBegin: awaitsBegin,
      }),
    },
  ],
};
