import type { Failure } from '../../extract/types.ts';
import { dataRace } from './data-race.ts';
import { deadlock } from './deadlock.ts';
import { doubleFree } from './double-free.ts';
import { hang } from './hang.ts';
import { leak } from './leak.ts';
import { listCorruption } from './list-corruption.ts';
import { lostUpdate } from './lost-update.ts';
import { nullDeref } from './null-deref.ts';
import { reordering } from './reordering.ts';
import { staleRead } from './stale-read.ts';
import { torn } from './torn.ts';
import type { Detector } from './types.ts';
import { useAfterFree } from './use-after-free.ts';
import { warning } from './warning.ts';
import { wrongState } from './wrong-state.ts';

/** Every failure that the machine can find. */
export const DETECTORS: readonly Detector[] = [
  useAfterFree,
  doubleFree,
  nullDeref,
  leak,
  lostUpdate,
  staleRead,
  torn,
  reordering,
  listCorruption,
  wrongState,
  warning,
  dataRace,
  deadlock,
  hang,
];
export const END_DETECTORS: readonly Detector[] = DETECTORS.filter((detector) => detector.atEnd !== undefined);

export function detectorOf(failure: Failure): Detector | undefined {
  return DETECTORS.find((detector) => detector.failure === failure);
}
export type { Cause } from './cause.ts';
export type { Hold, Stuck } from './types.ts';
