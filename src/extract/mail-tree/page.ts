import type { Page, PageLine } from '../drawing/types.ts';

/**
 * Cuts the quote marks off each line:
 *
 *     > > text      depth 2, text at offset 4
 *     >>> text      depth 3
 *     |> text       (not a mark: it must stand at the line's start, after at most one space)
 *
 * One space after the last mark belongs to the mark; a tab does not (it was the first character of the quoted line).
 */
export function pageOf(lines: readonly string[]): Page {
  return lines.map((raw, index) => cutMarks(raw, index + 1));
}

/** A run of at most this many marks is believed; a longer one is a drawing of arrows or noise. */
const DEEPEST = 40;

function cutMarks(raw: string, line: number): PageLine {
  let depth = 0;
  let offset = 0;
  while (depth < DEEPEST) {
    const mark = isSpace(raw[offset]) ? offset + 1 : offset;
    if (raw[mark] !== '>') break;
    depth++;
    offset = mark + 1;
  }
  if (depth > 0 && isSpace(raw[offset])) offset++;
  return { line, depth, text: raw.slice(offset).trimEnd(), offset };
}

const isSpace = (character: string | undefined) => character === ' ' || character === '\u00a0';
