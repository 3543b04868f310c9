import { labelRunOf } from './drawing/flat/labels.ts';
import { ACTOR_BEGINS, isActor, isHeading, labelsOf, mayBeginLabel } from './drawing/labels.ts';
import { withoutNumber } from './drawing/row-numbers.ts';
import { isRule, segmentsOf } from './drawing/segments.ts';

/**
 * Whether a text may hold a drawing, told without reading it: each notation shows itself by lines that a few searches find.
 *
 *     CPU0            CPU1       labels in one row, over columns or run together
 *     ----            ----       rules below names
 *     Thread A:                  a heading, or the name in front of a step: two different ones
 *     WMB             RMB        two columns of barriers
 *     ---> Interrupt             what comes between
 *
 * False only where `extractMessage` finds no drawing in it; a test compares them over all mails that there are. The text may be Latin-1
 * made of UTF-8 bytes, a whole mail with its header.
 */
export function mayHoldDrawing(text: string): boolean {
  // a no-break space is two bytes
  const plain = text.includes('\u00c2\u00a0') ? text.replaceAll('\u00c2\u00a0', '\u00a0') : text;
  return PAIRED.test(plain) || INTERRUPTED.test(plain) || hasRuledNames(plain) || hasLabels(plain);
}

/** What drawings wear in front of them: quote marks, a comment's, a patch's, numbers, a log's time. */
const WORN =
  '[ \\t\\u00a0>|*#+/\\-]*(?:\\[[ \\u00a0]*\\d+\\.\\d+\\](?: ?\\[ *[TC]\\d+\\])?[ \\t\\u00a0]*)?(?:\\d{1,2}[.):][ \\t]+)?';
const GAP = '(?:[ \\u00a0]{2}|\\t)';
const BARRIER = '<?(?:smp_|dma_|virt_|read |write |full |general |memory )*(?:[rw]?mb|barrier)';

const PAIRED = new RegExp(
  `(?:mb(?:__\\w{1,30})?|barrier>?)(?:\\(\\);?)?[ \\u00a0]*${GAP}[ \\t\\u00a0]*${BARRIER}`,
  'i',
);
const INTERRUPTED = /-> ?(?:(?:hard|soft|timer|device) ?)?(?:interrupt|irq|nmi|ipi|softirq)\b/i;

/** Two runs or more of a rule. */
const RULES = /[-=~_]{2}[ \t\u00a0|+]+[-=~_]{2,200}(?=[ \t\u00a0|+\r\n]|$)/g;
/** Lines between names and their rule: blank ones, and those of a patch's other version. */
const FARTHEST = 3;

function hasRuledNames(text: string): boolean {
  for (const { index } of text.matchAll(RULES)) {
    const [begin, end] = lineAround(text, index);
    const rule = bare(text.slice(begin, Math.min(end, begin + LONGEST)));
    if (labelRunOf(rule.trimStart()) !== null) return true;
    for (let above = begin, lines = 0; above > 0 && lines < FARTHEST; lines++) {
      const [start, stop] = lineAround(text, above - 1);
      if (isLabelRow(bare(text.slice(start, Math.min(stop, start + LONGEST))), rule)) return true;
      above = start;
    }
  }
  return false;
}

const NUMBERED = `(?:kernel |user |worker |other |first |second |main |io )?(?:${ACTOR_BEGINS})`;
/** An actor's name where a line begins, or behind a gap in it. */
const BEGINS = new RegExp(`(\\n${WORN}|${GAP}[|]? ?)[<[(]? ?(?:the )?${NUMBERED}`, 'gi');

function hasLabels(text: string): boolean {
  const headings = new Set<string>();
  BEGINS.lastIndex = 0;
  for (let match = BEGINS.exec(text); match !== null; match = BEGINS.exec(text)) {
    const label = labelAt(text, match.index + (match[1]?.length ?? 0));
    if (!mayBeginLabel(label) && headingOf(label) === null) continue;
    const [begin, end] = lineAround(text, BEGINS.lastIndex - 1);
    const line = bare(text.slice(begin, Math.min(end, begin + LONGEST)));
    if (isLabelRow(line, null) || isLabelRow(line, ruleBelow(text, end)) || labelRunOf(line.trimStart()) !== null)
      return true;
    const heading = headingOf(line);
    if (heading !== null) headings.add(heading);
    if (headings.size > 1) return true;
    BEGINS.lastIndex = Math.max(BEGINS.lastIndex, end);
  }
  return false;
}

/** From a place to the next gap or the line's end. */
function labelAt(text: string, start: number): string {
  let end = start;
  for (let blanks = 0; end < text.length && end - start < LONGEST; end++) {
    const code = text.charCodeAt(end);
    if (code === 0x0a || code === 0x0d || code === 0x09) break;
    blanks = code === 0x20 || code === 0xa0 ? blanks + 1 : 0;
    if (blanks === 2) break;
  }
  return text.slice(start, end).trim();
}

/** The rule that stands below a line, however it is cut into runs. */
function ruleBelow(text: string, end: number): string | null {
  for (let at = end, lines = 0; at < text.length && lines < FARTHEST; lines++) {
    const [start, stop] = lineAround(text, at + 1);
    const line = bare(text.slice(start, Math.min(stop, start + LONGEST)));
    if (isRule(line)) return line;
    at = stop;
  }
  return null;
}

/** Characters of a line that are looked at; labels stand further to the left. */
const LONGEST = 1000;

function lineAround(text: string, index: number): [number, number] {
  const end = text.indexOf('\n', index);
  return [text.lastIndexOf('\n', index - 1) + 1, end === -1 ? text.length : end];
}

/** A patch's mark is one sign; more dashes are a rule. */
const DRESS = /^[ \t\u00a0>|]*(?:[+-](?![+-]))?[ \t\u00a0*#/]*(?:\[[ \u00a0]*\d+\.\d+\](?: ?\[ *[TC]\d+\])?)?/;

/** The line with blanks in place of what it wears. */
const bare = (line: string): string => line.replace(DRESS, (worn) => worn.replace(/[^\t]/g, ' ')).trimEnd();

function isLabelRow(line: string, below: string | null): boolean {
  return labelsOf(withoutNumber(segmentsOf(line).segments).segments, below) !== null;
}

const PREFIX = /^(?:[-* ]{0,3})([\w#][\w #/-]{0,24}?)\s?[:)>](?=[\s\u00a0])/;

/** The actor whose name stands alone at the end of the row, or in front of a step. */
function headingOf(line: string): string | null {
  const last = segmentsOf(line).segments.at(-1)?.text ?? '';
  if (isHeading(last)) return last.toLowerCase();
  const label = PREFIX.exec(line.trimStart())?.[1] ?? '';
  return label !== '' && (isActor(label) || isHeading(`${label}:`)) ? label.toLowerCase() : null;
}
