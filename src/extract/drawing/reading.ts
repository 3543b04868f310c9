import type { Cell, Notation } from '../types.ts';
import type { PageLine, Reading } from './types.ts';

/** A reading of cells in drawn order, from the line of its labels (or its first step) to its last cell. */
export function readingFrom(
  notation: Notation,
  first: PageLine,
  lanes: readonly string[],
  cells: readonly Cell[],
  more: Partial<Reading> = {},
): Reading {
  return {
    notation,
    lines: [first.line, cells.reduce((last, cell) => Math.max(last, cell.lastLine), first.line)],
    quoted: first.depth,
    lanes,
    cells,
    alternatives: [],
    doubts: [],
    ...more,
  };
}
