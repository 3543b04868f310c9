import { bitOperations } from './bit-operations.ts';
import { counters } from './counters.ts';
import { deferredWork } from './deferred-work.ts';
import { earlyWaits } from './early-waits.ts';
import { lifetimes } from './lifetimes.ts';
import { lists } from './lists.ts';
import { lockFamilies } from './lock-families.ts';
import { locking } from './locking.ts';
import { compile, type Lexicon } from './match.ts';
import { memory } from './memory.ts';
import { objectLocks } from './object-locks.ts';
import { pageTables } from './page-tables.ts';
import { rcu } from './rcu.ts';
import { refcounts } from './refcounts.ts';
import { references } from './references.ts';
import { systemLocks } from './system-locks.ts';
import { tlb } from './tlb.ts';
import type { Match, Table } from './types.ts';
import { waiting } from './waiting.ts';

/** What the kernel's functions do: one line a table. Where two tables know a name, the earlier wins. */
export const TABLES: readonly Table[] = [
  locking,
  objectLocks,
  systemLocks,
  lockFamilies,
  rcu,
  pageTables,
  tlb,
  counters,
  refcounts,
  references,
  memory,
  bitOperations,
  waiting,
  earlyWaits,
  deferredWork,
  lists,
  lifetimes,
];

let lexicon: Lexicon | null = null;

/** The row for a function or macro name, or null. The tables are compiled at the first question. */
export function lookUp(name: string): Match | null {
  lexicon ??= compile(TABLES);
  return lexicon.find(name);
}

export { flagWord, PTE_FLAGS, pteFlag, pteState } from './pte-flags.ts';
export { otherName } from './same-as.ts';
export type { Match, Row, Table } from './types.ts';
