import { whatWasSeen } from './cause.ts';
import type { Detector } from './types.ts';

/**
 * A list's pointers do not agree any more, as lib/list_debug.c would report:
 *
 *     CPU0 list_del(&a->entry)   and   CPU1 list_del(&a->entry)
 */
export const listCorruption: Detector = {
  failure: 'list-corruption',
  describe: (lane, text, cause) => `${lane} corrupts the list at "${text}"${whatWasSeen(cause)}`,
};
