import { tryMove, tryRemoval } from '../fixes/patch/in-words.ts';
import type { FixResult } from '../types.ts';
import { type Case, type ClaimJudge, contradicted, type Finding, negated, supported, undetermined } from './types.ts';

/** "move A before B": the rows are put there, and the drawing is run again. */
export const judgeMove: ClaimJudge<'move'> = (content, about) => {
  const what = `moving "${content.what}" ${content.where} "${content.anchor}"`;
  if (about.judged.verdict === 'undetermined') return undetermined('the drawing itself is undetermined');
  if (about.judged.verdict === 'refuted') return undetermined('nothing fails in this drawing as it is');
  const found = tryMove(content, about.diagram, about.judged, about.options);
  if (found === null) return undetermined(`what ${what} changes does not show in the drawing`);
  return findingOf(found, `with ${what.slice('moving '.length)}`, about);
};

/** "remove the call of foo()", where foo is drawn: it is taken out, and the drawing is run again. Null where it is not drawn. */
export function judgeRemoval(phrase: string, about: Case): Finding | null {
  if (about.judged.verdict !== 'reproduces') return null;
  const found = tryRemoval(phrase, about.diagram, about.judged, about.options);
  return found === null ? null : findingOf(found, `without "${phrase}"`, about);
}

function findingOf(found: Pick<FixResult, 'verdict' | 'reason'>, what: string, { claim, judged }: Case): Finding {
  const helps =
    found.verdict === 'works'
      ? supported(`${what} no execution shows ${judged.failure ?? 'a failure'}, and every lane can still finish`)
      : found.verdict === 'fails'
        ? contradicted(`${what}: ${found.reason}`)
        : undetermined(`${what}: ${found.reason}`);
  return claim.type === 'fix-fails' ? negated(helps) : helps;
}
