import type { Comparison, Effect, Failure, Op, Term } from '../types.ts';
import type { Release } from './releases.ts';

/**
 * One thing the kernel can do, under all the names that it goes by. Templates stand for the call's parts:
 *
 *     $1 … $9   an argument, `&`, casts and outer parentheses taken off      $1^   what embeds it: `p` for `p->rcu`
 *     $=        the variable that the result is assigned to ('' if none)     $*    what the name's first `*` stood for
 *     $args     (as the only member of a list) all arguments           $-    the last argument
 *
 * A row whose effects name an argument that the cell does not show keeps its op, but the cell is not `understood`.
 */
export type Row = {
  /** Unique in its table; a step's rule is `table/rule`. */
  readonly rule: string;
  /** Function or macro names: exact, or globs with `*`. Exact names win, then the glob with the most letters. */
  readonly names: readonly string[];
  readonly op: Op;
  /** Template of the step's object; `$1` where it is left out, null for none. Several: the first that the cell fills. */
  readonly object?: Term | readonly Term[] | null;
  readonly effects: readonly Effect[];
  /** Arguments that may be left out of a drawing, in order: `mmap_read_lock()` means that of `mm`. */
  readonly defaults?: readonly Term[];
  /** What the call evaluates to, as a place: READ_ONCE(x) is `x`. */
  readonly value?: Term;
  /** What a true result means: `list_empty(l)` is `l == empty`. */
  readonly truth?: Comparison;
  /** Argument that holds the number of an `add` effect: `atomic_add(n, &v)`. */
  readonly amount?: { readonly argument: number; readonly sign: 1 | -1 };
  /** The row says which step this is, not all that it does: no cell of it is `understood`. */
  readonly partial?: boolean;
  /** The call gives the value from before its `add`: atomic_fetch_inc. */
  readonly givesOld?: boolean;
  /** May sleep, so it must not run under a spinlock. */
  readonly sleeps?: boolean;
  /** Known by the form of its name only: a call of it that draws its inner steps is a frame, without effects of its own. */
  readonly family?: boolean;
  /** Usually drawn with its inner steps. */
  readonly frame?: boolean;
  /** The first kernel in which the row holds, and the first in which it no longer does. Which kernel a mail is about is told by its date. */
  readonly since?: Release;
  readonly until?: Release;
  /** Where the drawing of this step says that something went wrong. */
  readonly failure?: Failure;
};

/** Rows of one field of the kernel; its file's name is the table's name. */
export type Table = { readonly name: string; readonly rows: readonly Row[] };

/** What is known of a call of this row is what its name says. */
export const byNameOnly = (row: Row): boolean => row.family === true && row.partial === true;

/** A row found for a name. */
export type Match = {
  readonly row: Row;
  /** `locking/spin_lock`. */
  readonly rule: string;
  /** What the glob's first `*` stood for; '' for an exact name. Of a verb in the name: what stands behind it. */
  readonly stem: string;
};
