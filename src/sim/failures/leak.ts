import type { Detector } from './types.ts';

/**
 * Every lane has ended, and what had to be freed by then is not:
 *
 *     CPU0 p = new   and   CPU1 p = new      the object that was overwritten has nobody who could free it
 */
export const leak: Detector = {
  failure: 'leak',
  describe: (lane, text) => `${lane} leaks memory at "${text}"`,
  atRest: (name) => `${name} is never freed: it is still live when every lane has ended`,
};
