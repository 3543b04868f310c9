import { number } from '../../scenario/expressions.ts';
import { isVerb, targetOf, verb } from '../../scenario/statements.ts';
import type { Statement } from '../../scenario/types.ts';
import { lineOf, mapLanes, mapSteps } from '../edit.ts';
import type { Relaxation } from './types.ts';

/** A lane that only tries a lock never waits for it; `trylock L into got` becomes a lock that it waits for and gets. */
export const waitInsteadOfTry: Relaxation = (scenario) =>
  scenario.lanes.flatMap((lane, laneIndex) =>
    lane.steps.flatMap((step, at) =>
      step.statements.flatMap((attempt) => {
        if (!isVerb(attempt, 'trylock')) return [];
        const waits = mapLanes(scenario, (each, index) =>
          index !== laneIndex
            ? each
            : mapSteps(each, (own, i) =>
                i !== at
                  ? own
                  : {
                      ...own,
                      statements: own.statements.flatMap((each) => (each === attempt ? lockedBy(attempt) : [each])),
                    },
              ),
        );
        const line = lineOf(step.id);
        const text = `${lane.name} only tries ${targetOf(attempt)}${line === null ? '' : ` on line ${line}`} and never waits for it`;
        return [{ scenario: waits, why: { kind: 'lock' as const, text, lines: line === null ? [] : [line] } }];
      }),
    ),
  );

/** The operands of a trylock are those of the lock, and then `into got`. */
function lockedBy(attempt: Statement & { is: 'verb' }): Statement[] {
  const got = attempt.operands.at(-1);
  const lock: Statement = verb('lock', ...attempt.operands.slice(0, -2));
  return got?.is === 'name' ? [lock, { is: 'assign', target: got.name, value: number(1) }] : [lock];
}
