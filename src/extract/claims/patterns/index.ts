import { BUG_EXISTS, NOTHING_PREVENTS } from './bug.ts';
import { ACTIONS_HELP, CHANGED } from './changed.ts';
import { CONDITIONALS } from './conditional.ts';
import { COSTS } from './cost.ts';
import { FIX_FAILS, FIX_WORKS } from './fix.ts';
import { BUG_IMPOSSIBLE } from './impossible.ts';
import { HARMLESS, INVARIANTS, WITHOUT } from './invariant.ts';
import { ORDERING } from './ordering.ts';
import { QUESTIONS } from './question.ts';
import type { ClaimRow } from './row.ts';

/** Tried on a whole sentence before all others. */
export const QUESTION_ROWS = QUESTIONS;

/** Tried on a whole sentence that asks nothing: what they find covers the clauses that it spans. */
export const SENTENCE_ROWS: readonly ClaimRow[] = [...CONDITIONALS, ...CHANGED];

/** All other patterns, tried in this order on each clause; the first that matches names the claim. A new family is one file and one line here. */
export const CLAIM_ROWS: readonly ClaimRow[] = [
  ...FIX_FAILS,
  ...WITHOUT,
  ...NOTHING_PREVENTS,
  ...BUG_IMPOSSIBLE,
  ...ACTIONS_HELP,
  ...FIX_WORKS,
  ...COSTS,
  ...ORDERING,
  ...HARMLESS,
  ...INVARIANTS,
  ...BUG_EXISTS,
];
