import type { Cell } from '../types.ts';
import type { Row } from './rows.ts';
import { isUnderline } from './segments.ts';
import { brokenOff, joins } from './wrapped.ts';

/** A cell as it grows: rows may still join it. */
export type DraftCell = {
  line: number;
  column: number;
  lastLine: number;
  lane: number;
  text: string;
  indent: number;
  /** Visual column behind its last character, and where its last row begins. */
  end: number;
  lastIndent: number;
  annotations: string[];
  /** A number in front of its row says that it is a step of its own. */
  numbered: boolean;
};

/** A cell with the row that it goes on in. */
export const joined = (cell: Cell, line: number, text: string): Cell => ({
  ...cell,
  text: `${cell.text} ${text}`,
  lastLine: line,
});

/** Builds the cells of all rows: neighbouring segments of one lane are one cell, wrapped rows join, underlines become annotations. */
export function cellsOf(rows: readonly Row[], lanes: readonly (readonly number[])[]): Cell[] {
  const cells: DraftCell[] = [];
  /** Each lane's last cell. */
  const last = new Map<number, DraftCell>();
  rows.forEach((row, r) => {
    for (const draft of cellsOfRow(row, lanes[r] ?? [], cells)) {
      const open = last.get(draft.lane);
      if (open && (joins(open, draft) || (open.lastLine === row.line - 1 && brokenOff(rows[r - 1], row)))) {
        open.text += ` ${draft.text}`;
        open.lastLine = draft.line;
        open.lastIndent = draft.indent;
        continue;
      }
      cells.push(draft);
      last.set(draft.lane, draft);
    }
  });
  return cells.map(({ line, column, lastLine, lane, text, indent, annotations }) => ({
    line,
    column,
    lastLine,
    lane,
    text,
    indent,
    annotations,
  }));
}

function cellsOfRow(row: Row, lanes: readonly number[], above: readonly DraftCell[]): DraftCell[] {
  const drafts: DraftCell[] = [];
  row.segments.forEach((segment, i) => {
    if (isUnderline(segment.text)) {
      underline(row, segment.start, segment.end, [...above.slice(-8), ...drafts]);
      return;
    }
    const lane = lanes[i] ?? 0;
    const open = drafts.at(-1);
    if (open && open.lane === lane) {
      open.text = row.text.slice(open.column - row.offset - 1, segment.index + segment.text.length);
      open.end = segment.end;
      return;
    }
    drafts.push({
      line: row.line,
      column: row.offset + segment.index + 1,
      lastLine: row.line,
      lane,
      text: segment.text,
      indent: segment.start,
      end: segment.end,
      lastIndent: segment.start,
      annotations: [],
      numbered: row.numbered && i === 0,
    });
  });
  return drafts
    .map((draft) => ({ ...draft, text: draft.text.replace(/[\s\u00a0]+/g, ' ').trim() }))
    .filter((draft) => draft.text !== '');
}

/** Marks the words above: the annotation is `^^^ words`. */
function underline(row: Row, start: number, end: number, cells: readonly DraftCell[]): void {
  const target =
    cells.findLast((cell) => cell.line < row.line && cell.indent <= start + 1 && start < cell.end + 1) ?? cells.at(-1);
  if (!target) return;
  const words = target.text.slice(Math.max(0, start - target.indent), Math.max(1, end - target.indent)).trim();
  target.annotations.push(words === '' ? '^^^' : `^^^ ${words}`);
}
