import { splitAtomicVerbs } from './atomic-verbs.ts';
import { splitAtomicSteps, splitAtomics } from './atomics.ts';
import { exclusiveInsteadOfShared, releaseAtTheEnd, swapLockOrder, withoutEachLock } from './locks.ts';
import { swapNeighbours } from './order.ts';
import type { Relaxation } from './types.ts';
import { prepareLate, sleepWithoutLooking, withoutEachWait, withoutLocalChecks } from './waits.ts';

/** Every way to take a constraint away, those that a reader would name first in front. */
export const RELAXATIONS: readonly Relaxation[] = [
  withoutEachLock,
  withoutEachWait,
  prepareLate,
  sleepWithoutLooking,
  splitAtomics,
  splitAtomicSteps,
  splitAtomicVerbs,
  withoutLocalChecks,
  swapLockOrder,
  exclusiveInsteadOfShared,
  releaseAtTheEnd,
  swapNeighbours,
];
export type { Relaxed } from './types.ts';
