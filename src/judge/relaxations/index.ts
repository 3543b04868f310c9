import { splitAtomicSteps, splitAtomics } from './atomics.ts';
import { onTheirOwnCpus, withoutSwitches } from './cpus.ts';
import { exclusiveInsteadOfShared, releaseAtTheEnd, swapLockOrder, withoutEachLock } from './locks.ts';
import type { Relaxation } from './types.ts';
import { prepareLate, sleepWithoutLooking, withoutEachWait, withoutLocalChecks } from './waits.ts';

/** Every way to take a constraint away, those that a reader would name first in front. */
export const RELAXATIONS: readonly Relaxation[] = [
  withoutEachLock,
  withoutSwitches,
  withoutEachWait,
  prepareLate,
  sleepWithoutLooking,
  splitAtomics,
  splitAtomicSteps,
  withoutLocalChecks,
  swapLockOrder,
  exclusiveInsteadOfShared,
  releaseAtTheEnd,
  onTheirOwnCpus,
];
export type { Relaxed } from './types.ts';
