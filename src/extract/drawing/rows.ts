import { cutBy, type Dress, undress } from './dress.ts';
import { type Label, labelsOf, mayBeLabels } from './labels.ts';
import { cannotBeCell } from './prose.ts';
import { withoutNumber } from './row-numbers.ts';
import { isRule, type Segment, segmentsOf } from './segments.ts';
import type { Page, PageLine } from './types.ts';

/** A row of a drawing: one line without its dress, taken apart. */
export type Row = {
  readonly line: number;
  /** Raw column = offset + index in `text` + 1. */
  readonly offset: number;
  readonly text: string;
  readonly segments: readonly Segment[];
  readonly bars: readonly number[];
  /** A number stood in front of it. */
  readonly numbered: boolean;
};
/** Rows without a blank line or an interleaved reply between them. */
export type Paragraph = {
  readonly rows: Row[];
  /** A closing rule (`=====`) follows at once. */
  closed: boolean;
  /** Typed replies, not only blank lines, stand in front of it. */
  readonly resumed: boolean;
  /** More rows follow than one drawing may have. */
  cut?: true;
};

/** Lines of replies that may interrupt a quoted drawing, and rows that one may have. */
const MOST_SKIPPED = 100;
const MOST_ROWS = 1000;
/** Rows before the end of a hunk that show that the drawing ends there. */
const FEW_ROWS = 3;

/** Rows already made: each notation asks for those of the same lines. */
const made = new WeakMap<PageLine, Map<string, Row | 'skip' | 'end'>>();

/** A line's row in a dress; `skip` for the patch's other version, `end` where the dress ends. */
export function rowOf(line: PageLine, dress: Dress): Row | 'skip' | 'end' {
  const rows = made.get(line) ?? new Map<string, Row | 'skip' | 'end'>();
  const key = dress.patch + dress.comment;
  const row = rows.get(key) ?? makeRow(line, dress);
  if (rows.size === 0) made.set(line, rows);
  rows.set(key, row);
  return row;
}

function makeRow(line: PageLine, dress: Dress): Row | 'skip' | 'end' {
  const bare = undress(line.text, dress);
  if (typeof bare === 'string') return bare;
  const text = bare.text.trimEnd();
  const { segments, bars } = segmentsOf(text);
  return {
    line: line.line,
    offset: line.offset + cutBy(line.text, dress),
    text,
    ...withoutNumber(segments),
    bars,
  };
}

/** A patch that changes a drawing shows it twice: the new version counts, with the lines that both share. */
export const isReplaced = (page: Page, rows: readonly Row[], dress: Dress): boolean =>
  dress.patch === 'old' && rows.some((row) => page[row.line - 1]?.text.startsWith('-') === false);

/** The next line at this depth that is not blank, undressed, or null. */
export function below(page: Page, at: number, dress: Dress): string | null {
  const depth = page[at]?.depth;
  for (let i = at + 1; i < Math.min(page.length, at + 4); i++) {
    const line = page[i] as PageLine;
    if (line.depth !== depth) continue;
    const bare = undress(line.text, dress);
    if (bare === 'end') return null;
    if (bare !== 'skip' && bare.text.trim() !== '') return bare.text;
  }
  return null;
}

/** The labels on this line, or null. */
export function labelsAt(page: Page, at: number, row: Row, dress: Dress): Label[] | null {
  if (!mayBeLabels(row.text)) return null;
  return labelsOf(row.segments, below(page, at, dress));
}

/** All rows that could belong to the drawing whose labels stand at `at`, in paragraphs; it ends at what surely ends it. */
export function paragraphsOf(page: Page, at: number, until: number, dress: Dress): Paragraph[] {
  const depth = page[at]?.depth ?? 0;
  const paragraphs: Paragraph[] = [];
  let current: Paragraph | null = null;
  let skipped = 0;
  let resumed = false;
  let rows = 0;
  for (let i = at + 1; i < Math.min(page.length, until); i++) {
    const line = page[i] as PageLine;
    if (line.depth !== depth) {
      if (line.depth > depth || line.kind === 'attribution' || ++skipped > MOST_SKIPPED) break;
      resumed = true;
      current = null;
      continue;
    }
    if (rows < FEW_ROWS && dress.patch !== 'none' && line.text.startsWith('@@ ')) {
      // the patch leaves out unchanged rows
      current = null;
      continue;
    }
    if (endsHere(line, dress)) break;
    const row = rowOf(line, dress);
    if (row === 'end') break;
    if (row === 'skip') continue;
    if (row.text.trim() === '') {
      current = null;
      continue;
    }
    if (PICTURE.test(row.text)) {
      // boxes of memory below the drawing, and what stands on their lid
      if (current && current === paragraphs.at(-1)) paragraphs.pop();
      break;
    }
    if (isRule(row.text)) {
      if (rows === 0) continue;
      // a rule at the margin with nothing right below closes the drawing; one inside a lane is only skipped
      if (row.segments.length === 0 && !/[|+]/.test(row.text)) {
        const next = page[i + 1];
        if (
          next?.depth === depth &&
          next.text.length > 0 &&
          below(page, i, dress) !== null &&
          row.text.trim().length < 60 &&
          /^\s/.test(row.text)
        )
          continue;
        const last = paragraphs.at(-1);
        if (last && isHeadline(last, row)) paragraphs.pop();
        else if (last) last.closed = true;
        break;
      }
    }
    if (cannotBeCell(row.text)) break;
    if (++rows > MOST_ROWS) {
      const last = paragraphs.at(-1);
      if (last) last.cut = true;
      break;
    }
    if (labelsAt(page, i, row, dress)) break;
    if (rows === 1 && row.segments.length > 1 && isRule(below(page, i, dress) ?? '')) {
      // what each lane runs, between the labels and their rule
      rows = 0;
      continue;
    }
    if (!current) {
      current = { rows: [], closed: false, resumed };
      paragraphs.push(current);
      resumed = false;
    }
    skipped = 0;
    current.rows.push(row);
    if (/\*\*\* DEADLOCK \*\*\*/.test(row.text)) {
      current.closed = true;
      break;
    }
  }
  return paragraphs;
}

/** `|--------|----|`: the lid of two boxes. */
const PICTURE = /^\s*(?:\|[-~=]{3,}){2,8}\|\s*$/;

/** One row alone, underlined from its first letter to its last. */
const isHeadline = ({ rows: [row, ...more] }: Paragraph, rule: Row): boolean =>
  row !== undefined &&
  more.length === 0 &&
  row.segments[0]?.start === rule.text.search(/\S/) &&
  row.text.trim().length === rule.text.trim().length;

function endsHere(line: PageLine, dress: Dress): boolean {
  switch (line.kind) {
    case 'attribution':
    case 'trailer':
    case 'signature':
    case 'trace':
      return true;
    case 'diff':
      return dress.patch === 'none';
    default:
      return false;
  }
}
