import type { Problem } from '../../problems.ts';
import { targetOf } from '../../scenario/statements.ts';
import type { Lane, Scenario } from '../../scenario/types.ts';
import { PRIMITIVES } from './primitives/index.ts';

/** For each release ("unlock mutex") the verbs that take what it releases. */
const TAKEN_BY: ReadonlyMap<string, readonly string[]> = new Map(
  PRIMITIVES.flatMap(({ verbs }) =>
    verbs.flatMap(({ signature, after }) => {
      const [verb, operand = ''] = signature.split(' ');
      return after === undefined ? [] : [[`${verb} ${operand.slice(1, -1)}`, after] as const];
    }),
  ),
);

/**
 * Releases that no execution can mean, since the lane takes the lock nowhere and does not hold it at the start:
 *
 *     lock L
 *     lane CPU0
 *       1:1 unlock L
 *
 * A lane that takes it once and releases it twice is a scenario of that bug, and triggers the warning when it is run.
 */
export function unheldReleases({ declarations, lanes }: Scenario, source: string): Problem[] {
  const known = new Map(declarations.map((each) => [each.name, each]));
  return lanes.flatMap((lane) =>
    statementsOf(lane).flatMap((statement) => {
      const lock = known.get(targetOf(statement) ?? '');
      const takes = TAKEN_BY.get(`${statement.verb} ${lock?.kind}`);
      if (lock === undefined || takes === undefined) return [];
      const holds = lock.values.some((value) => value.is === 'name' && value.name === lane.name);
      if (holds || statementsOf(lane).some((each) => takes.includes(each.verb) && targetOf(each) === lock.name))
        return [];
      const detail = `${lane.name} never takes ${lock.name} and does not hold it at the start, so it cannot release it`;
      const place = statement.at && { line: statement.at.line, column: statement.at.column };
      return [{ code: 'race-unheld' as const, source, ...place, detail }];
    }),
  );
}

function statementsOf(lane: Lane) {
  return lane.steps.flatMap(({ statements }) => statements.flatMap((each) => (each.is === 'verb' ? [each] : [])));
}
