import { isVerb, targetOf } from '../../scenario/statements.ts';
import { lineOf, linesText, withoutStatements } from '../edit.ts';
import type { Relaxation } from './types.ts';

/** A reader of a sequence counter goes on with what it read, whether or not a writer came between. */
export const withoutRetry: Relaxation = (scenario) =>
  scenario.lanes.flatMap((lane, laneIndex) =>
    lane.steps.flatMap((step) => {
      const retry = step.statements.find((statement) => isVerb(statement, 'read-retry'));
      if (retry === undefined) return [];
      const line = lineOf(step.id);
      const lines = line === null ? [] : [line];
      const text = `${lane.name} looks whether ${targetOf(retry)} has changed${line === null ? '' : ` on ${linesText(lines)}`}`;
      const relaxed = withoutStatements(scenario, (each, index) => index === laneIndex && each === retry);
      return [{ scenario: relaxed, why: { kind: 'lock' as const, text, lines } }];
    }),
  );
