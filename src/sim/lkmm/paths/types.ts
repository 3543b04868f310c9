import type { Fence } from '../primitives/types.ts';
import type { Place } from '../types.ts';
import type { Term } from './terms.ts';

/**
 * What an event is beside a read or a write. The names of the lock events are those of the kernel's model: a lock is the pair of a
 * read LKR and a write LKW, an unlock UL, a failed trylock LF, `spin_is_locked()` RL where it says yes and RU where it says no.
 */
export const TAG = {
  marked: 1,
  acquire: 2,
  release: 4,
  /** A read of an atomic that gives no value; smp_rmb() does not order it. */
  noreturn: 8,
  /** One half of a read-modify-write, also of one that failed: then it is a read alone. */
  rmw: 16,
  /** A half of a fully ordered read-modify-write that succeeded. */
  mb: 32,
  lkr: 64,
  lkw: 128,
  ul: 256,
  lf: 512,
  ru: 1024,
  srcuLock: 2048,
  srcuUnlock: 4096,
} as const;

/** Any event of a spinlock. */
export const LOCK_TAGS = TAG.lkr | TAG.lkw | TAG.ul | TAG.lf | TAG.ru;

/** One thing that a thread does on a path. Dependencies and the partner are indices of events of the same path. */
export type PathEvent = {
  readonly is: 'read' | 'write' | 'fence' | 'sync-srcu';
  /** Number of the location; -1 for fences. */
  readonly location: number;
  /** What a write stores; null for the others. */
  readonly value: Term | null;
  readonly tags: number;
  readonly fence: Fence | null;
  /** The write of this read's read-modify-write, or the read of this write's; -1 where there is none. */
  readonly partner: number;
  /** Reads that say which location it is. */
  readonly address: readonly number[];
  /** Reads that the stored value is computed from. */
  readonly data: readonly number[];
  /** Reads that decided whether it happens. */
  readonly control: readonly number[];
  readonly at: Place | null;
  /** What the program says there, for people. */
  readonly text: string;
};

/** Something that the values of the path's reads must meet for the path to be taken. */
export type Constraint = { readonly term: Term; readonly isTrue: boolean };

/** What a thread does when its branches go one way. */
export type Path = {
  readonly events: readonly PathEvent[];
  readonly constraints: readonly Constraint[];
  /** Final values of its registers. */
  readonly registers: ReadonlyMap<string, Term>;
};
