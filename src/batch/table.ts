import { cut, displayWidth, pad } from '../report/text/width.ts';

const GAP = '  ';

/**
 * Rows as columns that are as wide as their widest cell, two spaces between, none at the end of a line. Blanks at the beginning of a
 * cell stay (they show depth); what could act on a terminal does not.
 * @param width columns to keep within, null where nothing is cut
 * @param yielding columns that give way then, the first one first, none below `LEAST`
 */
export function table(
  rows: readonly (readonly string[])[],
  width: number | null = null,
  yielding: readonly number[] = [],
): string {
  const clean = rows.map((row) => row.map((cell) => cell.replace(/[\s\p{Cc}\p{Cf}]/gu, ' ').trimEnd()));
  const widths: number[] = [];
  for (const row of clean) {
    for (const [column, cell] of row.entries()) widths[column] = Math.max(widths[column] ?? 0, displayWidth(cell));
  }
  if (width !== null) giveWay(widths, width, yielding);
  const lines = clean.map((row) =>
    row
      .map((cell, column) => pad(cut(cell, widths[column] ?? 0), widths[column] ?? 0))
      .join(GAP)
      .trimEnd(),
  );
  return lines.map((line) => `${line}\n`).join('');
}

/** Narrower columns say nothing any more. */
const LEAST = 12;

/** Takes from the widest of the yielding columns until all fits. */
function giveWay(widths: number[], width: number, yielding: readonly number[]): void {
  let excess = widths.reduce((sum, each) => sum + each, GAP.length * (widths.length - 1)) - width;
  while (excess > 0) {
    const widest = yielding.reduce(
      (best, each) => ((widths[each] ?? 0) > (widths[best] ?? 0) ? each : best),
      yielding[0] ?? 0,
    );
    const taken = Math.min(excess, Math.max(1, Math.ceil(excess / 2)), (widths[widest] ?? 0) - LEAST);
    if (taken <= 0) return;
    widths[widest] = (widths[widest] ?? 0) - taken;
    excess -= taken;
  }
}
