/** Where versions of the kernel's model differ. */
export type Version = {
  /** Dependencies go on through a plain or marked write and a read of it in the same thread (`carry-dep`). */
  readonly carriesDependencies: boolean;
  /** A fence orders also what a chain of read-modify-writes makes of the write behind it (`rmw-sequence`). */
  readonly rmwSequences: boolean;
  /** An address dependency orders a read before a read alone, not before any later event. */
  readonly addressToReads: boolean;
  /** smp_mb__after_unlock_lock() is about the next owner of the lock alone, not about all later ones. */
  readonly directHandover: boolean;
  /** srcu_read_unlock() belongs to the srcu_read_lock() whose value it is given, not to the one it nests with. */
  readonly srcuByValue: boolean;
  readonly unmatchedRcuLock: string;
  readonly unmatchedRcuUnlock: string;
};

/** tools/memory-model of mainline. */
export const MAINLINE: Version = {
  carriesDependencies: true,
  rmwSequences: true,
  addressToReads: true,
  directHandover: true,
  srcuByValue: true,
  unmatchedRcuLock: 'unmatched-rcu-lock',
  unmatchedRcuUnlock: 'unmatched-rcu-unlock',
};

/** tools/memory-model of Linux 6.1. */
export const LINUX_6_1: Version = {
  carriesDependencies: false,
  rmwSequences: false,
  addressToReads: false,
  directHandover: false,
  srcuByValue: false,
  unmatchedRcuLock: 'unbalanced-rcu-locking',
  unmatchedRcuUnlock: 'unbalanced-rcu-locking',
};
