import { byWhom } from './cause.ts';
import type { Detector } from './types.ts';

/**
 * What is freed is freed again:
 *
 *     CPU0 kfree(skb)   and   CPU1 kfree(skb)
 */
export const doubleFree: Detector = {
  failure: 'double-free',
  describe: (lane, text, cause) =>
    `${lane} frees at "${text}" what is freed already${byWhom(cause, 'freed first ', 'freed', lane)}`,
};
