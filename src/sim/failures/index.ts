import type { Failure } from '../../extract/types.ts';
import { atAStep } from './at-a-step.ts';
import { deadlock } from './deadlock.ts';
import { hang } from './hang.ts';
import type { Detector } from './types.ts';

/** Every failure that the machine can find. */
export const DETECTORS: readonly Detector[] = [...atAStep, deadlock, hang];
export const END_DETECTORS: readonly Detector[] = DETECTORS.filter((detector) => detector.atEnd !== undefined);

export function detectorOf(failure: Failure): Detector | undefined {
  return DETECTORS.find((detector) => detector.failure === failure);
}
export type { Hold, Stuck } from './types.ts';
