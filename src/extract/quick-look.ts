import { labelRunOf } from './drawing/flat/labels.ts';
import { ACTOR_BEGINS, ACTOR_ENDS, isActor, isHeading, labelsOf } from './drawing/labels.ts';
import { withoutNumber } from './drawing/row-numbers.ts';
import { isRule, type Segment, segmentsOf } from './drawing/segments.ts';

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
 * made of UTF-8 bytes.
 */
export function looksDrawn(text: string): boolean {
  // a no-break space is two bytes; each line has one in front of it
  const plain = `\n${text.includes('\u00c2\u00a0') ? text.replaceAll('\u00c2\u00a0', '\u00a0') : text}`;
  return PAIRED.test(plain) || INTERRUPTED.test(plain) || hasRuledNames(plain) || hasLabels(plain);
}

/** What drawings wear in front of them: quote marks, a comment's, a patch's, numbers, a log's time. */
const WORN =
  '[ \\t\\u00a0>|*#+/\\-]*(?:\\[[ \\u00a0]*\\d+\\.\\d+\\](?: ?\\[ *[TC]\\d+\\])?[ \\t\\u00a0]*)?(?:\\d{1,2}[.):][ \\t]+)?';
const GAP = '(?:[ \\u00a0]{2}|\\t)';
const BARRIER = '<?(?:smp_|dma_|virt_|read |write |full |general |memory )*(?:[rw]?mb|barrier)';

const PAIRED = new RegExp(
  `(?:mb(?:__\\w{1,30})?|barrier>?)(?:\\(\\);?)?(?=[ \\u00a0]{2}|[ \\u00a0]?\\t)[ \\t\\u00a0]+${BARRIER}`,
  'i',
);
const INTERRUPTED = /-> ?(?:(?:hard|soft|timer|device) ?)?(?:interrupt|irq|nmi|ipi|softirq)\b/i;

/** Two runs or more of a rule. */
const RULES = /[-=~_]{2}[ \t\u00a0|+]+[-=~_]{2,200}(?=[ \t\u00a0|+\r\n]|$)/g;
/** Lines between names and their rule: blank ones, and those of a patch's other version. */
const FARTHEST = 3;

function hasRuledNames(text: string): boolean {
  RULES.lastIndex = 0;
  for (let match = RULES.exec(text); match !== null; match = RULES.exec(text)) {
    const [begin, end] = lineAround(text, match.index);
    RULES.lastIndex = Math.max(RULES.lastIndex, end);
    const rule = bare(text.slice(begin, Math.min(end, begin + LONGEST)));
    if (labelRunOf(rule.trimStart()) !== null) return true;
    for (let above = begin, lines = 0; above > 0 && lines < FARTHEST; lines++) {
      const [start, stop] = lineAround(text, above - 1);
      if (labelsOf(rowOf(bare(text.slice(start, Math.min(stop, start + LONGEST)))), rule) !== null) return true;
      above = start;
    }
  }
  return false;
}

/** An actor's name, as far as it tells it from a sentence that begins with its word. */
const NAME =
  `[<[(]? ?(?:the )?(?:kernel |user |worker |other |first |second |main |io )?(?:${ACTOR_BEGINS})` +
  `(?:[ _#-]?(?:\\d{1,3}|[a-z])(?![\\w.=])|(?:queue|space|/[\\w:]{1,12})?(?: (?:space|${ACTOR_ENDS}))?(?: ?\\([^)\\n]{1,40}\\))?[\\])>]?(?= ?[:)>|\\]]|[ \\u00a0]{2}|[ \\t\\r]*\\n|\\t|$))`;
/** Where a line begins, and behind a gap in it: two searches are faster than one for both. */
const PLACES = [new RegExp(`\\n${WORN}${NAME}`, 'gi'), new RegExp(`${GAP}[|]? ?${NAME}`, 'gi')];

function hasLabels(text: string): boolean {
  const headings = new Set<string>();
  return PLACES.some((place) => {
    place.lastIndex = 0;
    for (let match = place.exec(text); match !== null; match = place.exec(text)) {
      const [begin, end] = lineAround(text, place.lastIndex - 1);
      // one look tells all of a line
      place.lastIndex = Math.max(place.lastIndex, end);
      const line = bare(text.slice(begin, Math.min(end, begin + LONGEST)));
      const segments = rowOf(line);
      const isRow =
        segments.length > 1 && (labelsOf(segments, null) ?? labelsOf(segments, ruleBelow(text, end))) !== null;
      if (isRow || labelRunOf(line.trimStart()) !== null) return true;
      const heading = headingOf(line, segments.at(-1)?.text ?? '');
      if (heading !== null) headings.add(heading);
      if (headings.size > 1) return true;
    }
    return false;
  });
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

const rowOf = (line: string): readonly Segment[] => withoutNumber(segmentsOf(line).segments).segments;

const PREFIX = /^(?:[-* ]{0,3})([\w#][\w #/-]{0,24}?)\s?[:)>](?=[\s\u00a0])/;

/** The actor whose name stands alone at the end of the row, or in front of a step. */
function headingOf(line: string, last: string): string | null {
  if (isHeading(last)) return last.toLowerCase();
  const label = PREFIX.exec(line.trimStart())?.[1] ?? '';
  return label !== '' && (isActor(label) || isHeading(`${label}:`)) ? label.toLowerCase() : null;
}
