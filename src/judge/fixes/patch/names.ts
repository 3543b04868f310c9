import type { Diagram } from '../../extract/types.ts';

/** The functions that a lane of a drawing calls, or is called by. */
export const functionsOf = ({ steps }: Diagram, lane: number): string[] =>
  steps.filter((step) => step.lane === lane).flatMap(({ text }) => callsIn(text));

/** Words that look like functions of some code, not like the locks and lists that all code uses. */
export function callsIn(text: string): string[] {
  return (text.match(/\b[a-z]\w{2,60}(?=\s*\(|\s*;?$)/gi) ?? []).filter(
    (word) => word.includes('_') && !COMMON.test(word),
  );
}
const COMMON =
  /^(?:(?:raw_)?spin_|mutex_|rcu_|down_|up_|list_|atomic|refcount_|smp_|READ_ONCE|WRITE_ONCE|local_irq|preempt_|kfree|wake_up|wait_event)/i;

/** Code as it is compared: without white space, comments, and the semicolon. */
export function bare(text: string): string {
  return text
    .replace(/\/\*.*?\*\/|\/\/.*$/g, '')
    .replace(/\s+/g, '')
    .replace(/[;{]+$/, '');
}
