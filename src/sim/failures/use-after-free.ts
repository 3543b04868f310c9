import { byWhom } from './cause.ts';
import type { Detector } from './types.ts';

/**
 * A lane reaches through a pointer to what is freed:
 *
 *     CPU0 kfree(skb)   before   CPU1 skb->len
 */
export const useAfterFree: Detector = {
  failure: 'use-after-free',
  describe: (lane, text, cause) => `${lane} uses freed memory at "${text}"${byWhom(cause, 'freed ', 'freed', lane)}`,
};
