import { cellsOf } from '../cells.ts';
import { dressOf } from '../dress.ts';
import { cannotBeCell, isRemark } from '../prose.ts';
import { readingFrom } from '../reading.ts';
import { isSetApart } from '../row-fit.ts';
import { isReplaced, type Row, rowOf } from '../rows.ts';
import type { NotationReader, Page, PageLine, Reading } from '../types.ts';

/**
 * Two columns without labels, as comments in the code draw how barriers pair; a row of barriers tells them from any other table:
 *
 *     *   data = 1              if (ready)
 *     *   WMB                   RMB
 *     *   ready = 1             x = data
 */
export const barrierPair: NotationReader = { notation: 'comment', read: readBarrierPair };

const FEWEST = 3;
const MOST = 12;
/** The columns lie apart, and each column's cells begin at one place or nearly so. */
const APART = 8;
const CROOKED = 2;
const BARRIER =
  /^(?:(?:smp_|dma_|virt_)?(?:r|w)?mb(?:\(\))?;?|smp_mb__\w{1,30}(?:\(\))?;?|<?(?:read|write|full|general|memory) barrier>?|barrier\(\);?)$/i;

function readBarrierPair(page: Page, at: number): Reading | null {
  const first = page[at] as PageLine;
  if (first.text.length > 120 || (first.kind !== undefined && first.kind !== 'text' && first.kind !== 'diff'))
    return null;
  const dress = dressOf(first.text, page[at + 1]?.text ?? '', first.kind === 'diff');
  if (dress.comment === '' || !/\S(?:[\s\u00a0]{2}|\t)[\s\u00a0]*\S/.test(first.text.slice(3))) return null;
  const rows: Row[] = [];
  for (let i = at; i < page.length && rows.length <= MOST; i++) {
    const line = page[i] as PageLine;
    if (line.depth !== first.depth) break;
    const row = rowOf(line, dress);
    if (row === 'skip') continue;
    if (row === 'end' || row.segments.length === 0) break;
    rows.push(row);
  }
  if (rows.length < FEWEST || rows.length > MOST) return null;
  const [left, right] = [rows[0]?.segments[0]?.start ?? 0, rows[0]?.segments[1]?.start ?? 0];
  const isPair = rows.every(({ text, segments }) => {
    const [one, two, ...others] = segments;
    if (!one || !two || others.length > 0 || !isSetApart(two) || cannotBeCell(text)) return false;
    const isCrooked = Math.abs(one.start - left) > CROOKED || Math.abs(two.start - right) > CROOKED;
    return !isCrooked && two.start - one.start >= APART && !isRemark(one.text) && !isRemark(two.text);
  });
  const hasBarriers = rows.some(({ segments }) => segments.every(({ text }) => BARRIER.test(text)));
  if (!isPair || !hasBarriers || isReplaced(page, rows, dress)) return null;
  const cells = cellsOf(
    rows,
    rows.map(() => [0, 1]),
  );
  return readingFrom('comment', first, ['', ''], cells);
}
