import { lineOf, linesText } from '../edit.ts';
import { type Placed, resolveSteps } from './resolve.ts';
import { type ClaimJudge, contradicted, supported, undetermined } from './types.ts';

/** "A happens after B": a statement about the drawn run, checked in the drawn order and in the witness. */
export const judgeOrder: ClaimJudge<'order'> = (content, { judged }) => {
  const first = resolveSteps(content.first, judged.scenario);
  const second = resolveSteps(content.second, judged.scenario);
  if (first.length === 0) return undetermined(`no drawn step answers to "${content.first}"`);
  if (second.length === 0) return undetermined(`no drawn step answers to "${content.second}"`);
  const drawn = judged.scenario.drawn;
  const text = `${place(second)} after ${place(first)}`;
  if (!follows(drawn, first, second)) return contradicted(`in the drawing it is not so: ${text}`);
  if (judged.drawnOrder.is === 'impossible') return undetermined(`drawn so (${text}), but the drawn order cannot run`);
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
