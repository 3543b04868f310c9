import { await_, equal, slot } from '../actions/build.ts';
import type { Effect } from '../actions/types.ts';
import type { Primitive } from '../types.ts';
import { oneLess, oneMore, yesOrNo } from './counters.ts';
import {
  ask,
  awaitsBegin,
  type Deferred,
  declareDeferred,
  declareFlushes,
  define,
  type Flushes,
  flush,
  functionVerbs,
  takeBack,
} from './deferred.ts';

/**
 * Work items. The function that runs is a lane of its own, which begins with `begin` and ends with `end`, or with `again` where
 * it may be called more than once.
 *
 *     work reset_work
 *     14:1 queue reset_work        20:1 cancel-sync reset_work
 *     lane reset_fn implied
 *       implied:1 begin reset_work
 *       ...
 *       implied:2 end reset_work
 *
 * An item is never run twice at a time; queueing it while it runs makes it run again. Flushing waits for the run last asked for
 * before, not for what is queued later; cancelling takes back also what it queued itself (kernel/workqueue.c: queue_work_on,
 * __flush_work, cancel_work_sync, disable_work, enable_work; Documentation/core-api/workqueue.rst).
 */
export type Work = Deferred & { readonly refuses: number; readonly flushes: Flushes };

export const work: Primitive = {
  kinds: {
    work: {
      form: 'work NAME [pending]',
      declare: ({ name, options }, compiler) => {
        const own: Work = {
          ...declareDeferred(name, options.length > 0, compiler),
          refuses: compiler.slot(`${name} disabled`, [0], yesOrNo),
          flushes: declareFlushes(name, compiler),
        };
        return { kind: 'work', name, access: null, own };
      },
    },
  },
  verbs: [
    {
      signature: 'queue {work/timer/tasklet}',
      meaning: 'makes it pending; queueing what is pending already, disabled or shut down changes nothing',
      compile: define({ effects: (own) => ask(own), ends: (own) => [own.pending] }),
    },
    ...functionVerbs,
    {
      signature: 'cancel {work/delayed-work/timer}',
      meaning: 'takes back what is pending; does not wait for what runs',
      compile: define({ effects: takeBack }),
    },
    {
      signature: 'cancel-sync {work/delayed-work}',
      meaning: 'takes back what is pending and waits for what runs',
      sleeps: true,
      compile: define({ effects: (own) => [...stopped(own), ...takeBack(own)], waitsFor: 'to stop running' }),
    },
    {
      signature: 'cancel-sync {timer}',
      meaning: 'takes back what is pending and spins while it runs (del_timer_sync)',
      compile: define({ effects: (own) => [...stopped(own), ...takeBack(own)], waitsFor: 'to stop running' }),
    },
    {
      signature: 'flush {work}',
      meaning: 'waits for the end of the run that is pending, else of the one going on; not for what is queued later',
      stays: true,
      sleeps: true,
      compile: define<Work>({
        effects: (own, lane) => flush(own, lane, slot(own.pending)),
        waitsFor: 'to finish',
        mayWaitForBegin: awaitsBegin,
      }),
    },
    {
      signature: 'disable {work/delayed-work}',
      meaning: 'takes back what is pending, and from here on queueing does nothing; nests, does not wait for what runs',
      compile: define<Work>({ effects: (own) => [...takeBack(own), ...oneMore(own.refuses)] }),
    },
    {
      signature: 'disable-sync {work/delayed-work}',
      meaning: 'the same, and waits for what runs',
      sleeps: true,
      compile: define<Work>({
        effects: (own) => [...stopped(own), ...takeBack(own), ...oneMore(own.refuses)],
        waitsFor: 'to stop running',
      }),
    },
    {
      signature: 'enable {work/delayed-work}',
      meaning: 'takes one disabling back; a warning where it is not disabled',
      compile: define<Work>({ effects: (own) => oneLess(own.refuses) }),
    },
  ],
};

export function stopped({ running }: Deferred): readonly Effect[] {
  return await_(equal(slot(running), 0));
}
