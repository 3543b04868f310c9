import { name, namesInExpression, renameInExpression } from '../../scenario/expressions.ts';
import { isVerb, namesOf } from '../../scenario/statements.ts';
import type { Scenario, ScenarioStep } from '../../scenario/types.ts';
import { declared, lineOf, mapLanes, mapSteps, withDeclaration } from '../edit.ts';
import type { Relaxation, Relaxed } from './types.ts';

/** Each atomic read-modify-write is split into its load and its store: `x = x + 1` as one step becomes two. */
export const splitAtomics: Relaxation = (scenario) =>
  scenario.lanes.flatMap((lane, laneIndex) =>
    lane.steps.flatMap((step, at) => {
      const update = step.statements.find(
        (each) => each.is === 'assign' && namesInExpression(each.value).includes(each.target),
      );
      if (update?.is !== 'assign') return [];
      const local = `${update.target} as read`;
      const before = step.statements.slice(0, step.statements.indexOf(update));
      const after = step.statements.slice(step.statements.indexOf(update) + 1);
      const halves: ScenarioStep[] = [
        { ...step, statements: [...before, { is: 'assign', target: local, value: name(update.target) }] },
        {
          ...step,
          statements: [{ ...update, value: renameInExpression(update.value, update.target, local) }, ...after],
        },
      ];
      const split = mapLanes(withDeclaration(scenario, 'cell', local), (each, index) =>
        index === laneIndex ? mapSteps(each, (own, i) => (i === at ? halves : own)) : each,
      );
      const line = lineOf(step.id);
      const text = `"${step.text}"${line === null ? '' : ` on line ${line}`} is one atomic step`;
      return [{ scenario: split, why: { kind: 'order' as const, text, lines: line === null ? [] : [line] } }];
    }),
  );

/**
 * Each atomic step is taken apart wherever both halves speak of one cell: between the load and the store of `old = xchg(p, NULL)`,
 * between the test and the change of `test_and_set_bit`, between the change and the test of `atomic_dec_and_test`.
 */
export const splitAtomicSteps: Relaxation = (scenario) => {
  const cells = new Set(declared(scenario, 'cell'));
  return splitSteps(scenario, ({ statements }) =>
    statements.slice(1).flatMap((_, before) => {
      const [first, second] = [statements.slice(0, before + 1), statements.slice(before + 1)].map(
        (half) => new Set(half.flatMap((statement) => (isVerb(statement, 'use') ? [] : namesOf(statement)))),
      );
      return [...(first ?? [])].some((each) => cells.has(each) && second?.has(each)) ? [before + 1] : [];
    }),
  );
};

/** Splits steps in two, one at a time: `at` says before which statements. */
function splitSteps(scenario: Scenario, at: (step: ScenarioStep) => readonly number[]): Relaxed[] {
  return scenario.lanes.flatMap((lane, laneIndex) =>
    lane.steps.flatMap((step, index) =>
      at(step).map((cut): Relaxed => {
        const halves = [
          { ...step, statements: step.statements.slice(0, cut) },
          { ...step, statements: step.statements.slice(cut) },
        ];
        const split = mapLanes(scenario, (each, i) =>
          i === laneIndex ? mapSteps(each, (own, place) => (place === index ? halves : own)) : each,
        );
        const line = lineOf(step.id);
        const text = `"${step.text}"${line === null ? '' : ` on line ${line}`} is one atomic step`;
        return { scenario: split, why: { kind: 'order', text, lines: line === null ? [] : [line] } };
      }),
    ),
  );
}
