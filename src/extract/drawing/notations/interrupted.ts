import type { Cell } from '../../types.ts';
import { dressOf } from '../dress.ts';
import { cannotBeCell, isRemark, looksLikeStep } from '../prose.ts';
import { readingFrom } from '../reading.ts';
import { type Row, rowOf } from '../rows.ts';
import type { NotationReader, Page, PageLine, Reading } from '../types.ts';

/**
 * One flow, and what interrupts it set in behind an arrow; the interrupt is the second lane:
 *
 *     clear_flag(box)
 *     ---> Interrupt
 *             set_flag(box)
 *             set_count(box)
 *     clear_count(box)
 */
export const interrupted: NotationReader = { notation: 'indented', read: readInterrupted };

const MARK = /^-{1,6}> ?((?:(?:hard|soft|timer|device) ?)?(?:interrupt|irq|nmi|ipi|softirq))\b/i;
/** Rows of the flow before the interrupt, and of the whole. */
const MOST_BEFORE = 6;
const MOST = 40;

function readInterrupted(page: Page, at: number): Reading | null {
  const first = page[at] as PageLine;
  if (first.text.length > 100 || (first.kind !== undefined && first.kind !== 'text' && first.kind !== 'diff'))
    return null;
  if (!isInterruptedSoon(page, at)) return null;
  const dress = dressOf(first.text, page[at + 1]?.text ?? '', first.kind === 'diff');
  const rows: Row[] = [];
  let mark = -1;
  for (let i = at; i < page.length && rows.length < MOST; i++) {
    const line = page[i] as PageLine;
    const row = line.depth === first.depth ? rowOf(line, dress) : 'end';
    if (row === 'skip') continue;
    if (row === 'end' || row.segments.length !== 1 || cannotBeCell(row.text) || isRemark(row.text)) break;
    if (mark < 0 && MARK.test(row.segments[0]?.text ?? '')) mark = rows.length;
    rows.push(row);
    if (mark < 0 && rows.length > MOST_BEFORE) return null;
  }
  const margin = startOf(rows[0]);
  const back = rows.findIndex((row, index) => index > mark && startOf(row) <= margin);
  if (mark < 1 || back < mark + 2) return null;
  const end = rows.findIndex((row, index) => index > back && startOf(row) < margin);
  const own = end < 0 ? rows : rows.slice(0, end);
  if (!own.every((row, index) => index === mark || looksLikeStep(row.text))) return null;
  const name = MARK.exec(rows[mark]?.segments[0]?.text ?? '')?.[1] ?? '';
  const cells = own.map((row, index) => cellOf(row, index >= mark && index < back ? 1 : 0));
  return readingFrom(dress.comment === '' ? 'indented' : 'comment', first, ['', name], cells);
}

/** A quick look before rows are made: whether one of the next lines is an interrupt. */
function isInterruptedSoon(page: Page, at: number): boolean {
  return marksIn(page).some((mark) => mark > at && mark <= at + MOST_BEFORE * 2);
}

/** The lines of a page that may be interrupts; most pages have none. */
const marks = new WeakMap<Page, readonly number[]>();
function marksIn(page: Page): readonly number[] {
  const found = marks.get(page) ?? page.flatMap((line, at) => (isMarked(line.text) ? [at] : []));
  marks.set(page, found);
  return found;
}
const isMarked = (text: string): boolean => text.length < 200 && text.includes('->') && MARKED.test(text);
const MARKED = /^[-+ ]?[\s\u00a0]*(?:\*|\/\/|#)?[\s\u00a0]*-{1,6}> ?\w/;

const startOf = (row: Row | undefined): number => row?.segments[0]?.start ?? 0;

function cellOf({ line, offset, segments }: Row, lane: number): Cell {
  const { index, text, start } = segments[0] as Row['segments'][number];
  return { line, lastLine: line, column: offset + index + 1, lane, text, annotations: [], indent: start };
}
