import { readGrid } from '../grid.ts';
import type { NotationReader } from '../types.ts';

/**
 * Cells parted by a bar; rows behind its end go on by column:
 *
 *     CPU0                 |  CPU1
 *     ---------------------+-----------
 *     foo()                |
 *      lock(A)             |  bar()
 */
export const bars: NotationReader = {
  notation: 'bars',
  read: (page, at, around) => readGrid(page, at, around, 'bars'),
};
