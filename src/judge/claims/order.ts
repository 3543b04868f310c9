import { name } from '../../scenario/expressions.ts';
import type { Expression, Scenario, Statement } from '../../scenario/types.ts';
import { explore } from '../../sim/index.ts';
import { lineOf, linesText, mapLanes, mapSteps, withDeclaration } from '../edit.ts';
import { judgeScenario } from '../scenario-verdict.ts';
import type { JudgeOptions } from '../types.ts';
import { speaksOfCounter, withCounter } from './counter.ts';
import { type Placed, resolveSteps } from './resolve.ts';
import { type ClaimJudge, contradicted, supported, undetermined } from './types.ts';

/** "A happens after B": a statement about the drawn run, checked in the drawn order and in the witness. */
export const judgeOrder: ClaimJudge<'order'> = (content, about) => {
  const { judged, options } = about;
  const first = resolveSteps(content.first, judged.scenario);
  const second = resolveSteps(content.second, judged.scenario);
  const missing = first.length === 0 ? content.first : second.length === 0 ? content.second : null;
  if (missing !== null) {
    // "the counter was increased already", of a drawing without the counter that was proposed: put it in
    const put = speaksOfCounter(missing) ? withCounter(judged.scenario) : null;
    if (put === null) return undetermined(`no drawn step answers to "${missing}"`);
    return judgeOrder(content, { ...about, judged: judgeScenario(put, options) });
  }
  const drawn = judged.scenario.drawn;
  const text = `${place(second)} after ${place(first)}`;
  if (!follows(drawn, first, second)) return contradicted(`in the drawing it is not so: ${text}`);
  if (judged.drawnOrder.is === 'impossible') {
    return holdsAlways(judged.scenario, first, second, options)
      ? supported(`the drawn order cannot run, but in every execution that gets there ${text}`)
      : undetermined(`drawn so (${text}), but the drawn order cannot run`);
  }
  const runs = [
    {
      name: 'the drawn run',
      steps: judged.drawnOrder.is === 'executable' ? judged.drawnOrder.moves.map((move) => move.step) : drawn,
    },
    { name: 'the witness', steps: judged.witness?.moves.map((move) => move.step) ?? [] },
  ];
  for (const run of runs) {
    if (run.steps.length > 0 && !follows(run.steps, first, second))
      return contradicted(`in ${run.name} it is not so: ${text}`);
  }
  const where = judged.witness === null ? 'the drawn run' : 'the drawn run and in the witness';
  return supported(`in ${where} ${text}`);
};

/** Whether in every execution the steps of `first` are over when one of `second` runs, and some execution gets there. */
function holdsAlways(
  scenario: Scenario,
  first: readonly Placed[],
  second: readonly Placed[],
  options: JudgeOptions,
): boolean {
  const done = first.map((_, index) => `over_${index}`);
  const allDone = done.map((each): Expression => ({ is: 'binary', operator: '==', left: name(each), right: ONE }));
  const checks = allDone.map((condition): Statement => ({ is: 'check', condition, failure: 'wrong-state' }));
  const watched = mapLanes(scenario, (lane) =>
    mapSteps(lane, (step) => {
      const marks = first.flatMap((placed, index): Statement[] =>
        placed.step === step ? [{ is: 'assign', target: done[index] as string, value: ONE }] : [],
      );
      const asks = second.some((placed) => placed.step === step) ? checks : [];
      return { ...step, statements: [...step.statements, ...asks, ...marks] };
    }),
  );
  const declared = done.reduce((each, cell) => withDeclaration(each, 'cell', cell), watched);
  const outcome = explore(declared, options);
  const isBroken = outcome.witnesses.some((witness) => witness.failure === 'wrong-state');
  return outcome.complete && !isBroken && second.some(({ step }) => outcome.reached.has(step.id));
}
const ONE: Expression = { is: 'number', value: 1 };

/** Whether each step of `second` that runs comes after every step of `first` that runs. */
function follows(order: readonly string[], first: readonly Placed[], second: readonly Placed[]): boolean {
  const at = (placed: readonly Placed[]) =>
    placed.map(({ step }) => order.indexOf(step.id)).filter((index) => index >= 0);
  const [before, after] = [at(first), at(second)];
  return before.length > 0 && after.length > 0 && Math.max(...before) < Math.min(...after);
}

function place(placed: readonly Placed[]): string {
  const lines = [...new Set(placed.map(({ step }) => lineOf(step.id)).filter((line) => line !== null))].sort(
    (a, b) => a - b,
  );
  return `${placed[0]?.step.text ? `"${placed[0].step.text}" ` : ''}(${linesText(lines)}) comes`.replace(/ comes$/, '');
}
