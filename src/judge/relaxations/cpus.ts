import { isVerb, targetOf } from '../../scenario/statements.ts';
import type { Lane, Scenario, Statement } from '../../scenario/types.ts';
import { linesText, linesWhere, mapLanes, mapSteps } from '../edit.ts';
import type { Relaxation, Relaxed } from './types.ts';

/** What a lane may have off on its CPU: the verbs for it, and the word that makes a spinlock do it. */
const SWITCHES: readonly { readonly what: string; readonly verbs: readonly string[]; readonly word: string | null }[] =
  [
    { what: 'interrupts', verbs: ['irq-disable', 'irq-enable', 'irq-save', 'irq-restore'], word: 'irq' },
    { what: 'bottom halves', verbs: ['bh-disable', 'bh-enable'], word: 'bh' },
    { what: 'preemption', verbs: ['preempt-disable', 'preempt-enable'], word: null },
  ];

/** A lane leaves on what it switches off: interrupts, bottom halves, preemption, one kind at a time. */
export const withoutSwitches: Relaxation = (scenario) =>
  scenario.lanes.flatMap((lane, laneIndex) =>
    SWITCHES.flatMap(({ what, verbs, word }): Relaxed[] => {
      const isOff = (each: Statement) => isVerb(each, ...verbs) || isLockWith(each, word);
      const lines = linesWhere(scenario, (each, index) => index === laneIndex && isOff(each));
      if (!lane.steps.some(({ statements }) => statements.some(isOff))) return [];
      const change = (each: Statement): readonly Statement[] => {
        if (isVerb(each, ...verbs)) return [];
        return isLockWith(each, word) ? [{ ...each, operands: each.operands.slice(0, 1) }] : [each];
      };
      const text = `${lane.name} has ${what} off${lines.length === 0 ? '' : ` (${linesText(lines)})`}`;
      return [{ scenario: changed(scenario, laneIndex, change), why: { kind: 'lock', text, lines } }];
    }),
  );

/** Lanes that share a CPU get one for themselves, so that nothing there comes one after the other any more. */
export const onTheirOwnCpus: Relaxation = (scenario) => {
  const cpus = new Set(scenario.lanes.flatMap(({ on }) => on?.cpu ?? []));
  return [...cpus].flatMap((cpu): Relaxed[] => {
    const sharing = scenario.lanes.filter(({ on }) => on?.cpu === cpu);
    if (sharing.length < 2) return [];
    const alone = (lane: Lane): Lane => {
      if (lane.on?.cpu !== cpu) return lane;
      const { on, ...rest } = lane;
      return on.context === 'task' ? rest : { ...rest, on: { ...on, cpu: `${cpu} of ${lane.name}` } };
    };
    const text = `${sharing.map(({ name }) => name).join(' and ')} share ${cpu}`;
    return [{ scenario: mapLanes(scenario, alone), why: { kind: 'order', text, lines: [] } }];
  });
};

function isLockWith(statement: Statement, word: string | null): statement is Statement & { is: 'verb' } {
  const second = isVerb(statement, 'lock') && targetOf(statement) !== null ? statement.operands[1] : undefined;
  return second?.is === 'name' && second.name === word;
}

function changed(
  scenario: Scenario,
  laneIndex: number,
  change: (statement: Statement) => readonly Statement[],
): Scenario {
  return mapLanes(scenario, (lane, index) =>
    index === laneIndex ? mapSteps(lane, (step) => ({ ...step, statements: step.statements.flatMap(change) })) : lane,
  );
}
