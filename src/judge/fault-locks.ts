import type { Diagram, Step } from '../extract/types.ts';
import { type BuildContext, faultOfEitherLock } from '../scenario/index.ts';
import type { Unknown } from '../scenario/types.ts';
import type { DrawnOrder } from '../sim/types.ts';
import { judgeDiagram } from './diagram-verdict.ts';
import { leftOpen } from './left-open.ts';
import type { FixResult, JudgedClaim, JudgeOptions, ScenarioVerdict } from './types.ts';

/**
 * Since Linux 6.4 a page fault holds its VMA's lock or mmap_lock, and no drawing says which it got. So a drawing with such a fault is judged
 * both ways; what hangs on mmap_lock keeping the fault away comes out differently, and then nothing is determined.
 */

export type BothWays = {
  /** With mmap_lock held by the fault: all that is printed and run again. */
  readonly judged: ScenarioVerdict;
  /** With its VMA's lock alone; null where the drawing leaves no choice, or it makes no difference which. */
  readonly otherwise: ScenarioVerdict | null;
};

/** Judges a drawing, without fixes. */
export function judgeBothWays(diagram: Diagram, context: BuildContext, options: JudgeOptions): BothWays {
  const fault = faultOfEitherLock(diagram);
  const judged = judgeDiagram(diagram, context, options);
  if (fault === undefined) return { judged, otherwise: null };
  const otherwise = judgeDiagram(diagram, { ...context, faultLock: 'vma' }, options);
  if (isSame(judged, otherwise)) return { judged, otherwise: null };
  if (judged.verdict === otherwise.verdict && judged.failure === otherwise.failure) {
    return { judged: { ...judged, drawnOrder: orderOfBoth(judged, otherwise) }, otherwise };
  }
  return { judged: undecided(judged, otherwise, fault), otherwise: null };
}

/** Where the drawing shows the fault's lock, both scenarios are one. */
const isSame = (a: ScenarioVerdict, b: ScenarioVerdict): boolean =>
  JSON.stringify(a.scenario) === JSON.stringify(b.scenario);

const WHY = "since Linux 6.4 a page fault may hold its VMA's lock alone, and mmap_lock does not keep it away then";

/** Nothing is determined; the scenario says why, so that it is not when it is run by itself either. */
function undecided(judged: ScenarioVerdict, otherwise: ScenarioVerdict, { id, line }: Step): ScenarioVerdict {
  const reason =
    `It hangs on the lock that the page fault on line ${line} holds: with mmap_lock ${judged.verdict}, with its VMA's lock alone ` +
    `${otherwise.verdict}. ${capital(WHY)}. A fault that is drawn with mmap_read_lock or lock_vma_under_rcu settles it.`;
  const doubt: Unknown = { step: id, line, why: WHY, relevant: true, unmodelled: true };
  const unknown = [...judged.unknown, doubt];
  const scenario = { ...judged.scenario, unknown };
  const drawnOrder = orderOfBoth(judged, otherwise);
  return leftOpen({ ...judged, scenario, unknown, drawnOrder }, reason);
}

function orderOfBoth({ drawnOrder }: ScenarioVerdict, otherwise: ScenarioVerdict): DrawnOrder {
  return drawnOrder.is === otherwise.drawnOrder.is ? drawnOrder : { is: 'unknown', why: WHY };
}

/** The fixes of both ways: what does not come out alike in both cannot be told. */
export function fixesOfBoth(fixes: readonly FixResult[], otherwise: readonly FixResult[]): FixResult[] {
  const both = fixes.map((fix): FixResult => {
    const other = otherwise.find(({ text }) => text === fix.text);
    return other?.verdict === fix.verdict ? fix : { ...fix, verdict: 'undetermined', reason: WHY };
  });
  return (['works', 'fails', 'undetermined'] as const).flatMap((verdict) =>
    both.filter((fix) => fix.verdict === verdict),
  );
}

/** A claim that was judged in both ways. */
export function claimOfBoth(claim: JudgedClaim, otherwise: JudgedClaim): JudgedClaim {
  if (claim.verdict === otherwise.verdict) return claim;
  return {
    ...claim,
    verdict: 'undetermined',
    reason: `${WHY}; then it is ${otherwise.verdict}, else ${claim.verdict}`,
  };
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
