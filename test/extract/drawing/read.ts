import { notations } from '../../../src/extract/drawing/notations/index.ts';
import type { Reading } from '../../../src/extract/drawing/types.ts';
import { lexiconFor } from '../../../src/extract/lexicon/index.ts';
import { readPage } from '../../../src/extract/mail-tree/index.ts';

/** The first drawing that any notation finds in the text. */
export function firstDrawing(text: string): Reading | null {
  const page = readPage(text.split('\n'));
  for (let at = 0; at < page.length; at++) {
    for (const notation of notations) {
      const reading = notation.read(page, at, { until: page.length, before: null, lexicon: lexiconFor(null) });
      if (reading) return reading;
    }
  }
  return null;
}

/** Its cells, one a line: `line lane text`. */
export const cellsIn = (text: string) =>
  (firstDrawing(text)?.cells ?? []).map((cell) => `${cell.line} ${cell.lane} ${cell.text}`);
