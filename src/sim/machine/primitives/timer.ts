import { set } from '../actions/build.ts';
import type { Primitive } from '../types.ts';
import { yesOrNo } from './counters.ts';
import { ask, type Deferred, declareDeferred, define, end, takeBack } from './deferred.ts';
import { stopped } from './work.ts';

/**
 * Timers, and hrtimers that start themselves again. Time is not modelled: an armed timer may fire at any moment.
 *
 *     timer watchdog
 *     14:1 queue watchdog              20:1 cancel-sync watchdog        (mod_timer, add_timer; timer_delete_sync)
 *     lane watchdog_fn implied         21:1 shutdown-sync watchdog
 *       implied:1 begin watchdog
 *       implied:2 restart watchdog     (HRTIMER_RESTART)
 *
 * After a shutdown arming does nothing (kernel/time/timer.c, timer_shutdown_sync). A function that restarts its hrtimer makes it
 * pending as it ends (kernel/time/hrtimer.c, __run_hrtimer).
 */
type Timer = Deferred & { readonly refuses: number };

export const timer: Primitive = {
  kinds: {
    timer: {
      form: 'timer NAME [pending]',
      declare: ({ name, options }, compiler) => {
        const own: Timer = {
          ...declareDeferred(name, options.length > 0, compiler),
          refuses: compiler.slot(`${name} shut down`, [0], yesOrNo),
        };
        return { kind: 'timer', name, access: null, own };
      },
    },
  },
  verbs: [
    {
      signature: 'restart {timer}',
      meaning: 'its function returns and starts it again: it runs no longer and is pending, unless it was shut down',
      compile: define({ effects: (own) => [...end(own), ...ask(own)], ends: (own) => [own.pending] }),
    },
    {
      signature: 'shutdown {timer}',
      meaning: 'takes back what is pending, and from here on arming does nothing; does not wait for what runs',
      compile: define<Timer>({ effects: (own) => [...takeBack(own), set(own.refuses, 1)] }),
    },
    {
      signature: 'shutdown-sync {timer}',
      meaning: 'the same, and waits for what runs (timer_shutdown_sync)',
      compile: define<Timer>({
        effects: (own) => [...stopped(own), ...takeBack(own), set(own.refuses, 1)],
        waitsFor: 'to stop running',
      }),
    },
  ],
};
