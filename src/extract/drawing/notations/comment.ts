import { readGrid } from '../grid.ts';
import type { NotationReader } from '../types.ts';

/**
 * A drawing inside a code comment, also in a patch, where it is one version of the file that is read:
 *
 *     + *   CPU0                   CPU1
 *     + *   lock(A)
 *     + *                          lock(B)
 */
export const comment: NotationReader = {
  notation: 'comment',
  read: (page, at, around) => readGrid(page, at, around, 'comment'),
};
