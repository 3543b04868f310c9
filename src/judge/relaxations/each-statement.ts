import type { Scenario, ScenarioStep, Statement } from '../../scenario/types.ts';
import { lineOf, mapLanes, mapSteps } from '../edit.ts';
import type { Why } from '../types.ts';
import type { Relaxed } from './types.ts';

/** What takes the statement's place, null for nothing, and what the lane is said to do with it: "waits for done". */
export type Change = { readonly kind: Why['kind']; readonly text: string; readonly statement: Statement | null };

/** Replaces or drops statements one at a time, each giving one relaxed scenario. */
export function eachStatement(
  scenario: Scenario,
  change: (statement: Statement, step: ScenarioStep, lane: number) => Change | null,
): Relaxed[] {
  return scenario.lanes.flatMap((lane, laneIndex) =>
    lane.steps.flatMap((step, at) =>
      step.statements.flatMap((statement, part): Relaxed[] => {
        const changed = change(statement, step, laneIndex);
        if (changed === null) return [];
        const statements = step.statements.flatMap((each, index) =>
          index === part ? (changed.statement ?? []) : each,
        );
        const line = lineOf(step.id);
        return [
          {
            scenario: mapLanes(scenario, (each, index) =>
              index === laneIndex ? mapSteps(each, (own, i) => (i === at ? { ...own, statements } : own)) : each,
            ),
            why: {
              kind: changed.kind,
              text: `${lane.name} ${changed.text}${line === null ? '' : ` on line ${line}`}`,
              lines: line === null ? [] : [line],
            },
          },
        ];
      }),
    ),
  );
}
