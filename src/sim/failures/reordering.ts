import { whatWasSeen } from './cause.ts';
import type { Detector } from './types.ts';

/**
 * Values that only a reordering of the accesses can bring together, as the mail says. Where the machine meets them, an interleaving
 * alone does; otherwise the memory model is asked (judge/ordering).
 *
 *     CPU0: x = 1; r0 = y     CPU1: y = 1; r1 = x     both r0 and r1 are 0
 */
export const reordering: Detector = {
  failure: 'reordering',
  describe: (lane, text, cause) => `${lane} sees at "${text}" what must not be seen together${whatWasSeen(cause)}`,
};
