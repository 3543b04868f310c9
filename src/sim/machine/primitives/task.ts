import { await_, equal, set, slot } from '../actions/build.ts';
import type { Compiler, Primitive } from '../types.ts';
import { entityOf } from './operands.ts';

/**
 * The state of the task that a lane runs as: who is about to sleep says so first, then looks at its condition.
 *
 *     task worker
 *     10:1 set-sleeping worker                     (set_current_state(TASK_INTERRUPTIBLE))
 *     11:1 if ready == 1 goto 13:1
 *     12:1 schedule worker                         20:9 ready = 1
 *     13:1 set-running worker                      21:9 wake worker
 *
 * A wake-up makes the task running: one before `set-sleeping` is lost, one after it makes `schedule` return
 * (Documentation/memory-barriers.txt, "Sleep and wake-up functions").
 */
const RUNNING = 0;
const SLEEPING = 1;

export type Task = { readonly state: number };

export const task: Primitive = {
  kinds: {
    task: {
      form: 'task NAME',
      declare: ({ name }, compiler) => ({ kind: 'task', name, access: null, own: declareTask(name, compiler) }),
    },
  },
  verbs: [
    {
      signature: 'set-sleeping {task/kthread}',
      meaning: 'the task is about to sleep: from here on no wake-up is lost (set_current_state)',
      compile: ([operand]) => ({ effects: [set(stateOf(operand), SLEEPING)], ends: [] }),
    },
    {
      signature: 'set-running {task/kthread}',
      meaning: 'it does not want to sleep any more (__set_current_state(TASK_RUNNING))',
      compile: ([operand]) => ({ effects: [set(stateOf(operand), RUNNING)], ends: [] }),
    },
    {
      signature: 'schedule {task/kthread}',
      meaning: 'sleeps where the task still is about to, until somebody wakes it; else goes on at once',
      sleeps: true,
      compile: ([operand]) => {
        const state = stateOf(operand);
        const on = `a wake-up of ${entityOf(operand).name}`;
        return {
          effects: await_(equal(slot(state), RUNNING)),
          obstacle: () => ({
            on,
            holders: [],
            slots: [state],
            endedBy: [state],
            missed: 'before it was about to sleep',
          }),
        };
      },
    },
    {
      signature: 'wake {task/kthread}',
      meaning: 'wakes the task (wake_up_process); is lost where it is not about to sleep',
      compile: ([operand]) => ({ effects: [wakeTask(entityOf(operand).own as Task)] }),
    },
  ],
};

export function declareTask(name: string, compiler: Compiler): Task {
  return { state: compiler.slot(`${name} state`, [RUNNING], (value) => (value === RUNNING ? 'running' : 'sleeping')) };
}

export function wakeTask({ state }: Task) {
  return set(state, RUNNING);
}

function stateOf(operand: Parameters<typeof entityOf>[0]): number {
  return (entityOf(operand).own as Task).state;
}
