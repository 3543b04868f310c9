import { await_, BLOCK, choose, differ, STAY, set, slot, when } from '../actions/build.ts';
import type { Access, Primitive } from '../types.ts';
import { yesOrNo } from './counters.ts';
import { waiting } from './events.ts';
import { declareTask, type Task, wakeTask } from './task.ts';

/**
 * Kernel threads that are stopped and parked by others. One is also a task, with a state of its own:
 *
 *     kthread poller
 *     lane poller                                          lane CPU0
 *       10:1 set-sleeping poller                             20:1 stop poller
 *       11:1 if poller.should_stop goto 14:1                 21:1 free dev
 *       12:1 schedule poller
 *       13:1 if 1 goto 10:1
 *       14:1 exit poller
 *
 * Stopping sets `should_stop`, wakes the thread and waits for its exit; parking asks it to call kthread_parkme() and waits until it
 * sleeps there (kernel/kthread.c: kthread_stop, kthread_park, kthread_unpark, __kthread_parkme).
 */
type Kthread = Task & { readonly stop: number; readonly park: number; readonly exited: number };

const PARK_WANTED = 1;
const PARKED = 2;
const PARKING = ['not parked', 'asked to park', 'parked'] as const;

export const kthread: Primitive = {
  kinds: {
    kthread: {
      form: 'kthread NAME',
      declare: ({ name }, compiler) => {
        const own: Kthread = {
          ...declareTask(name, compiler),
          stop: compiler.slot(`${name} should stop`, [0], yesOrNo),
          park: compiler.slot(`${name} parking`, [0], (value) => PARKING[value] ?? ''),
          exited: compiler.slot(`${name} exited`, [0], yesOrNo),
        };
        const fields: Readonly<Record<string, Access>> = {
          should_stop: { value: differ(slot(own.stop), 0), assign: null },
          should_park: { value: differ(slot(own.park), 0), assign: null },
        };
        return { kind: 'kthread', name, access: null, field: (field) => fields[field] ?? null, own };
      },
    },
  },
  verbs: [
    {
      signature: 'stop {kthread}',
      meaning: 'asks the thread to stop, wakes it, also where it is parked, and waits for its exit (kthread_stop)',
      stays: true,
      sleeps: true,
      compile: waiting<Kthread>((own) => ({
        effects: [
          ...when(slot(own.stop), [], [set(own.stop, 1), set(own.park, 0), wakeTask(own), STAY]),
          ...await_(slot(own.exited)),
        ],
        waits: { on: 'to exit', endedBy: [own.exited], byItself: true },
      })),
    },
    {
      signature: 'park {kthread}',
      meaning: 'asks the thread to park, wakes it and waits until it has (kthread_park)',
      stays: true,
      sleeps: true,
      compile: waiting<Kthread>((own) => ({
        effects: choose(
          slot(own.park),
          [
            [PARKED, []],
            [PARK_WANTED, [BLOCK]],
          ],
          [set(own.park, PARK_WANTED), wakeTask(own), STAY],
        ),
        ends: [own.state],
        waits: { on: 'to park', endedBy: [own.park], byItself: true },
      })),
    },
    {
      signature: 'unpark {kthread}',
      meaning: 'lets it go on where it is parked, and takes back the demand to park (kthread_unpark)',
      compile: waiting<Kthread>((own) => ({ effects: [set(own.park, 0)] })),
    },
    {
      signature: 'parkme {kthread}',
      meaning: 'the thread parks where it is asked to, until it is unparked; else goes on at once (kthread_parkme)',
      stays: true,
      sleeps: true,
      compile: waiting<Kthread>((own) => ({
        effects: choose(slot(own.park), [
          [PARK_WANTED, [set(own.park, PARKED), STAY]],
          [PARKED, [BLOCK]],
        ]),
        waits: { on: 'to be unparked', endedBy: [own.park] },
      })),
    },
    {
      signature: 'exit {kthread}',
      meaning: 'its function returns: who stops it goes on',
      compile: waiting<Kthread>((own) => ({ effects: [set(own.exited, 1)] })),
    },
  ],
};
