import type { Expression, Scenario, ScenarioStep } from '../../scenario/types.ts';
import { lineOf, mapLanes, mapSteps, name, namesInExpression, withDeclaration } from '../edit.ts';
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

/** Each atomic exchange is split between its load and its store: `old = p; p = null` as one step becomes two. */
export const splitExchanges: Relaxation = (scenario) =>
  splitSteps(scenario, ({ statements }) => {
    const load = statements.findIndex((each, at) => {
      const source = each.is === 'assign' && each.value.is === 'name' ? each.value.name : null;
      return statements.slice(at + 1).some((later) => later.is === 'assign' && later.target === source);
    });
    return load < 0 ? null : load + 1;
  });

/** Each atomic step that tests and then changes is split behind its test: `test_and_set_bit`, `xchg`, `atomic_dec_and_test`. */
export const splitTests: Relaxation = (scenario) =>
  splitSteps(scenario, ({ statements }) => {
    const test = statements.findIndex((each) => each.is === 'noted');
    return test < 0 || !statements.slice(test + 1).some((each) => each.is === 'assign') ? null : test + 1;
  });

/** Splits steps in two, one at a time: `at` says before which statement, or null. */
function splitSteps(scenario: Scenario, at: (step: ScenarioStep) => number | null): Relaxed[] {
  return scenario.lanes.flatMap((lane, laneIndex) =>
    lane.steps.flatMap((step, index): Relaxed[] => {
      const cut = at(step);
      if (cut === null) return [];
      const halves = [
        { ...step, statements: step.statements.slice(0, cut) },
        { ...step, statements: step.statements.slice(cut) },
      ];
      const split = mapLanes(scenario, (each, i) =>
        i === laneIndex ? mapSteps(each, (own, place) => (place === index ? halves : own)) : each,
      );
      const line = lineOf(step.id);
      const text = `"${step.text}"${line === null ? '' : ` on line ${line}`} is one atomic step`;
      return [{ scenario: split, why: { kind: 'order', text, lines: line === null ? [] : [line] } }];
    }),
  );
}

function renamed(expression: Expression, from: string, to: string): Expression {
  if (expression.is === 'name') return expression.name === from ? name(to) : expression;
  if (expression.is === 'unary') return { ...expression, operand: renamed(expression.operand, from, to) };
  if (expression.is === 'binary') {
    return { ...expression, left: renamed(expression.left, from, to), right: renamed(expression.right, from, to) };
  }
  return expression;
}
