import type { Claim } from '../../extract/types.ts';
import type { FixResult, JudgedClaim } from '../types.ts';
import { contradicted, negated, supported } from './types.ts';

/**
 * Sentences of a mail with a patch that say of it that it mends the drawing, or not, and name nothing that could be put in and run:
 * what a run with the patch showed decides them.
 *
 *     So looks good to me.
 *     This fix seems right.
 *     Keep the two counts in step to fix this.
 */
export function decidedByPatch(judged: JudgedClaim, fixes: readonly FixResult[]): JudgedClaim {
  const { claim, verdict } = judged;
  if (verdict === 'supported' || verdict === 'refuted' || claim.polarity !== '+' || !isOfPatch(claim)) return judged;
  const patch = fixes.find(({ source, verdict: shown }) => source === 'patch' && shown !== 'undetermined');
  if (patch === undefined) return judged;
  const [what] = patch.text.split(':', 1);
  const finding =
    patch.verdict === 'works' ? supported(`${what} works`) : contradicted(`${what} fails: ${patch.reason}`);
  return { claim, ...(claim.type === 'fix-works' ? finding : negated(finding)) };
}

const PRAISED =
  /\b(?:this|the|that|your) (?:fix|patch|change|series|approach)\b|\blooks? (?:good|right|correct|sane|fine|ok(?:ay)?)\b/i;
const DESCRIBED =
  /^(?:so |thus |therefore )?(?:fix|solve|address|resolve)\b|\bto (?:fix|solve|address|resolve) (?:this|that|it|the)\b/i;
/** What might be done as well, or instead. */
const OTHERWISE = /\b(?:could|might|may|would|rather|instead|another|also|alternatively|other|if)\b/i;

const isOfPatch = ({ type, text }: Claim): boolean =>
  (type === 'fix-works' || type === 'fix-fails') &&
  (PRAISED.test(text) || DESCRIBED.test(text)) &&
  !OTHERWISE.test(text);
