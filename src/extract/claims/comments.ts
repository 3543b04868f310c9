import type { Block, Diagram } from '../types.ts';

/**
 * The text of the code comment around a drawing, in code or in a patch:
 *
 *     +	/*
 *     +	 * This can race with the timer:          <- read as prose
 *     +	 *      CPU0            CPU1              <- the drawing, left out
 *
 * A comment that a patch takes away is read where it goes on with the drawing.
 */
const COMMENT = /^[-+ ]?\s{0,80}(?:\/\*\*?|\*\/|\*|\/\/)(?: |\t|$)(.*)$/;
/** A drawing this many lines away from a comment's end still belongs to it (a blank line, the heading). */
const REACH = 2;

/** The block's lines with only such comments kept, markers off, all else blank; null where there is none. */
export function commentAround(block: Block, first: number, diagrams: readonly Diagram[]): string[] | null {
  const own = diagrams.filter((diagram) => diagram.quoted === 0);
  const texts = block.lines.map((line) => {
    const text = line.length > 400 ? null : (COMMENT.exec(line)?.[1] ?? null);
    return text === null ? null : text.replace(/\*\/\s*$/, '');
  });
  const kept: string[] = texts.map(() => '');
  let any = false;
  let start = 0;
  while (start < texts.length) {
    const isGone = block.lines[start]?.startsWith('-') === true;
    let end = start;
    while (end < texts.length && texts[end] !== null && block.lines[end]?.startsWith('-') === isGone) end++;
    const reach = isGone ? 1 : REACH;
    const from = first + start - reach;
    const to = first + end - 1 + reach;
    if (end > start && own.some(({ lines }) => lines[0] <= to && from <= lines[1])) {
      any = true;
      for (let at = start; at < end; at++) kept[at] = texts[at] ?? '';
    }
    start = Math.max(end, start + 1);
  }
  return any ? kept : null;
}
