import { namesInExpression } from '../../scenario/expressions.ts';
import { isVerb, targetOf, verb } from '../../scenario/statements.ts';
import type { Lane, Scenario, ScenarioStep, Statement } from '../../scenario/types.ts';
import { declaredLocks, lineOf, linesText, mapLanes, newStep, withDeclaration, withLastStep } from '../edit.ts';
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
  origins: 'inside' | 'before' = 'inside',
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
    const [had, rest] = origins === 'before' ? splitOrigins(inside) : [[], inside];
    return { ...lane, steps: [...had, first, ...withLastStep(rest, last)] };
  });
}

/**
 * The two ways to hold a lock across lanes: with the pointers that a lane has without loading them got under the lock, or before it.
 * One way where no lane has such a pointer. The drawing does not say which, so a fix works only if it works both ways.
 */
export function waysToHold(
  scenario: Scenario,
  lock: string,
  lanes: readonly number[],
  mode: 'exclusive' | 'shared' = 'exclusive',
): Pick<Candidate, 'scenario' | 'otherwise'> {
  const scenarioInside = holdAcross(scenario, lock, lanes, mode);
  const hasOrigins = lanes.some((lane) => splitOrigins((scenario.lanes[lane] as Lane).steps)[0].length > 0);
  if (!hasOrigins) return { scenario: scenarioInside };
  return { scenario: scenarioInside, otherwise: holdAcross(scenario, lock, lanes, mode, 'before') };
}

/** Takes the guards "has p, while it is alive" off a lane's first step that does anything. */
function splitOrigins(steps: readonly ScenarioStep[]): [ScenarioStep[], ScenarioStep[]] {
  const at = steps.findIndex((step) => step.statements.length > 0);
  const step = steps[at];
  const guards = step?.statements.filter(isOrigin) ?? [];
  if (step === undefined || guards.length === 0) return [[], [...steps]];
  const rest = { ...step, statements: step.statements.filter((statement) => !isOrigin(statement)) };
  return [
    [...steps.slice(0, at), { ...step, statements: guards }],
    [rest, ...steps.slice(at + 1)],
  ];
}

function isOrigin(statement: Statement): boolean {
  return statement.is === 'noted' && namesInExpression(statement.condition).some((name) => name.endsWith('.live'));
}

/** A lock that is there already is held longer: by the lanes that take it, from their first step to their last. */
export const widenLock: Fix = (scenario) =>
  declaredLocks(scenario).flatMap((lock): Candidate[] => {
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
          ...waysToHold(scenario, lock, [lane]),
          size: 2,
        });
      }
    }
    for (const lane of others) {
      const bare = scenario.lanes[lane] as Lane;
      candidates.push({
        kind: 'hold-lock',
        text: `take ${lock} across ${describe(bare)}`,
        ...waysToHold(scenario, lock, [lane]),
        size: 3,
      });
    }
    if (users.length > 1) {
      candidates.push({
        kind: 'widen-lock',
        text: `hold ${lock} across all of ${users.map((lane) => (scenario.lanes[lane] as Lane).name).join(' and ')}`,
        ...waysToHold(scenario, lock, users),
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
      return { kind: 'hold-lock', text, ...waysToHold(scenario, 'common_lock', [first, second]), size: 5 };
    }),
  );
};

export function drawnLanes(scenario: Scenario): number[] {
  return scenario.lanes.flatMap((lane, index) => (lane.implied || lane.steps.length === 0 ? [] : [index]));
}

export function usesLock(statement: Statement, lock: string): boolean {
  return isVerb(statement, 'want', 'lock', 'unlock', 'trylock', 'downgrade') && targetOf(statement) === lock;
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
