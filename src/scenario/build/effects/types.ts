import type { Effect, Step } from '../../../extract/types.ts';
import type { Statement } from '../../types.ts';
import type { Draft } from '../draft.ts';

/** Where an effect stands. */
export type Place = {
  readonly step: Step;
  readonly lane: number;
  /** Whether the lane goes on after this step as if a tested condition held (true), failed (false), or nothing is drawn after it. */
  readonly continuation: boolean | null;
  /** Id of the last step inside the drawn body of this test; null where no body is drawn by its indentation. */
  readonly bodyEnd: string | null;
  /** The lane's later steps. */
  readonly later: readonly Step[];
  /** The lane's earlier steps, nearest last. */
  readonly earlier: readonly Step[];
};

/**
 * Turns one effect into statements. The first group joins the step's other statements in one atomic step; further groups are
 * atomic steps of their own, after it.
 */
export type Translator<Do extends Effect['do']> = (
  effect: Extract<Effect, { do: Do }>,
  place: Place,
  draft: Draft,
) => readonly (readonly Statement[])[];
export type Translators = { readonly [Do in Effect['do']]?: Translator<Do> };

export const NOTHING: readonly (readonly Statement[])[] = [];
