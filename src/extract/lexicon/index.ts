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
import { heldTables, periodOf, type Release } from './releases.ts';
import { systemLocks } from './system-locks.ts';
import { tlb } from './tlb.ts';
import type { Table } from './types.ts';
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

/** Compiled lexicons: by the user's tables, and by which of the dated rows hold. */
const compiled = new WeakMap<readonly Table[], Map<string, Lexicon>>();
const NONE: readonly Table[] = [];

/**
 * What names mean in a kernel: the tables above, and before them `own`, a user's. Without a kernel, rows that hold since or until some
 * kernel are as of the newest. Compiled once for kernels in which the same rows hold.
 */
export function lexiconFor(kernel: Release | null, own: readonly Table[] = NONE): Lexicon {
  const tables = own.length === 0 ? TABLES : [...own, ...TABLES];
  const period = periodOf(tables, kernel);
  const known = compiled.get(own) ?? new Map<string, Lexicon>();
  compiled.set(own, known);
  const lexicon = known.get(period) ?? compile(heldTables(tables, kernel));
  known.set(period, lexicon);
  return lexicon;
}

export type { Lexicon } from './match.ts';
export { flagWord, PTE_FLAGS, pteFlag, pteState } from './pte-flags.ts';
export { kernelAt, type Release } from './releases.ts';
export { otherName } from './same-as.ts';
export type { Match, Row, Table } from './types.ts';
