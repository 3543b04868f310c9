import { and, await_, equal, STAY, set, slot, when } from '../actions/build.ts';
import type { Primitive } from '../types.ts';
import { oneLess, oneMore, yesOrNo } from './counters.ts';
import { type Deferred, declareDeferred, define } from './deferred.ts';
import { stopped } from './work.ts';

/**
 * Tasklets: disabled ones stay scheduled and do not run until they are enabled; killing one does not take back what is scheduled
 * but waits until it has run, and keeps it from being scheduled meanwhile.
 *
 *     tasklet rx
 *     14:1 queue rx           20:1 kill rx               (tasklet_schedule; tasklet_kill)
 *     15:1 disable rx         16:1 disable-sync rx       (tasklet_disable_nosync; tasklet_disable)
 *
 * kernel/softirq.c: tasklet_action_common, tasklet_kill.
 */
type Tasklet = Deferred & { readonly refuses: number; readonly stopped: number };

export const tasklet: Primitive = {
  kinds: {
    tasklet: {
      form: 'tasklet NAME [pending] [disabled]',
      declare: ({ name, options }, compiler) => {
        const has = (option: string) => options.some(({ word }) => word === option);
        const own: Tasklet = {
          ...declareDeferred(name, has('pending'), compiler),
          // the lane that kills it, plus one
          refuses: compiler.slot(`${name} being killed`, [0], yesOrNo),
          stopped: compiler.slot(`${name} disabled`, [has('disabled') ? 1 : 0], yesOrNo),
        };
        return { kind: 'tasklet', name, access: null, own };
      },
    },
  },
  verbs: [
    {
      signature: 'kill {tasklet}',
      meaning: 'waits until it has run and runs no longer; what is scheduled meanwhile is lost',
      stays: true,
      sleeps: true,
      compile: define<Tasklet>({
        effects: (own, lane) =>
          when(
            equal(slot(own.refuses), lane + 1),
            [...stopped(own), set(own.refuses, 0)],
            [
              ...await_(and(equal(slot(own.refuses), 0), equal(slot(own.pending), 0))),
              ...when(slot(own.running), [set(own.refuses, lane + 1), STAY]),
            ],
          ),
        waitsFor: 'to have run',
        mayWaitForBegin: (own, state) => state[own.pending] !== 0,
      }),
    },
    {
      signature: 'disable {tasklet}',
      meaning: 'from here on it does not begin to run; nests, does not wait for what runs (tasklet_disable_nosync)',
      compile: define<Tasklet>({ effects: (own) => oneMore(own.stopped) }),
    },
    {
      signature: 'disable-sync {tasklet}',
      meaning: 'the same, and waits for what runs (tasklet_disable)',
      compile: define<Tasklet>({
        effects: (own) => [...stopped(own), ...oneMore(own.stopped)],
        waitsFor: 'to stop running',
      }),
    },
    {
      signature: 'enable {tasklet}',
      meaning: 'takes one disabling back; a warning where it is not disabled',
      compile: define<Tasklet>({ effects: (own) => oneLess(own.stopped), ends: (own) => [own.stopped] }),
    },
  ],
};
