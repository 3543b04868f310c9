import { name, namesInExpression } from '../../scenario/expressions.ts';
import type { Expression, Scenario, ScenarioStep, Statement } from '../../scenario/types.ts';
import { declared, mapLanes, mapSteps } from '../edit.ts';

export const COUNTER = 'counter';
const SEEN = 'counter_seen';

/** A claim that speaks of a counter, whatever its words around it. */
export function speaksOfCounter(phrase: string): boolean {
  return /\b(?:counter|generation|sequence|seqcount|version)s?\b/i.test(phrase);
}

/**
 * Puts a sequence counter into a drawing that has none: increased with every change of the pte, read where the entry is read, and
 * compared where the entry is compared. Null where no entry is
 * read and compared, so that a counter would have nothing to guard.
 */
export function withCounter(scenario: Scenario): Scenario | null {
  const ptes = declared(scenario, 'pte');
  if (scenario.declarations.some((each) => each.name === COUNTER || each.name === SEEN)) return null;
  let reads = 0;
  let compares = 0;
  const changed = mapLanes(scenario, (lane) =>
    lane.implied
      ? lane
      : mapSteps(lane, (step): ScenarioStep => {
          const statements = step.statements.flatMap((statement): Statement[] => {
            if (statement.is === 'assign' && ptes.some((pte) => statement.target.startsWith(`${pte}.`)))
              return [statement];
            if (statement.is === 'assign' && statement.value.is === 'name' && ptes.includes(statement.value.name)) {
              reads++;
              return [statement, { is: 'assign', target: SEEN, value: name(COUNTER) }];
            }
            if (statement.is === 'noted' && comparesEntry(statement.condition, ptes)) {
              compares++;
              return [
                statement,
                { is: 'noted', condition: { is: 'binary', operator: '==', left: name(COUNTER), right: name(SEEN) } },
              ];
            }
            return [statement];
          });
          const changes = statements.some(
            (each) => each.is === 'assign' && ptes.some((pte) => each.target.startsWith(`${pte}.`)),
          );
          return { ...step, statements: changes ? [...statements, INCREMENT] : statements };
        }),
  );
  if (reads === 0 || compares === 0) return null;
  const cells = [COUNTER, SEEN].map((each) => ({ kind: 'cell', name: each, values: [ZERO], options: [] }));
  return { ...changed, declarations: [...changed.declarations, ...cells] };
}

const ZERO: Expression = { is: 'number', value: 0 };
const INCREMENT: Statement = {
  is: 'assign',
  target: COUNTER,
  value: { is: 'binary', operator: '+', left: name(COUNTER), right: { is: 'number', value: 1 } },
};

function comparesEntry(condition: Expression, ptes: readonly string[]): boolean {
  return namesInExpression(condition).some((each) => ptes.includes(each));
}
