import { understandText } from '../cell/index.ts';
import type { Lexicon } from '../lexicon/index.ts';
import type { Op } from '../types.ts';
import type { Label } from './labels.ts';
import { isRemark, isSentence, looksLikeStep } from './prose.ts';
import { isSetApart } from './row-fit.ts';
import type { Paragraph, Row } from './rows.ts';
import { isRule } from './segments.ts';

/**
 * How far a drawing reaches. A paragraph belongs to it when a row stands under a later lane, or when it reads like steps of the
 * first lane; prose at the margin ends it:
 *
 *     foo();
 *                         bar();            stands under lane 1: belongs, with all rows above it
 *
 *     deferred flush  <- too late           reads like a step: belongs
 *
 *     and the store of 8 is lost.           prose: the drawing ended before it
 */
export function rowsInside(paragraphs: readonly Paragraph[], labels: readonly Label[], lexicon: Lexicon): Row[] {
  const inside: Row[] = [];
  let waiting: Row[] = [];
  const reach = reachOf(labels);
  let margin = labels[0]?.column ?? 0;
  for (const [index, paragraph] of paragraphs.entries()) {
    if (inside.length > 0 && leadsElsewhere(paragraph, margin)) break;
    const evident = paragraph.rows.findLastIndex((row) => underLaterLane(row, reach));
    if (inside.length === 0 && waiting.length === 0 && paragraph.rows[0])
      margin = Math.min(margin, ...starts(paragraph.rows.slice(0, evident + 1)));
    // a drawing that goes on at once under a later lane was not over: the sentence was a long cell
    const next = paragraphs[index + 1]?.rows[0];
    const goesOn = inside.length + evident >= 0 && next !== undefined && underLaterLane(next, reach);
    const prose = untilProse(paragraph.rows, evident, margin);
    const length = proseOpens(paragraph, margin) ? 0 : goesOn && prose > 0 ? paragraph.rows.length : prose;
    const rows = runsOn(paragraph, length, evident) ? [] : paragraph.rows.slice(0, length);
    if (evident >= 0 && length > 0) {
      margin = Math.min(margin, ...starts(waiting), ...starts(rows));
      inside.push(...waiting, ...rows);
      waiting = [];
    } else if (rows.length > 0 && (paragraph.closed || readsLikeSteps(rows, inside, margin, lexicon))) {
      inside.push(...waiting, ...rows);
      waiting = [];
    } else waiting.push(...rows);
    if (length < paragraph.rows.length || paragraph.closed) break;
    if (waiting.length > 12) break;
  }
  while (inside.length > 0 && (isEnumerator(inside.at(-1) as Row) || isCut(inside))) inside.pop();
  return inside;
}

/** Columns from which on a cell is a later lane's, for sure enough to hold the drawing together; and the later labels' own. */
type Reach = { readonly from: number; readonly exact: ReadonlySet<number>; readonly bar: number };

/** Labels are often centred over their lane, so its cells begin well left of them. */
function reachOf(labels: readonly Label[]): Reach {
  const [first, second] = labels;
  if (!first || !second) return { from: Number.POSITIVE_INFINITY, exact: new Set(), bar: 0 };
  return {
    from: second.column - (second.column - first.column) * 0.42,
    exact: new Set(labels.slice(1).map((label) => label.column)),
    bar: second.end + 8,
  };
}

/** Cells stand right under their label, or a column beside it. */
const isAtLabel = (column: number, { exact }: Reach) => [-1, 0, 1].some((off) => exact.has(column + off));

function underLaterLane(row: Row, reach: Reach): boolean {
  if (row.bars.some((bar) => bar >= reach.from && bar <= reach.bar)) return true;
  return row.segments.some(
    (segment, i) =>
      segment.start >= reach.from &&
      (i === 0 || isSetApart(segment) || isAtLabel(segment.start, reach)) &&
      /\w|\.\.|…/.test(segment.text),
  );
}

/** Two sentences at the margin begin the paragraph, or one does behind a typed reply. */
function proseOpens({ rows, resumed }: Paragraph, margin: number): boolean {
  const sentences = rows.slice(0, resumed ? 1 : 2).filter((row) => startOf(row) <= margin + 1 && isSentence(row.text));
  return sentences.length === (resumed ? 1 : 2);
}

/** `The code in question is:` and then something else, however far to the right that runs. */
function leadsElsewhere({ rows: [first] }: Paragraph, margin: number): boolean {
  return first !== undefined && startOf(first) <= margin && /:$/.test(first.text) && isRemark(first.text);
}

/** How many rows come before prose; rows up to `evident` are inside whatever they read like. */
function untilProse(rows: readonly Row[], evident: number, margin: number): number {
  for (let i = evident + 1; i < rows.length; i++) {
    const row = rows[i] as Row;
    const start = startOf(row);
    if (start > margin + 1) continue;
    if (isSentence(row.text) || (i === 0 && isRemark(row.text))) return i;
    if (start < margin && isRemark(row.text)) return i;
  }
  return rows.length;
}

/** A sentence began in the rows above it, flush with them: `Add put_jar() in close_jar() to` ... */
function runsOn({ rows }: Paragraph, length: number, evident: number): boolean {
  const [first, sentence] = [rows[0], rows[length]];
  return evident < 0 && first !== undefined && sentence !== undefined && startOf(first) === startOf(sentence);
}

/** Rows of the first lane alone, after a blank line. */
function readsLikeSteps(rows: readonly Row[], inside: readonly Row[], margin: number, lexicon: Lexicon): boolean {
  if (inside.length === 0 || rows.length > 8) return false;
  if (rows.some((row) => startOf(row) < margin - 2)) return false;
  const known = (row: Row) => looksLikeStep(row.text) || isKnownStep(row.text, lexicon);
  // Set in from the drawing's margin, rows may hold a few words, and begin where none did: prose is not set in behind a drawing.
  if (rows.every((row) => startOf(row) > margin) && rows.length <= 6)
    return rows.filter(known).length * 2 >= rows.length && !rows.some((row) => isRemark(row.text));
  const used = new Set(inside.map((row) => row.segments[0]?.start));
  if (!rows.some((row) => used.has(row.segments[0]?.start))) return false;
  if (rows.some((row) => isRemark(row.text) || isRule(row.text))) return false;
  // a short mark of which nothing is known may stand among steps
  return (
    rows.every((row) => known(row) || row.text.trim().length < 45) && rows.filter(known).length * 3 >= rows.length * 2
  );
}

/** A short row that the cell reader knows, such as the mark `XXXX BUG RACE window close here`. */
function isKnownStep(text: string, lexicon: Lexicon): boolean {
  const { complete, rule, op } = understandText(text.trim().slice(0, 120), lexicon);
  return rule !== null && (complete || (text.trim().length < 45 && TELLING.has(op)));
}

/** What hardly a word of prose does. */
const TELLING: ReadonlySet<Op> = new Set<Op>(['lock', 'unlock', 'wait', 'wake', 'free', 'alloc']);

const startOf = (row: Row) => row.segments[0]?.start ?? Number.POSITIVE_INFINITY;
const starts = (rows: readonly Row[]) => rows.map(startOf);

/** `2)`, `#3:` before the next drawing. */
const isEnumerator = (row: Row) => /^\s*[#(]?(?:\d{1,2}|[a-z]|i{1,3}|iv|v)[.):]+\s*$/i.test(row.text);

/** `[...]` behind a blank line: the mail leaves something out. */
const isCut = (rows: readonly Row[]): boolean => {
  const [before, last] = rows.slice(-2);
  return (
    last !== undefined &&
    before !== undefined &&
    last.line > before.line + 1 &&
    /^\s*\[ ?(?:\.{2,}|…|snip) ?\]\s*$/.test(last.text)
  );
};
