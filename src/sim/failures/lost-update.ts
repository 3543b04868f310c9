import { byWhom } from './cause.ts';
import type { Detector } from './types.ts';

/**
 * A lane writes back what it computed from an old value, over a write that it has not seen:
 *
 *     CPU0 n = counter;   CPU1 counter = 5;   CPU0 counter = n + 1
 */
export const lostUpdate: Detector = {
  failure: 'lost-update',
  describe: (lane, text, cause) =>
    `at "${text}" ${lane} overwrites a write that it has not seen${byWhom(cause, '', null, lane)}, which is lost`,
};
