import { whatWasSeen } from './cause.ts';
import type { Detector } from './types.ts';

/**
 * A lane goes on with a value that holds no longer:
 *
 *     CPU1 sees the old flags   after   CPU0 flags = 1
 */
export const staleRead: Detector = {
  failure: 'stale-read',
  describe: (lane, text, cause) => `${lane} goes on with an outdated value at "${text}"${whatWasSeen(cause)}`,
};
