import type { Detector } from './types.ts';

/**
 * Two lanes are in the middle of accesses to one variable, at least one of them writes and at least one is plain C, as KCSAN reports
 * (Documentation/dev-tools/kcsan.rst):
 *
 *     CPU0 x = 1   while   CPU1 if (x)
 */
export const dataRace: Detector = {
  failure: 'data-race',
  describe: (lane, text) => `${lane} meets another access to the same variable at "${text}"`,
};
