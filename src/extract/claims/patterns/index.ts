import { BUG_EXISTS, BUG_IMPOSSIBLE } from './bug.ts';
import { COSTS } from './cost.ts';
import { FIX_FAILS, FIX_WORKS } from './fix.ts';
import { HARMLESS, INVARIANTS, WITHOUT } from './invariant.ts';
import { ORDERING } from './ordering.ts';
import { QUESTIONS } from './question.ts';
import type { ClaimRow } from './row.ts';

/** Tried on a whole sentence before all others. */
export const QUESTION_ROWS = QUESTIONS;

/** All other patterns, tried in this order on each clause; the first that matches names the claim. A new family is one file and one line here. */
export const CLAIM_ROWS: readonly ClaimRow[] = [
  ...FIX_FAILS,
  ...WITHOUT,
  ...BUG_IMPOSSIBLE,
  ...FIX_WORKS,
  ...COSTS,
  ...ORDERING,
  ...HARMLESS,
  ...INVARIANTS,
  ...BUG_EXISTS,
];
