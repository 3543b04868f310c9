import { isUnderstood, understandText } from '../cell/index.ts';
import type { Lexicon } from '../lexicon/index.ts';
import { isActor, type Label } from './labels.ts';
import { isRemark } from './prose.ts';
import type { Paragraph, Row } from './rows.ts';
import type { Page } from './types.ts';

/**
 * The beginning of a drawing of which no more is quoted: rows of the first lane alone, and then a reply, or the end of a hunk.
 *
 *     > CPU0                    CPU1
 *     > box_open()
 *     >   take(box)
 *     This should be a trylock.
 */
export function rowsQuotedInPart(
  page: Page,
  at: number,
  paragraphs: readonly Paragraph[],
  labels: readonly Label[],
  lexicon: Lexicon,
): Row[] {
  const rows = paragraphs[0]?.rows ?? [];
  const [first, last] = [rows[0], rows.at(-1)];
  const margin = labels[0]?.column ?? 0;
  if (
    !first ||
    !last ||
    first.line > at + FARTHEST ||
    rows.length < FEWEST ||
    !labels.every(({ name }) => isActor(name))
  )
    return [];
  const isColumn = rows.every(({ text, segments: [cell, ...rest] }) => {
    const off = (cell?.start ?? -1) - margin;
    return off >= -1 && off <= DEEPEST && rest.length === 0 && !isRemark(text);
  });
  if (!isColumn || !isCutOff(page, last.line)) return [];
  return rows.some(({ text }) => isUnderstood(understandText(text.trim(), lexicon))) ? rows : [];
}

const FEWEST = 2;
/** Lines from the labels to the first row: a rule and a blank one may stand between. */
const FARTHEST = 4;
const DEEPEST = 24;

/** Whether another depth of quotation, another hunk or the page's end follows a line at once. */
function isCutOff(page: Page, line: number): boolean {
  const [here, next] = [page[line - 1], page[line]];
  return next === undefined || next.depth !== here?.depth || next.text.startsWith('@@ ');
}

/** A drawing in which one lane alone draws steps is doubtful: the others' may not have been quoted. */
export const oneLaneDoubt = (line: number) => ({
  line,
  why: 'only one lane draws steps: the drawing may be quoted in part',
});
