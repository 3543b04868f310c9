import { NOTHING } from './effects.ts';
import type { Table } from './types.ts';

/**
 * Waits that may end before what they wait for: a signal, a time, a spurious wake-up. That they returned says nothing, so they have no
 * effect and are not understood. Delays wait for nobody at all.
 */
const WAITS = [
  'wait_event',
  '__wait_event',
  'swait_event',
  '__swait_event',
  'io_wait_event',
  'wait_var_event',
  '__wait_var_event',
];
const WITH_TIME = ['_timeout*', '*_timeout', '*_timeout_*', '*_hrtimeout*'];
const WITH_SIGNAL = ['_interruptible*', '_killable*', '_freezable*', '*_interruptible', '*_killable', '*_state'];

export const earlyWaits: Table = {
  name: 'waiting',
  rows: [
    {
      rule: 'wait_event_early',
      names: WAITS.flatMap((name) => [...WITH_TIME, ...WITH_SIGNAL].map((ending) => name + ending)).concat(
        'rcuwait_wait_event_timeout',
        'wait_woken',
      ),
      op: 'wait',
      sleeps: true,
      effects: [],
      partial: true,
    },
    {
      rule: 'wait_on_bit_timeout',
      names: ['wait_on_bit_timeout', 'out_of_line_wait_on_bit_timeout'],
      op: 'wait',
      sleeps: true,
      effects: [],
      partial: true,
    },
    {
      rule: 'wait_for_completion_early',
      names: [...WITH_TIME, ...WITH_SIGNAL].map((ending) => `wait_for_completion${ending}`),
      op: 'wait',
      sleeps: true,
      effects: [],
      partial: true,
    },
    {
      rule: 'down_timeout',
      names: ['down_timeout'],
      op: 'wait',
      sleeps: true,
      effects: [],
      partial: true,
    },
    {
      rule: 'schedule_timeout',
      names: [
        'schedule_timeout',
        'schedule_timeout_*',
        'schedule_hrtimeout*',
        'io_schedule_timeout',
        'freezable_schedule_timeout*',
        'freezable_schedule_hrtimeout*',
      ],
      op: 'wait',
      object: null,
      sleeps: true,
      effects: [],
      partial: true,
    },
    {
      rule: 'delay_asleep',
      names: [
        'msleep',
        'msleep_interruptible',
        'ssleep',
        'fsleep',
        'usleep_range',
        'usleep_range_*',
        'usleep_idle_range',
      ],
      op: 'wait',
      object: null,
      sleeps: true,
      effects: [NOTHING],
    },
    {
      rule: 'delay',
      names: ['udelay', 'mdelay', 'ndelay', 'yield', 'cond_resched', 'cpu_relax'],
      op: 'wait',
      object: null,
      effects: [NOTHING],
    },
  ],
};
