import type { Lane, Scenario, ScenarioStep, Statement } from '../../scenario/types.ts';
import {
  declared,
  isVerb,
  lineOf,
  linesText,
  mapLanes,
  newStep,
  targetOf,
  verb,
  withDeclaration,
  withLastStep,
} from '../edit.ts';
import type { Candidate, Fix } from './types.ts';

/**
 * Holds a lock from a lane's first step to its last. The lane's own uses of that lock fall inside and are dropped.
 * `lanes`: indices of the lanes that hold it.
 */
export function holdAcross(
  scenario: Scenario,
  lock: string,
  lanes: readonly number[],
  mode: 'exclusive' | 'shared' = 'exclusive',
): Scenario {
  const take: Statement = mode === 'shared' ? verb('lock', lock, 'shared') : verb('lock', lock);
  const withLock = withDeclaration(scenario, 'lock', lock);
  return mapLanes(withLock, (lane, index) => {
    if (!lanes.includes(index)) return lane;
    const inside = lane.steps.map((step) => ({
      ...step,
      statements: step.statements.filter((statement) => !usesLock(statement, lock)),
    }));
    const first = newStep(withLock, [take], `takes ${lock}`, index * 2);
    const last = newStep(withLock, [verb('unlock', lock)], `releases ${lock}`, index * 2 + 1);
    return { ...lane, steps: [first, ...withLastStep(inside, last)] };
  });
}

/** A lock that is there already is held longer: by the lanes that take it, from their first step to their last. */
export const widenLock: Fix = (scenario) =>
  declared(scenario, 'lock').flatMap((lock): Candidate[] => {
    const users = drawnLanes(scenario).filter((lane) =>
      (scenario.lanes[lane] as Lane).steps.some((step) =>
        step.statements.some((statement) => usesLock(statement, lock)),
      ),
    );
    const others = drawnLanes(scenario).filter((lane) => !users.includes(lane));
    const candidates: Candidate[] = [];
    for (const lane of users) {
      const held = scenario.lanes[lane] as Lane;
      if (!holdsAll(held, lock)) {
        candidates.push({
          kind: 'widen-lock',
          text: `hold ${lock} across all of ${describe(held)}`,
          scenario: holdAcross(scenario, lock, [lane]),
          size: 2,
        });
      }
    }
    for (const lane of others) {
      const bare = scenario.lanes[lane] as Lane;
      candidates.push({
        kind: 'hold-lock',
        text: `take ${lock} across ${describe(bare)}`,
        scenario: holdAcross(scenario, lock, [lane]),
        size: 3,
      });
    }
    if (users.length > 1) {
      candidates.push({
        kind: 'widen-lock',
        text: `hold ${lock} across all of ${users.map((lane) => (scenario.lanes[lane] as Lane).name).join(' and ')}`,
        scenario: holdAcross(scenario, lock, users),
        size: 4,
      });
    }
    return candidates;
  });

/** One lock around each pair of lanes: the plain way out. */
export const holdCommonLock: Fix = (scenario) => {
  const lanes = drawnLanes(scenario);
  return lanes.flatMap((first, at) =>
    lanes.slice(at + 1).map((second): Candidate => {
      const [a, b] = [scenario.lanes[first] as Lane, scenario.lanes[second] as Lane];
      const text = `hold one lock across ${describe(a)} and across ${describe(b)}`;
      return { kind: 'hold-lock', text, scenario: holdAcross(scenario, 'common_lock', [first, second]), size: 5 };
    }),
  );
};

export function drawnLanes(scenario: Scenario): number[] {
  return scenario.lanes.flatMap((lane, index) => (lane.implied || lane.steps.length === 0 ? [] : [index]));
}

export function usesLock(statement: Statement, lock: string): boolean {
  return isVerb(statement, 'want', 'lock', 'unlock', 'trylock') && targetOf(statement) === lock;
}

/** "CPU0 (lines 29 to 64)" */
export function describe(lane: Lane): string {
  const lines = lane.steps.map((step: ScenarioStep) => lineOf(step.id)).filter((line) => line !== null);
  const [first, last] = [lines[0], lines.at(-1)];
  return first === undefined || last === undefined
    ? lane.name
    : `${lane.name} (${first === last ? linesText([first]) : `lines ${first} to ${last}`})`;
}

function holdsAll(lane: Lane, lock: string): boolean {
  const first = lane.steps.find((step) => step.statements.length > 0);
  const last = lane.steps.findLast((step) => step.statements.length > 0);
  return Boolean(
    first?.statements.some((each) => usesLock(each, lock)) && last?.statements.some((each) => usesLock(each, lock)),
  );
}
