import type { Cell } from '../../types.ts';
import { type Dress, dressOf } from '../dress.ts';
import { isActor } from '../labels.ts';
import { rowOf } from '../rows.ts';
import type { NotationReader, Page, PageLine, Reading } from '../types.ts';

/**
 * Each line says whose step it is:
 *
 *     T1: lock(A)
 *     T2: lock(B)
 *     T1: lock(B)   <- waits
 */
const PREFIXED = /^(\s*(?:[-*] )?)([\w#][\w #/-]{0,24}?)\s?(?::|\)|>)([\s\u00a0]+)(\S.*)$/;
/** Fewer lines than this are a legend, not a drawing. */
const FEWEST = 3;

export const prefixed: NotationReader = { notation: 'prefixed', read: readPrefixed };

type Line = { readonly label: string; readonly indent: number; readonly column: number; readonly text: string };

function readPrefixed(page: Page, at: number, until: number): Reading | null {
  const first = page[at] as PageLine;
  if (
    !PREFIXED.test(first.text.slice(0, 200)) ||
    (first.kind !== undefined && first.kind !== 'text' && first.kind !== 'diff')
  )
    return null;
  const dress = dressOf(first.text, page[at + 1]?.text ?? '', first.kind === 'diff');
  if (runsThrough(page, at, dress)) return null;
  const lanes: string[] = [];
  const cells: Cell[] = [];
  for (let i = at, blanks = 0; i < Math.min(page.length, until) && blanks < 2; i++) {
    const line = page[i] as PageLine;
    if (line.depth !== first.depth) break;
    const step = stepOf(line, dress);
    if (step === null) {
      if (line.text.trim() !== '') break;
      blanks++;
      continue;
    }
    blanks = 0;
    const name = step.label.toLowerCase();
    let lane = lanes.findIndex((label) => label.toLowerCase() === name);
    if (lane < 0) lane = lanes.push(step.label) - 1;
    cells.push({
      line: line.line,
      lastLine: line.line,
      lane,
      annotations: [],
      column: step.column,
      text: step.text,
      indent: step.indent,
    });
  }
  if (lanes.length < 2 || lanes.length > 8 || cells.length < FEWEST) return null;
  // one line each: a legend of who is who, unless the lines are code
  if (lanes.length === cells.length && !cells.every((cell) => /\w\(|;$|->/.test(cell.text))) return null;
  const last = cells.at(-1)?.line ?? first.line;
  return {
    notation: 'prefixed',
    lines: [first.line, last],
    quoted: first.depth,
    lanes,
    cells,
    alternatives: [],
    doubts: [],
  };
}

/** Whether the lines before belong to the same run: it was looked at from its beginning, so that the search stays linear. */
function runsThrough(page: Page, at: number, dress: Dress): boolean {
  const before = page[at - 1]?.text.trim() === '' ? page[at - 2] : page[at - 1];
  return before !== undefined && before.depth === page[at]?.depth && stepOf(before, dress) !== null;
}

function stepOf(line: PageLine, dress: Dress): Line | null {
  const row = rowOf(line, dress);
  if (typeof row === 'string') return null;
  const match = PREFIXED.exec(row.text.slice(0, 400));
  if (!match) return null;
  const [, , label = '', gap = '', text = ''] = match;
  if (!isActor(label) || /^(?:core|node)/i.test(label)) return null;
  const index = match[0].length - text.length;
  return { label, text, indent: gap.length - 1, column: row.offset + index + 1 };
}
