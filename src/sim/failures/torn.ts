import { whatWasSeen } from './cause.ts';
import type { Detector } from './types.ts';

/**
 * A lane sees one half of an update, and the other half as it was before:
 *
 *     CPU0 ts.sec = 1   before   CPU1 t = ts   before   CPU0 ts.nsec = 0
 */
export const torn: Detector = {
  failure: 'torn',
  describe: (lane, text, cause) => `${lane} sees half of an update at "${text}"${whatWasSeen(cause)}`,
};
