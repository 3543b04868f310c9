import type { Step } from '../types.ts';

/**
 * Who runs on a lane, where it is not the lane's own task: a lane may be one CPU with several tasks on it.
 *
 *     foo()                        foo()                         foo()
 *       <IRQ>                      [ schedule: task A -> B ]     ---> Interrupt
 *         timer_fn()               bar()                             bar()
 *       </IRQ>                     [ schedule: task B -> A ]     baz()
 *     bar()                        baz()
 *
 * Interrupts end at their mark, or where the lane goes on left of what they drew; a switch holds until the next one.
 */
export function tasksOf(steps: readonly Omit<Step, 'task'>[], columns: readonly number[]): (string | null)[] {
  const lanes = new Map<number, Running>();
  return steps.map((step, index) => {
    const running = lanes.get(step.lane) ?? { switched: null, first: null, interrupts: [] };
    lanes.set(step.lane, running);
    const column = columns[index] as number;
    leave(running, step, column);
    const own = running.interrupts.at(-1)?.name ?? running.switched;
    if (step.rule !== 'mark/interrupt') {
      const last = running.interrupts.at(-1);
      if (last && last.body === null) last.body = column;
      return own;
    }
    const interrupt = INTERRUPT.exec(step.text)?.[0];
    if (interrupt !== undefined) running.interrupts.push({ name: interrupt, mark: column, body: null });
    else if (/switch|schedule|preempt|migrat/i.test(step.text)) running.switched = nextTask(step.text, running);
    return own;
  });
}

type Running = {
  /** The task that was switched to, null for the lane's own. */
  switched: string | null;
  /** The lane's own task, where a switch away from it names it. */
  first: string | null;
  /** Interrupts that have begun and not ended, outermost first: the columns of their mark and of their first step. */
  readonly interrupts: { readonly name: string; readonly mark: number; body: number | null }[];
};

const INTERRUPT = /\b(?:(?:hard|soft|timer|device) ?)?(?:irq|interrupt|ipi|nmi|softirq|hardirq)(?:[- ]work)?\b|#pf/i;

/** An interrupt has ended: by its mark, by `/>`, or because the lane goes on left of its steps. */
function leave(running: Running, step: Omit<Step, 'task'>, column: number): void {
  const ends = step.rule === 'mark/interrupt-ends' || step.text === '/>';
  for (let last = running.interrupts.at(-1); last; last = running.interrupts.at(-1)) {
    const isLeft = last.body !== null && column < last.body && column <= last.mark;
    if (!ends && !isLeft) return;
    running.interrupts.pop();
    if (ends) return;
  }
}

/** `task A -> B`, `switch to B`, `preempted by B`; where none is named it is another task, and the next time the first again. */
function nextTask(text: string, running: Running): string | null {
  const named = /(\w+) ?-+> ?(?:task )?(\w+)|\b(?:to|by) (?:task )?([\w/:-]+)/i.exec(text);
  const [, from, arrow, word] = named ?? [];
  running.first ??= from ?? null;
  const to = arrow ?? word;
  if (to === undefined) return running.switched === null ? 'another task' : null;
  return to === running.first ? null : to;
}
