import { isVerb, targetOf } from '../../scenario/statements.ts';
import type { Lane, Scenario, ScenarioStep } from '../../scenario/types.ts';
import { lineOf, looksFor, mapLanes } from '../edit.ts';
import type { Candidate, Fix } from './types.ts';

/** Verbs whose place relative to an unlock or to the lane's other steps decides races. */
const MOVABLE = ['flush', 'free', 'put', 'wake', 'queue', 'complete'] as const;

/** A flush, free or wake-up that stands after an unlock is moved before it: "flush before PT is released on line 34". */
export const moveBeforeUnlock: Fix = (scenario) =>
  eachLane(scenario, (lane, laneIndex) =>
    lane.steps.flatMap((step, at): Candidate[] => {
      const moved = step.statements.find((statement) => isVerb(statement, ...MOVABLE));
      const unlock = lane.steps.findLastIndex(
        (each, index) => index < at && each.statements.some((statement) => isVerb(statement, 'unlock')),
      );
      if (moved === undefined || unlock < 0 || step.statements.some((statement) => isVerb(statement, 'unlock')))
        return [];
      const lock = targetOf(lane.steps[unlock]?.statements.find((statement) => isVerb(statement, 'unlock')) as never);
      return [
        candidate(
          scenario,
          laneIndex,
          at,
          unlock,
          `move "${step.text}" (${place(step)}) before ${lock} is released (${place(lane.steps[unlock])})`,
        ),
      ];
    }),
  );

/** A sleeper prepares before it looks at its condition. */
export const prepareBeforeCheck: Fix = (scenario) =>
  eachLane(scenario, (lane, laneIndex) => {
    const at = lane.steps.findIndex((step) => step.statements.some((statement) => isVerb(statement, 'prepare-wait')));
    const check = lane.steps.findIndex(
      (step, index) =>
        index < at && step.statements.some((statement) => statement.is === 'noted' || statement.is === 'if'),
    );
    if (at < 0 || check < 0) return [];
    const text = `have ${lane.name} prepare to wait before it looks at its condition (${place(lane.steps[check])})`;
    return [candidate(scenario, laneIndex, at, check, text)];
  });

/** What frees or clears comes after the lane's other steps, or what publishes comes last. */
export const moveToEnd: Fix = (scenario) =>
  eachLane(scenario, (lane, laneIndex) =>
    lane.steps.flatMap((step, at): Candidate[] => {
      const frees = step.statements.some((statement) => isVerb(statement, 'free', 'put'));
      const last = lane.steps.length - 1;
      if (!frees || at >= last || lane.steps.slice(at + 1).every((each) => each.statements.length === 0)) return [];
      return [
        candidate(scenario, laneIndex, at, last + 1, `move "${step.text}" (${place(step)}) to the end of ${lane.name}`),
      ];
    }),
  );

/** Two locks taken one inside the other are taken in the order of the other lane. */
export const sameLockOrder: Fix = (scenario) =>
  !looksFor(scenario, 'deadlock')
    ? []
    : eachLane(scenario, (lane, laneIndex) => {
        const taken = lane.steps.flatMap((step, at) =>
          step.statements.flatMap((statement) =>
            isVerb(statement, 'lock') ? [{ at, lock: targetOf(statement) }] : [],
          ),
        );
        return taken.slice(1).flatMap((inner, index): Candidate[] => {
          const outer = taken[index];
          if (outer === undefined || outer.lock === inner.lock) return [];
          return [
            candidate(
              scenario,
              laneIndex,
              inner.at,
              outer.at,
              `have ${lane.name} take ${inner.lock} before ${outer.lock}`,
            ),
          ];
        });
      });

function eachLane(scenario: Scenario, find: (lane: Lane, index: number) => readonly Candidate[]): Candidate[] {
  return scenario.lanes.flatMap((lane, index) => (lane.implied ? [] : find(lane, index)));
}

/** The step at `from` of one lane is put before the step at `to`. */
function candidate(scenario: Scenario, laneIndex: number, from: number, to: number, text: string): Candidate {
  const moved = mapLanes(scenario, (lane, index) =>
    index === laneIndex ? { ...lane, steps: moveItem(lane.steps, from, to) } : lane,
  );
  return { kind: 'move-step', text, scenario: moved, size: 1 };
}

export function moveItem<Item>(items: readonly Item[], from: number, to: number): Item[] {
  const item = items[from] as Item;
  const rest = items.filter((_, index) => index !== from);
  rest.splice(to > from ? to - 1 : to, 0, item);
  return rest;
}

function place(step: ScenarioStep | undefined): string {
  const line = lineOf(step?.id ?? '');
  return line === null ? 'implied' : `line ${line}`;
}
