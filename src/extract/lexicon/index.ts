import { bitOperations } from './bit-operations.ts';
import { block } from './block.ts';
import { coreCalls } from './core-calls.ts';
import { counters } from './counters.ts';
import { deferredWork } from './deferred-work.ts';
import { devices } from './devices.ts';
import { earlyWaits } from './early-waits.ts';
import { files } from './files.ts';
import { journals } from './journals.ts';
import { lifetimes } from './lifetimes.ts';
import { lists } from './lists.ts';
import { lockFamilies } from './lock-families.ts';
import { locking } from './locking.ts';
import { compile, inTurn, type Lexicon } from './match.ts';
import { memory } from './memory.ts';
import { entryPoints, NOUNS, nameFamilies } from './name-families.ts';
import { networking } from './networking.ts';
import { objectLocks } from './object-locks.ts';
import { pageStates } from './page-states.ts';
import { pageTables } from './page-tables.ts';
import { rcu } from './rcu.ts';
import { refcounts } from './refcounts.ts';
import { references } from './references.ts';
import { datedRows, heldTables, periodOf, type Release } from './releases.ts';
import { scheduler } from './scheduler.ts';
import { systemCalls } from './system-calls.ts';
import { systemLocks } from './system-locks.ts';
import { tasks } from './tasks.ts';
import { tlb } from './tlb.ts';
import type { Row, Table } from './types.ts';
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
  tasks,
  scheduler,
  files,
  journals,
  block,
  networking,
  devices,
  pageStates,
  coreCalls,
  systemCalls,
];

/** Asked last, in turn: what the form of a name tells where no table knows it. */
const entries = compile([entryPoints]);
const verbs = compile([nameFamilies], 'leftmost');
const families: Lexicon = { find: (name) => entries.find(name) ?? verbs.find(withoutNoun(name)) };

/** `ip_set_destroy` destroys: a noun in front that contains a verb is no verb. */
function withoutNoun(name: string): string {
  const noun = NOUNS.find((one) => name.startsWith(one) && name.length > one.length);
  return noun ? `noun_${name.slice(noun.length)}` : name;
}

/** Compiled lexicons: by the user's tables, and by which of the dated rows hold. */
const compiled = new WeakMap<readonly Table[], { readonly dated: readonly Row[]; readonly of: Map<string, Lexicon> }>();
const NONE: readonly Table[] = [];

/**
 * What names mean in a kernel: the tables above, and before them `own`, a user's. Without a kernel, rows that hold since or until some
 * kernel are as of the newest. Compiled once for kernels in which the same rows hold.
 */
export function lexiconFor(kernel: Release | null, own: readonly Table[] = NONE): Lexicon {
  const key = own.length === 0 ? NONE : own;
  const known = compiled.get(key) ?? { dated: datedRows([...own, ...TABLES]), of: new Map<string, Lexicon>() };
  compiled.set(key, known);
  const period = periodOf(known.dated, kernel);
  const lexicon = known.of.get(period) ?? inTurn([compile(heldTables([...own, ...TABLES], kernel)), families]);
  known.of.set(period, lexicon);
  return lexicon;
}

export type { Lexicon } from './match.ts';
export { flagWord, PTE_FLAGS, pteFlag, pteState } from './pte-flags.ts';
export { kernelAt, type Release } from './releases.ts';
export { otherName } from './same-as.ts';
export { byNameOnly, type Match, type Row, type Table } from './types.ts';
