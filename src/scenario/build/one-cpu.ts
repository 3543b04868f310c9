import type { Diagram } from '../../extract/types.ts';
import type { Goal } from '../types.ts';
import type { Draft } from './draft.ts';

/**
 * A CPU sees its own accesses in the order of the program, and so does what interrupts it: between these lanes nothing is reordered.
 *
 *     task            interrupt                CPU0            CPU0 (softirq)
 */
export function doubtReorderingOnOneCpu(diagram: Diagram, goals: readonly Goal[], draft: Draft): void {
  if (goals[0]?.failure !== 'reordering') return;
  const cpus = diagram.lanes.map((label) => /\bcpu[ _#-]?(\w{1,3})\b/i.exec(label)?.[1]?.toLowerCase());
  const lane = diagram.lanes.findIndex((label, at) =>
    cpus[at] === undefined ? INTERRUPTS.test(label) : cpus.indexOf(cpus[at]) < at,
  );
  const step = diagram.steps.find((each) => each.lane === lane);
  if (step !== undefined)
    draft.doubt(
      step,
      `"${diagram.lanes[lane]}" may run on the CPU of another lane, which sees its own accesses in order`,
    );
}

const INTERRUPTS = /\b(?:(?:hard|soft)?irq|interrupts?|nmi|isr|ipi|softirq|tasklet|signal|handler)\b/i;
