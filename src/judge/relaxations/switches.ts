import { isVerb } from '../../scenario/statements.ts';
import type { Scenario, Statement } from '../../scenario/types.ts';
import { linesText, linesWhere, mapLanes, mapSteps } from '../edit.ts';
import type { Relaxation, Relaxed } from './types.ts';

/** Verbs that switch something off on the lane's CPU, those that switch it on again, and how a reader calls that. */
const SWITCHES: readonly (readonly [off: string, on: string, what: string])[] = [
  ['irq-save', 'irq-restore', 'interrupts'],
  ['irq-disable', 'irq-enable', 'interrupts'],
  ['bh-disable', 'bh-enable', 'bottom halves'],
  ['preempt-disable', 'preempt-enable', 'preemption'],
];
/** The last word of `lock L irq`. */
const WORDS: Readonly<Record<string, string>> = { irq: 'interrupts', bh: 'bottom halves' };

/** Interrupts, bottom halves and preemption are left on, one lane and one switch at a time. */
export const withoutSwitches: Relaxation = (scenario) =>
  scenario.lanes.flatMap((lane, index) => [
    ...SWITCHES.flatMap(([off, on, what]) =>
      relaxed(scenario, index, `${lane.name} has ${what} off`, (statement) =>
        isVerb(statement, off, on) ? [] : [statement],
      ).map((each) => ({ ...each, why: { ...each.why, held: what } })),
    ),
    ...Object.entries(WORDS).flatMap(([word, what]) =>
      relaxed(scenario, index, `${lane.name} takes its locks with ${what} off`, (statement) => {
        const last = isVerb(statement, 'lock') ? statement.operands[1] : undefined;
        if (!isVerb(statement, 'lock') || last?.is !== 'name' || last.name !== word) return [statement];
        return [{ ...statement, operands: statement.operands.slice(0, 1) }];
      }),
    ),
  ]);

/** The scenario with the statements of one lane changed, where that changes any. */
function relaxed(
  scenario: Scenario,
  lane: number,
  text: string,
  change: (statement: Statement) => readonly Statement[],
): Relaxed[] {
  const isChanged = (statement: Statement) => change(statement)[0] !== statement;
  const lines = linesWhere(scenario, (statement, index) => index === lane && isChanged(statement));
  const touches = scenario.lanes[lane]?.steps.some(({ statements }) => statements.some(isChanged));
  if (!touches) return [];
  return [
    {
      scenario: mapLanes(scenario, (each, index) =>
        index !== lane ? each : mapSteps(each, (step) => ({ ...step, statements: step.statements.flatMap(change) })),
      ),
      why: { kind: 'lock', text: lines.length === 0 ? text : `${text} (${linesText(lines)})`, lines },
    },
  ];
}
