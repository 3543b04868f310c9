import { whatWasSeen } from './cause.ts';
import type { Detector } from './types.ts';

/**
 * The kernel warns:
 *
 *     CPU1 WARN_ON(!list_empty(&x->list))       refcount_t: addition on 0
 */
export const warning: Detector = {
  failure: 'warning',
  describe: (lane, text, cause) => `${lane} triggers the warning at "${text}"${whatWasSeen(cause)}`,
};
