import { byWhom } from './cause.ts';
import type { Detector } from './types.ts';

/**
 * A lane dereferences a pointer that is NULL by then:
 *
 *     CPU1 if (p->dev)   before   CPU0 p->dev = NULL   before   CPU1 p->dev->name
 */
export const nullDeref: Detector = {
  failure: 'null-deref',
  describe: (lane, text, cause) =>
    `${lane} dereferences NULL at "${text}"${byWhom(cause, 'set to NULL ', 'NULL', lane)}`,
};
