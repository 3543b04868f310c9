import { understandCell } from '../../cell/index.ts';
import type { Lexicon } from '../../lexicon/index.ts';
import type { Cell } from '../../types.ts';
import { joined } from '../cells.ts';
import { type Dress, dressOf } from '../dress.ts';
import { familyOf, isActor, isHeading } from '../labels.ts';
import { isSentence } from '../prose.ts';
import { readingFrom } from '../reading.ts';
import { rowOf } from '../rows.ts';
import { columnAt } from '../segments.ts';
import type { Around, NotationReader, Page, PageLine, Reading } from '../types.ts';
import { joins } from '../wrapped.ts';

/**
 * Each line says whose step it is:
 *
 *     T1: lock(A)
 *     T2: lock(B)
 *     T1: lock(B)   <- waits
 */
const PREFIXED = /^(\s*(?:[-*] )?)([\w#][\w #/-]{0,24}?)\s?(?::|\)|>)([\s\u00a0]+)(\S.*)$/;
/** Fewer lines than this are a legend, unless their steps are known in two lanes. */
const FEW = 2;
const FEWEST = 2;

export const prefixed: NotationReader = { notation: 'prefixed', read: readPrefixed };

type Line = {
  readonly label: string;
  readonly indent: number;
  readonly column: number;
  readonly text: string;
  readonly textColumn: number;
};

function readPrefixed(page: Page, at: number, { until, lexicon }: Around): Reading | null {
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
  /** Visual column of the last step's text. */
  let textColumn = 0;
  for (let i = at, blanks = 0; i < Math.min(page.length, until) && blanks < 2; i++) {
    const line = page[i] as PageLine;
    if (line.depth !== first.depth) break;
    const step = stepOf(line, dress);
    if (step === null) {
      const last = cells.at(-1);
      const more = last && goesOn(line, dress, last, textColumn);
      if (more) cells[cells.length - 1] = joined(last, line.line, more);
      else if (line.text.trim() !== '') break;
      else blanks++;
      continue;
    }
    blanks = 0;
    textColumn = step.textColumn;
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
  const isCode = cells.every((cell) => /\w\(|;$|->/.test(cell.text));
  const isLegend = lanes.length === cells.length && !isCode;
  const isNumbered = lanes.every((label) => isActor(label));
  if ((cells.length <= FEW || isLegend || !isNumbered) && !areSteps(lanes, cells, lexicon)) return null;
  return readingFrom('prefixed', first, lanes, cells);
}

/** Whether the lines are known steps of two lanes of one kind: two lines alone, and names without a number, prove no drawing. */
function areSteps(lanes: readonly string[], cells: readonly Cell[], lexicon: Lexicon): boolean {
  const families = new Set(lanes.map((label) => (isActor(label) ? familyOf(label) : 'named')));
  // `t1: at the start: n = 3` names a time, not a task
  const isNoStep = ({ text }: Cell) => isSentence(text) || /^[\w ]{1,60}: /.test(text);
  if (families.size > 1 || cells.some(isNoStep)) return false;
  const known = new Set<number>();
  for (const { lane, text, annotations } of cells) {
    if (known.size < 2 && !known.has(lane) && understandCell({ text, annotations }, lexicon).complete) known.add(lane);
  }
  return known.size >= 2;
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
  if (!(isActor(label) || isHeading(`${label}:`)) || /^(?:core|node)/i.test(label)) return null;
  const index = match[0].length - text.length;
  const textColumn = columnAt(row.text, index);
  return { label, text, indent: gap.length - 1, column: row.offset + index + 1, textColumn };
}

/** The text of a line without a label, set under the text of the step above, where it goes on with that; else null. */
function goesOn(line: PageLine, dress: Dress, last: Cell, textColumn: number): string | null {
  const row = rowOf(line, dress);
  const start = typeof row === 'string' ? undefined : row.segments[0]?.start;
  if (typeof row === 'string' || start === undefined) return null;
  const next = { text: row.text.trim(), indent: start, line: line.line, lastLine: line.line, numbered: row.numbered };
  return joins({ ...last, indent: textColumn }, next) ? next.text : null;
}
