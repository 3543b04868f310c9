import type { DiagramKind } from '../extract/types.ts';
import type { JudgedClaim, ScenarioVerdict } from './types.ts';

/**
 * "So the above cannot happen": who says so may rest on something that is not drawn. Where no run could test what is said, the drawing
 * does not reproduce on its own word against the author's:
 *
 *     the drawing reproduces as drawn, line 41 says that it cannot happen, and nothing in the drawing decides it      undetermined
 */
export function heedDenials(
  judged: ScenarioVerdict,
  claims: readonly JudgedClaim[],
  index: number,
  kind: DiagramKind,
): ScenarioVerdict {
  if (judged.verdict !== 'reproduces' || kind === 'correct') return judged;
  const about = claims.filter(({ claim }) => claim.about === index && claim.polarity === '+');
  const last = about.findLastIndex(
    ({ claim, verdict }) => claim.type === 'bug-impossible' && verdict === 'undetermined',
  );
  const denial = about[last];
  // "... cannot happen today. However, in these cases it does": the last word counts
  if (about.slice(last + 1).some(({ claim }) => claim.type === 'bug-exists')) return judged;
  if (denial === undefined) return judged;
  const reason = `As it is drawn ${judged.failure} reproduces, but line ${denial.claim.line} says that it cannot happen ("${denial.claim.text}"), by something that is not drawn.`;
  return {
    ...judged,
    verdict: 'undetermined',
    models: { sc: 'undetermined' },
    reason,
    why: [],
    witness: null,
    fixes: [],
  };
}
