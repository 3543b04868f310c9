import { declared, isVerb, linesText, linesWhere, mapLanes, mapSteps, targetOf, withoutStatements } from '../edit.ts';
import type { Relaxation } from './types.ts';

/** Each lock is taken away everywhere: `lock(L) … unlock(L)` on all sides. */
export const withoutEachLock: Relaxation = (scenario) =>
  declared(scenario, 'lock').map((lock) => {
    const takes = (lane: number) =>
      linesWhere(
        scenario,
        (statement, index) =>
          index === lane && isVerb(statement, 'lock', 'trylock', 'unlock') && targetOf(statement) === lock,
      );
    const holders = scenario.lanes.flatMap((lane, index) => {
      const lines = takes(index);
      return lines.length === 0
        ? []
        : [`${lane.name} (${linesText([lines[0] as number, ...(lines.length > 1 ? [lines.at(-1) as number] : [])])})`];
    });
    return {
      scenario: withoutStatements(
        scenario,
        (statement) => isVerb(statement, 'lock', 'unlock') && targetOf(statement) === lock,
      ),
      why: {
        kind: 'lock',
        text: `${lock} is held by ${holders.join(' and by ')}`,
        lines: scenario.lanes.flatMap((_, index) => takes(index)),
      },
    };
  });

/** Two locks that a lane takes one inside the other are taken the other way round. */
export const swapLockOrder: Relaxation = (scenario) =>
  scenario.lanes.flatMap((lane, laneIndex) => {
    const taken = lane.steps.flatMap((step) =>
      step.statements.flatMap((statement) => (isVerb(statement, 'lock') ? [targetOf(statement) ?? ''] : [])),
    );
    return taken.slice(1).flatMap((inner, at) => {
      const outer = taken[at] as string;
      if (outer === inner) return [];
      const swapped = mapLanes(scenario, (each, index) =>
        index !== laneIndex
          ? each
          : mapSteps(each, (step) => ({
              ...step,
              statements: step.statements.map((statement) => {
                const target = isVerb(statement, 'lock') ? targetOf(statement) : null;
                const other = target === outer ? inner : target === inner ? outer : null;
                if (other === null || !isVerb(statement, 'lock')) return statement;
                return { ...statement, operands: [{ is: 'name', name: other }, ...statement.operands.slice(1)] };
              }),
            })),
      );
      const lines = linesWhere(
        scenario,
        (statement, index) =>
          index === laneIndex && isVerb(statement, 'lock') && [outer, inner].includes(targetOf(statement) ?? ''),
      );
      return [
        {
          scenario: swapped,
          why: { kind: 'order', text: `${lane.name} takes ${outer} before ${inner} (${linesText(lines)})`, lines },
        },
      ];
    });
  });
