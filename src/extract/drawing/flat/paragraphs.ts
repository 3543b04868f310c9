import type { Page, PageLine } from '../types.ts';
import { isSpace } from './tokens.ts';

/**
 * The paragraphs of a drawing that lost its white space: one a line, or, where a mailer wrapped them again, several lines of one width.
 */
export type Paragraph = {
  readonly text: string;
  /** Index into the page of its first and last line. */
  readonly first: number;
  readonly last: number;
  /** Where each line's text begins in `text`. */
  readonly parts: readonly { readonly offset: number; readonly line: PageLine; readonly index: number }[];
};

const MOST_PARAGRAPHS = 200;
const MOST_BLANKS = 2;
const MOST_SKIPPED = 40;
/** Line lengths at which mailers wrap. */
const NARROWEST = 60;
const WIDEST = 100;

/** Two columns' worth of white space: this line has kept its layout. A gap in front is an indentation. */
export const isSpaced = (text: string) => /\S(?:[ \u00a0]{4}|\t)[ \u00a0\t]*\S/.test(text.slice(0, 2000));

const isBlank = (text: string) => text.trim() === '';

/** The paragraphs from the page's line `at` on; `from` is the offset in that line. Lines of another quotation depth are passed over. */
export function* paragraphsFrom(page: Page, at: number, from: number, until: number): Generator<Paragraph> {
  const depth = (page[at] as PageLine).depth;
  const width = widthOf(page, at, until);
  let count = 0;
  let blanks = 0;
  let skipped = 0;
  let open: { text: string; first: number; last: number; parts: Paragraph['parts'][number][] } | null = null;
  for (let i = at; i < until && count < MOST_PARAGRAPHS; i++) {
    const line = page[i] as PageLine;
    if (line.depth !== depth) {
      if (++skipped > MOST_SKIPPED) break;
      continue;
    }
    const index = i === at ? from : indentOf(line.text);
    const text = line.text.slice(index).trimEnd();
    if (isBlank(text)) {
      if (open) yield open;
      open = null;
      if (i > at && ++blanks > MOST_BLANKS) break;
      continue;
    }
    blanks = 0;
    if (open && continues(open.parts.at(-1)?.line.text ?? '', text, width)) {
      open.parts.push({ offset: open.text.length + 1, line, index });
      open.text += ` ${text}`;
      open.last = i;
      continue;
    }
    if (open) yield open;
    count++;
    open = { text, first: i, last: i, parts: [{ offset: 0, line, index }] };
  }
  if (open) yield open;
}

const indentOf = (text: string) => {
  let at = 0;
  while (at < text.length && isSpace(text.charCodeAt(at))) at++;
  return at;
};

/** The first word would not have fitted on the line before. */
function continues(before: string, text: string, width: number): boolean {
  if (width === 0) return false;
  const word = /^\S{1,100}/.exec(text)?.[0].length ?? 0;
  return before.trimEnd().length + 1 + word > width;
}

/** The width at which the lines were wrapped, or 0 where they were not: one line is a whole paragraph. */
function widthOf(page: Page, at: number, until: number): number {
  let width = 0;
  for (let i = at; i < Math.min(until, at + 40); i++) {
    const line = page[i] as PageLine;
    if (line.depth === page[at]?.depth) width = Math.max(width, line.text.trimEnd().length);
  }
  return width >= NARROWEST && width <= WIDEST ? width : 0;
}

/** Body line and raw column (1-based) of an offset in the paragraph. */
export function placeOf(paragraph: Paragraph, offset: number): { readonly line: number; readonly column: number } {
  let part = paragraph.parts[0] as Paragraph['parts'][number];
  for (const next of paragraph.parts) if (next.offset <= offset) part = next;
  return { line: part.line.line, column: part.line.offset + part.index + (offset - part.offset) + 1 };
}
