import { readGrid } from '../grid.ts';
import type { NotationReader } from '../types.ts';

/**
 * Labels above, cells by their column:
 *
 *     CPU0                      CPU1
 *     ----                      ----
 *     lock(A)
 *                               lock(B)
 */
export const columns: NotationReader = {
  notation: 'columns',
  read: (page, at, around) => readGrid(page, at, around, 'columns'),
};
