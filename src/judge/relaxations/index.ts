import { swapLockOrder, withoutEachLock } from './locks.ts';
import type { Relaxation } from './types.ts';
import { prepareLate, sleepWithoutLooking, withoutEachCheck, withoutEachWait } from './waits.ts';

/** Every way to take a constraint away, those that a reader would name first in front. */
export const RELAXATIONS: readonly Relaxation[] = [
  withoutEachLock,
  withoutEachWait,
  prepareLate,
  sleepWithoutLooking,
  swapLockOrder,
  withoutEachCheck,
];
export type { Relaxed } from './types.ts';
