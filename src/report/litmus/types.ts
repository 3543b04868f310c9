import type { Problem } from '../../problems.ts';
import type { Explanation, LitmusOutcome, LitmusTest } from '../../sim/lkmm/index.ts';

/** What became of one input: a test with its outcome, and why it comes out so where that was asked; or what is wrong with it. */
export type LitmusResult =
  | {
      readonly source: string;
      readonly test: LitmusTest;
      readonly outcome: LitmusOutcome;
      readonly why: Explanation | null;
    }
  | { readonly source: string; readonly problems: readonly Problem[] };
