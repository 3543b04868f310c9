import type { Claim, ClaimContent, Diagram, DiagramKind } from '../../extract/types.ts';
import type { ClaimVerdict, JudgeOptions, ScenarioVerdict } from '../types.ts';

/** What is known when a claim is judged: the verdict of the drawing that it is about. */
export type Case = {
  readonly claim: Claim;
  readonly judged: ScenarioVerdict;
  readonly kind: DiagramKind;
  readonly diagram: Diagram;
  readonly options: JudgeOptions;
};
export type Finding = { readonly verdict: ClaimVerdict; readonly reason: string };
export type ClaimJudge<Is extends ClaimContent['is']> = (
  content: Extract<ClaimContent, { is: Is }>,
  about: Case,
) => Finding;

export const supported = (reason: string): Finding => ({ verdict: 'supported', reason });
export const contradicted = (reason: string): Finding => ({ verdict: 'refuted', reason });
export const undetermined = (reason: string): Finding => ({ verdict: 'undetermined', reason });
export const notCheckable = (reason: string): Finding => ({ verdict: 'not-checkable', reason });

/** A finding about "it works" turned into one about "it fails". */
export function negated({ verdict, reason }: Finding): Finding {
  return { verdict: verdict === 'supported' ? 'refuted' : verdict === 'refuted' ? 'supported' : verdict, reason };
}
