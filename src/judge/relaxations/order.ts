import type { Scenario, ScenarioStep } from '../../scenario/types.ts';
import { lineOf, linesText, withSteps } from '../edit.ts';
import type { Relaxation, Relaxed } from './types.ts';

/**
 * Two cells that stand one after the other in a lane change places: publish before complete, lock before cancel, start before
 * reinit. Where that brings the failure, the order in which the lane does them is what excludes it. What the lane
 * then does wrong all by itself (`free` before `use`) shows nothing of the others, and does not count.
 */
export const swapNeighbours: Relaxation = (scenario) =>
  scenario.lanes.flatMap((lane, laneIndex) => {
    const cells = cellsOf(lane.steps);
    const targets = new Set(
      lane.steps.flatMap(({ statements }) => statements.flatMap((each) => (each.is === 'if' ? each.goto : []))),
    );
    return cells.slice(1).flatMap((second, index): Relaxed[] => {
      const first = cells[index] as readonly ScenarioStep[];
      if ([first, second].some((cell) => branches(cell) || targets.has(cell[0]?.id ?? ''))) return [];
      const steps = [...cells.slice(0, index), second, first, ...cells.slice(index + 2)].flat();
      return [swapped(scenario, laneIndex, steps, first[0] as ScenarioStep, second[0] as ScenarioStep)];
    });
  });

function swapped(
  scenario: Scenario,
  lane: number,
  steps: ScenarioStep[],
  first: ScenarioStep,
  second: ScenarioStep,
): Relaxed {
  const lines = [first, second].flatMap(({ id }) => lineOf(id) ?? []);
  const where = lines.length === 0 ? '' : ` (${linesText(lines)})`;
  const text = `${scenario.lanes[lane]?.name} does "${first.text}" before "${second.text}"${where}`;
  return { scenario: withSteps(scenario, lane, steps), why: { kind: 'order', text, lines }, isLastResort: true };
}

/** The steps of a lane by the cell that shows them, those without statements left out. */
function cellsOf(steps: readonly ScenarioStep[]): ScenarioStep[][] {
  const cells: ScenarioStep[][] = [];
  for (const step of steps) {
    if (step.statements.length === 0) continue;
    const last = cells.at(-1);
    if (last?.[0]?.id === step.id) last.push(step);
    else cells.push([step]);
  }
  return cells;
}

/** What depends on where it stands: a branch, and a fact that held there. */
function branches(cell: readonly ScenarioStep[]): boolean {
  return cell.some(({ statements }) => statements.some(({ is }) => is === 'if' || is === 'noted' || is === 'check'));
}
