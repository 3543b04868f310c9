/** What a step does, in the terms of these drawings: part of the story that types.ts tells. */

/** A C expression or a name as it stands in the cell, white space trimmed, `&` and `;` kept off: `dev->lock`, `PT`. */
export type Term = string;

/** A comparison that the cell states or tests. `right` is a number, `NULL`, a name, or a C expression. */
export type Comparison = {
  readonly left: Term;
  readonly is: '==' | '!=' | '<' | '<=' | '>' | '>=';
  readonly right: Term;
};

/**
 * What a step does, in the terms of these drawings; the scenario builder turns each into machine actions.
 * A lexicon row lists them with placeholders ($1 is the first argument, $= what is assigned to), a cell has them filled in.
 */
export type Effect =
  // locking. `cover`: the lock excludes others (spin, mutex, rwsem …) or only its own CPU (irq, preempt), or marks readers (rcu, srcu)
  | {
      readonly do: 'acquire';
      readonly lock: Term;
      readonly mode: 'exclusive' | 'shared';
      readonly lockKind: LockKind;
      readonly tries?: boolean;
    }
  | {
      readonly do: 'release';
      readonly lock: Term;
      readonly mode: 'exclusive' | 'shared' | 'any';
      readonly lockKind: LockKind;
    }
  | { readonly do: 'enter-reader'; readonly domain: Term } // rcu_read_lock: domain "rcu"
  | { readonly do: 'leave-reader'; readonly domain: Term }
  | { readonly do: 'wait-readers'; readonly domain: Term } // synchronize_rcu
  // memory
  | { readonly do: 'load'; readonly into: Term; readonly from: Term }
  | { readonly do: 'store'; readonly to: Term; readonly value: Term }
  | { readonly do: 'add'; readonly to: Term; readonly by: number; readonly into?: Term; readonly atomic: boolean }
  | { readonly do: 'exchange'; readonly to: Term; readonly value: Term; readonly into: Term | null }
  | {
      readonly do: 'test';
      readonly condition: Comparison /** null: not said; the drawing's continuation decides */;
      readonly holds: boolean | null;
    }
  // "sees 0", "-> PASS", "still clear": the cell says that it held when the step ran
  | { readonly do: 'noted'; readonly condition: Comparison }
  // { A == 1; B == 2 }: what a variable holds before anything runs
  | { readonly do: 'starts'; readonly place: Term; readonly value: Term }
  // dependency: what is accessed next is by what was read last
  | { readonly do: 'barrier'; readonly order: 'full' | 'read' | 'write' | 'acquire' | 'release' | 'dependency' }
  // objects
  | { readonly do: 'alloc'; readonly object: Term }
  | {
      readonly do: 'free';
      readonly object: Term /** after a grace period: kfree_rcu, call_rcu */;
      readonly deferred?: 'rcu';
    }
  | { readonly do: 'use'; readonly object: Term }
  | {
      readonly do: 'get';
      readonly object: Term /** get_unless_zero: fails instead of reviving */;
      readonly unlessZero?: boolean;
    }
  | {
      readonly do: 'put';
      readonly object: Term /** the cell says that this is the last reference */;
      readonly last?: boolean;
    }
  | { readonly do: 'link'; readonly object: Term; readonly list: Term }
  | { readonly do: 'unlink'; readonly object: Term; readonly list: Term | null }
  | { readonly do: 'find'; readonly into: Term; readonly list: Term }
  // waiting
  | { readonly do: 'prepare-wait'; readonly queue: Term }
  | { readonly do: 'finish-wait'; readonly queue: Term }
  | { readonly do: 'sleep'; readonly queue: Term | null }
  | { readonly do: 'wait-until'; readonly queue: Term; readonly condition: Comparison | null }
  | { readonly do: 'wake'; readonly queue: Term }
  | { readonly do: 'wait-completion'; readonly completion: Term }
  | { readonly do: 'complete'; readonly completion: Term }
  // deferred work: work items, timers, tasklets, callbacks
  | { readonly do: 'queue-work'; readonly work: Term }
  | { readonly do: 'cancel-work'; readonly work: Term; readonly sync: boolean }
  | { readonly do: 'flush-work'; readonly work: Term }
  | { readonly do: 'run-work'; readonly work: Term } // the lane or frame is the work's function
  // page tables. `flag`: write, uffd_wp, present, dirty, soft_dirty, young
  | {
      readonly do: 'pte-change';
      readonly set: readonly string[];
      readonly clear: readonly string[];
      readonly atomic: boolean;
    }
  | { readonly do: 'pte-read'; readonly into: Term | null }
  | { readonly do: 'pte-noted'; readonly flag: string; readonly isSet: boolean }
  | {
      readonly do: 'pte-compare';
      readonly terms: readonly Term[];
      readonly holds: boolean | null; // pte_same(a, b) -> PASS
      /** Asked as `!pte_same(a, b)` where `holds` is null: the branch is taken if they differ. */
      readonly negated?: true;
    }
  // frame: from here this lane handles a fault and holds mmap_lock for reading; `perVma`: that, or its VMA's lock alone (since 6.4)
  | { readonly do: 'page-fault'; readonly perVma?: true }
  | { readonly do: 'page-copy' }
  | { readonly do: 'page-commit' } // the copy is put into the pte, the old entry cleared and flushed
  | { readonly do: 'tlb-flush'; readonly deferred: boolean }
  | { readonly do: 'page-free' }
  // reaches: the call is known, but does nothing that the machine models beyond using its arguments
  | { readonly do: 'nothing' };

/** `gate`: who closes it waits until all are out, and others may close it meanwhile (blk_mq_freeze_queue). */
export type LockKind = 'spin' | 'mutex' | 'rwsem' | 'rwlock' | 'bit' | 'seq' | 'irq' | 'gate' | 'lockdep' | 'named';
