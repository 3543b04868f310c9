import { conditionText, type LitmusOutcome, type LitmusTest, observableText, valueText } from '../../sim/lkmm/index.ts';
import { harmless } from '../text/harmless.ts';
import type { LitmusResult } from './types.ts';
import { whyLines } from './why.ts';

const EXPECTATIONS = { exists: 'Allowed', 'not-exists': 'Forbidden', forall: 'Required' } as const;

/**
 * What herd7 prints of a test, without its Time and Hash lines, so that the same input always gives the same bytes. Where a bound ended
 * the search, a line `Incomplete` says so: the counts are then of what was found until there.
 */
function herdText(test: LitmusTest, outcome: LitmusOutcome): string {
  const { states, positive, negative, flags, observation, complete, bound } = outcome;
  const name = harmless(test.name);
  return [
    `Test ${name} ${EXPECTATIONS[test.quantifier]}`,
    `States ${states.length}`,
    ...states.map(({ values }) =>
      values.map(({ of, value }) => `${observableText(of)}=${valueText(value)};`).join(' '),
    ),
    outcome.holds ? 'Ok' : 'No',
    'Witnesses',
    `Positive: ${positive} Negative: ${negative}`,
    ...(complete ? [] : [`Incomplete ${bound}`]),
    ...flags.map((flag) => `Flag ${flag}`),
    `Condition ${conditionText(test)}`,
    `Observation ${name} ${observation} ${positive} ${negative}`,
    '',
  ].join('\n');
}

/** All results one after the other, a blank line between them. */
export function renderHerd(results: readonly LitmusResult[], width: number): string {
  return results
    .flatMap((result) => {
      if ('problems' in result) return [];
      const { test, outcome, why } = result;
      const reason = why === null ? '' : `\n${whyLines(why, width).join('\n')}\n`;
      return [`${herdText(test, outcome)}${reason}`];
    })
    .join('\n');
}
