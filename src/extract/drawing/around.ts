import type { Page, Reading } from './types.ts';

/** A body line's text with its number. */
export type Line = { readonly line: number; readonly text: string };

/** Lines of the paragraphs right before and behind a drawing, at its depth. */
const BEFORE = 12;
const BEHIND = 16;

/** The prose around a drawing, nearest paragraphs only; `at`: of both the one next to it. */
export type Around = {
  readonly before: readonly Line[];
  readonly behind: readonly Line[];
  readonly at: readonly Line[];
};

export function proseAround(page: Page, { lines: [first, last], quoted }: Reading): Around {
  const before = collect(page, first - 2, -1, BEFORE, quoted).reverse();
  const behind = collect(page, last, 1, BEHIND, quoted);
  return { before, behind, at: [...nearest(before, -1), ...nearest(behind, 1)] };
}

function collect(page: Page, from: number, step: 1 | -1, most: number, depth: number): Line[] {
  const lines: Line[] = [];
  let breaks = 0;
  for (let i = from, n = 0; n < most * 2 && lines.length < most; i += step, n++) {
    const line = page[i];
    if (!line || (line.kind && line.kind !== 'text' && line.kind !== 'blank' && line.kind !== 'diff')) break;
    if (line.depth !== depth) continue;
    const text = line.text.replace(/^[+-]?\s*\*?\s*/, '');
    if (text === '') {
      if (lines.length > 0 && ++breaks > 1) break;
      continue;
    }
    lines.push({ line: line.line, text });
  }
  return lines;
}

/** The paragraph next to the drawing, five lines of it at most. */
export function nearest(lines: readonly Line[], direction: 1 | -1): readonly Line[] {
  const ordered = direction === 1 ? lines : [...lines].reverse();
  let length = 1;
  while (length < Math.min(5, ordered.length)) {
    if (Math.abs((ordered[length]?.line ?? 0) - (ordered[length - 1]?.line ?? 0)) > 1) break;
    length++;
  }
  const taken = ordered.slice(0, length);
  return direction === 1 ? taken : taken.reverse();
}
