import { whatWasSeen } from './cause.ts';
import type { Detector } from './types.ts';

/**
 * The marked step is reached in a state that the author says must not be:
 *
 *     CPU1 queues on a dead queue   <- problem
 */
export const wrongState: Detector = {
  failure: 'wrong-state',
  describe: (lane, text, cause) => `${lane} reaches "${text}" in a state that must not be${whatWasSeen(cause)}`,
};
