import type { Row } from './rows.ts';
import type { Segment } from './segments.ts';

/**
 * Numbers in front of a row are no cells; a numbered row is a step of its own, however the one above it ends.
 *
 *     1)  lock(A)                       1<tab>lock(A)
 *     2)             lock(B)            2<tab><tab>lock(B)
 */

/** `1.`, `2)`, `3:` in front of the first cell, taken off. */
export function withoutNumber(segments: readonly Segment[]): { segments: readonly Segment[]; numbered: boolean } {
  const first = segments[0];
  if (!first) return { segments, numbered: false };
  if (segments.length > 1 && /^\d{1,2}[.):]$/.test(first.text)) return { segments: segments.slice(1), numbered: true };
  const length = /^\d{1,2}[.)] (?=\S)/.exec(first.text)?.[0].length ?? 0;
  if (length === 0) return { segments, numbered: false };
  return { segments: [withoutStart(first, length), ...segments.slice(1)], numbered: true };
}

const withoutStart = (segment: Segment, length: number): Segment => ({
  ...segment,
  text: segment.text.slice(length),
  start: segment.start + length,
  index: segment.index + length,
});

/** Fewer rows that count up may be values. */
const FEWEST = 3;

/** Bare numbers that count the rows up from 0 or 1, each in front of its row or alone in it, taken off. */
export function withoutGutter(rows: readonly Row[]): readonly Row[] {
  const numbers = rows.map((row) => /^(\d{1,3})(?: |$)/.exec(row.segments[0]?.text ?? '')?.[1]);
  const from = Number(numbers[0] ?? Number.NaN);
  let count = 0;
  while (count < numbers.length && numbers[count] === String(from + count)) count++;
  if (count < FEWEST || from > 1) return rows;
  return rows.map((row, index) => {
    const number = index < count ? numbers[index] : undefined;
    const [first, ...rest] = row.segments;
    if (number === undefined || !first) return row;
    const own = first.text === number ? [] : [withoutStart(first, number.length + 1)];
    return { ...row, segments: [...own, ...rest], numbered: true };
  });
}
