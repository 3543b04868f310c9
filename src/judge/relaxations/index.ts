import { splitAtomicVerbs } from './atomic-verbs.ts';
import { splitAtomicSteps, splitAtomics } from './atomics.ts';
import { onTheirOwnCpus } from './cpus.ts';
import { exclusiveInsteadOfShared, releaseAtTheEnd, swapLockOrder, withoutEachLock } from './locks.ts';
import { swapNeighbours } from './order.ts';
import { withoutRetry } from './sequences.ts';
import { withoutSwitches } from './switches.ts';
import { waitInsteadOfTry } from './trylocks.ts';
import type { Relaxation } from './types.ts';
import { prepareLate, sleepWithoutLooking, withoutEachWait, withoutLocalChecks } from './waits.ts';

/** Every way to take a constraint away, those that a reader would name first in front. */
export const RELAXATIONS: readonly Relaxation[] = [
  withoutEachLock,
  withoutRetry,
  withoutEachWait,
  prepareLate,
  sleepWithoutLooking,
  splitAtomics,
  splitAtomicSteps,
  splitAtomicVerbs,
  withoutSwitches,
  withoutLocalChecks,
  swapLockOrder,
  exclusiveInsteadOfShared,
  waitInsteadOfTry,
  releaseAtTheEnd,
  onTheirOwnCpus,
  swapNeighbours,
];
export type { Relaxed } from './types.ts';
