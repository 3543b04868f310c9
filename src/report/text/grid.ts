import { displayWidth, pad, wrap } from './width.ts';

/**
 * The drawing as a kernel developer draws it: one column a lane, one step a row, numbered at the left, and at the right a further
 * column for what a step changes. The drawing and its witness are printed by this, in Markdown and on a terminal.
 *
 *         CPU0               CPU1
 *         -----------------  ---------
 *     1   lock(PT)
 *     2                      free(skb)
 */
export type GridRow = {
  /** Stands before the row: a step's number or its line. */
  readonly mark: string;
  /** Index in `lanes`. */
  readonly lane: number;
  readonly text: string;
  /** Call-tree depth: two columns each, as far as there is room. */
  readonly depth: number;
  /** What changes; '' for nothing. */
  readonly side: string;
};
export type Grid = {
  readonly lanes: readonly string[];
  readonly rows: readonly GridRow[];
  /** Heading of the further column; null: there is none. */
  readonly side: string | null;
};
export type GridLine = {
  readonly is: 'head' | 'rule' | 'row';
  readonly text: string;
  /** Index of the row that the line belongs to, -1 for the heading. */
  readonly row: number;
};

const GAP = '  ';
const DIVIDER = ' | ';
/** A lane narrower than this cannot be read: the grid becomes a list. */
const NARROWEST = 10;
const DEEPEST = 4;
/** A cell gives no more lines than this, so that one hostile cell cannot fill the page. */
const TALLEST = 12;

/**
 * @param grid texts must be harmless (one line, no control characters)
 * @param width columns that may be used
 * @returns lines without trailing white space; none is wider than `width`, unless `width` is under 20
 */
export function drawGrid(grid: Grid, width: number): GridLine[] {
  const lanes = everyLane(grid);
  const gutter = Math.max(0, ...grid.rows.map((row) => displayWidth(row.mark)));
  const columns = [...lanes.map((label, lane) => naturalWidth(label, lane, grid.rows))];
  if (grid.side !== null) columns.push(Math.max(...[grid.side, ...grid.rows.map((row) => row.side)].map(displayWidth)));
  const between = (lanes.length - 1) * GAP.length + (grid.side === null ? 0 : DIVIDER.length);
  const room = width - gutter - GAP.length - between;
  if (room < columns.reduce((sum, natural) => sum + Math.min(natural, NARROWEST), 0)) return asList(grid, lanes, width);
  return asColumns(grid, lanes, shareRoom(columns, room), gutter);
}

/** The labels, with one made up for each lane that has a step and no label. */
function everyLane(grid: Grid): readonly string[] {
  const count = grid.rows.reduce((most, row) => Math.max(most, row.lane + 1), grid.lanes.length);
  return Array.from({ length: count }, (_, lane) => grid.lanes[lane] || `lane ${lane + 1}`);
}

function naturalWidth(label: string, lane: number, rows: readonly GridRow[]): number {
  let widest = displayWidth(label);
  for (const row of rows) if (row.lane === lane) widest = Math.max(widest, indentOf(row) + displayWidth(row.text));
  return widest;
}

const indentOf = (row: GridRow): number => 2 * Math.min(row.depth, DEEPEST);

/** Narrow columns get what they need; the wide ones share the rest evenly. */
function shareRoom(natural: readonly number[], room: number): readonly number[] {
  let left = room;
  let sharing = natural.length;
  const widths = natural.map(() => 0);
  const narrowFirst = natural.map((_, column) => column).sort((a, b) => (natural[a] ?? 0) - (natural[b] ?? 0));
  for (const column of narrowFirst) {
    const share = Math.max(1, Math.min(natural[column] ?? 0, Math.floor(left / sharing)));
    widths[column] = share;
    left -= share;
    sharing--;
  }
  return widths;
}

function asColumns(grid: Grid, lanes: readonly string[], widths: readonly number[], gutter: number): GridLine[] {
  const print = (mark: string, cells: readonly (readonly string[])[], is: GridLine['is'], row: number): GridLine[] => {
    const height = Math.max(1, ...cells.map((cell) => cell.length));
    return Array.from({ length: height }, (_, k) => {
      let text = pad(k === 0 ? ' '.repeat(gutter - displayWidth(mark)) + mark : '', gutter);
      widths.forEach((width, column) => {
        text += column < lanes.length ? GAP : DIVIDER;
        text += pad(cells[column]?.[k] ?? '', width);
      });
      return { is, row, text: text.trimEnd() };
    });
  };
  const cell = (text: string, column: number, indent = 0): readonly string[] => {
    const width = widths[column] ?? 1;
    const inset = indent + displayWidth(text) <= width ? indent : Math.min(indent, Math.max(0, width - NARROWEST));
    const lines = wrap(text, width - inset, TALLEST, width - inset >= 14 ? 2 : 0);
    return lines.map((line) => ' '.repeat(inset) + line);
  };
  const heads = grid.side === null ? lanes : [...lanes, grid.side];
  const out = print('', heads.map((label, column) => cell(label, column)), 'head', -1); // biome-ignore format: one call
  out.push(...print('', widths.map((width) => ['-'.repeat(width)]), 'rule', -1)); // biome-ignore format: one call
  grid.rows.forEach((row, index) => {
    const cells: (readonly string[])[] = widths.map(() => []);
    cells[row.lane] = cell(row.text, row.lane, indentOf(row));
    if (grid.side !== null) cells[lanes.length] = row.side === '' ? [] : cell(row.side, lanes.length);
    out.push(...print(row.mark, cells, 'row', index));
  });
  return out;
}

/** Where the columns do not fit side by side: `3  CPU12: text`, and below it what changes. */
function asList(grid: Grid, lanes: readonly string[], width: number): GridLine[] {
  const gutter = Math.max(0, ...grid.rows.map((row) => displayWidth(row.mark)));
  const room = Math.max(8, width - gutter - GAP.length);
  return grid.rows.flatMap((row, index) => {
    const lines = wrap(`${lanes[row.lane] ?? ''}: ${row.text}`, room, TALLEST, 4);
    if (row.side !== '') lines.push(...wrap(row.side, room - 4, TALLEST).map((line) => `  | ${line}`));
    return lines.map((line, k): GridLine => {
      const mark = k === 0 ? row.mark : '';
      return {
        is: 'row',
        row: index,
        text: `${' '.repeat(gutter - displayWidth(mark))}${mark}${GAP}${line}`.trimEnd(),
      };
    });
  });
}
