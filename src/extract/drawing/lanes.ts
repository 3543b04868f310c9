import type { Label } from './labels.ts';
import { fitColumns } from './layout-fit.ts';
import { fitRow } from './row-fit.ts';
import type { Row } from './rows.ts';
import { brokenOff } from './wrapped.ts';

/**
 * Gives each segment of each row its lane. Cells may begin left of their label, and a call tree of one lane may run under the next
 * lane's label; so no fixed column decides. First the columns in use are parted among the lanes at the least cost over the whole
 * drawing (layout-fit.ts); then each row's segments are given to lanes at the least cost (row-fit.ts), from top to bottom, since a cell
 * may continue the call tree right above it.
 */
export function lanesOf(rows: readonly Row[], labels: readonly Label[], cuts: readonly number[]): number[][] {
  const first = new Set<number>();
  for (const row of rows) if (row.segments[0]) first.add(row.segments[0].start);
  const bases = fitColumns(rows, labels, first);
  let above: (number | null)[] = labels.map(() => null);
  let last = 0;
  return rows.map((row, r) => {
    if (brokenOff(rows[r - 1], row)) return [last];
    const barred = row.bars.some((column) => cuts.includes(column));
    const lanes = barred
      ? row.segments.map(({ start }) => cuts.filter((column) => column < start).length)
      : fitRow(row.segments, { labels, bases, first, above });
    // each lane's first cell of this row
    above = labels.map((_, lane) => row.segments[lanes.indexOf(lane)]?.start ?? null);
    last = lanes.at(-1) ?? 0;
    return lanes;
  });
}
