import type { Diagram } from '../../../extract/types.ts';

/** The functions that a lane of a drawing calls, or is called by. */
export const functionsOf = ({ steps }: Diagram, lane: number): string[] =>
  steps.filter((step) => step.lane === lane).flatMap(({ text }) => callsIn(text));

/** Words that look like functions of some code, not like the locks, lists and timers that all code uses. */
export function callsIn(text: string): string[] {
  return (text.match(/\b[a-z]\w{2,60}(?=\s*\(|\s*;?$)/gi) ?? []).filter(
    (word) => word.includes('_') && !COMMON.test(word),
  );
}
const COMMON =
  /^(?:(?:raw_)?spin_|mutex_|rcu_|srcu_|call_rcu|synchronize_|down_|up_|read_lock|write_lock|h?list_|atomic|refcount_|kref_|smp_|READ_ONCE|WRITE_ONCE|xchg|cmpxchg|local_irq|preempt_|per_cpu|this_cpu|kv?free|k[mvz]+alloc|wake_up|wait_|complete|schedule|queue_|(?:mod_)?delayed_work|mod_timer|add_timer|del_timer|timer_|hrtimer_|cancel_|flush_|set_bit|clear_bit|test_|get_device|put_device|kobject_|kthread_|xa_|idr_|rb_|might_|lockdep_|container_of|rcu)/i;

/** Code as it is compared: without white space, comments, and the semicolon. */
export function bare(text: string): string {
  return text
    .replace(/\/\*.*?\*\/|\/\/.*$/g, '')
    .replace(/\s+/g, '')
    .replace(/[;{]+$/, '');
}
