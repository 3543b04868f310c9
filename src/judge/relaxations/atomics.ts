import type { Expression, ScenarioStep } from '../../scenario/types.ts';
import { lineOf, mapLanes, mapSteps, name, namesInExpression, withDeclaration } from '../edit.ts';
import type { Relaxation } from './types.ts';

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
        { ...step, statements: [{ ...update, value: renamed(update.value, update.target, local) }, ...after] },
      ];
      const split = mapLanes(withDeclaration(scenario, 'cell', local), (each, index) =>
        index === laneIndex ? mapSteps(each, (own, i) => (i === at ? halves : own)) : each,
      );
      const line = lineOf(step.id);
      const text = `"${step.text}"${line === null ? '' : ` on line ${line}`} is one atomic step`;
      return [{ scenario: split, why: { kind: 'order' as const, text, lines: line === null ? [] : [line] } }];
    }),
  );

/** Each atomic step that tests and then changes is split behind its test: `test_and_set_bit`, `xchg`, `atomic_dec_and_test`. */
export const splitTests: Relaxation = (scenario) =>
  scenario.lanes.flatMap((lane, laneIndex) =>
    lane.steps.flatMap((step, at) => {
      const test = step.statements.findIndex((each) => each.is === 'noted');
      if (test < 0 || !step.statements.slice(test + 1).some((each) => each.is === 'assign')) return [];
      const halves = [
        { ...step, statements: step.statements.slice(0, test + 1) },
        { ...step, statements: step.statements.slice(test + 1) },
      ];
      const split = mapLanes(scenario, (each, index) =>
        index === laneIndex ? mapSteps(each, (own, i) => (i === at ? halves : own)) : each,
      );
      const line = lineOf(step.id);
      const text = `"${step.text}"${line === null ? '' : ` on line ${line}`} tests and changes in one atomic step`;
      return [{ scenario: split, why: { kind: 'order' as const, text, lines: line === null ? [] : [line] } }];
    }),
  );

function renamed(expression: Expression, from: string, to: string): Expression {
  if (expression.is === 'name') return expression.name === from ? name(to) : expression;
  if (expression.is === 'unary') return { ...expression, operand: renamed(expression.operand, from, to) };
  if (expression.is === 'binary') {
    return { ...expression, left: renamed(expression.left, from, to), right: renamed(expression.right, from, to) };
  }
  return expression;
}
