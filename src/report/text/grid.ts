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
  /** What changes, each on a line of its own. */
  readonly side: readonly string[];
};
export type Grid = {
  readonly lanes: readonly string[];
  readonly rows: readonly GridRow[];
  /** Heading of the further column; null: there is none. */
  readonly side: string | null;
  /** What may stand in the further column for a text that is too wide for it. */
  readonly shorten?: (side: string) => string;
};
export type GridLine = {
  readonly is: 'head' | 'rule' | 'row';
  readonly text: string;
  /** Index of the row that the line belongs to, -1 for the heading. */
  readonly row: number;
};

const GAP = '  ';
const DIVIDER = ' | ';
/** Where a lane would have to be narrower than this, the grid becomes a list. */
const NARROWEST = 8;
/** Where the columns are too wide, the further one takes this part of the room, and the last lane that part of the rest. */
const SIDE_PART = 0.3;
const LAST_LANE_PART = 0.4;
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
  const gutter = widest(grid.rows.map((row) => row.mark));
  const natural = lanes.map((label, lane) => naturalWidth(label, lane, grid.rows));
  const side = grid.side === null ? 0 : widest([grid.side, ...grid.rows.flatMap((row) => row.side)]);
  const between = (lanes.length - 1) * GAP.length + (grid.side === null ? 0 : DIVIDER.length);
  const room = width - gutter - GAP.length - between;
  const least = [...natural, side].reduce((sum, columns) => sum + Math.min(columns, NARROWEST), 0);
  if (room < least) return asList(grid, lanes, width);
  return asColumns(grid, lanes, shareRoom(natural, side, room), gutter);
}

type Widths = { readonly lanes: readonly number[]; readonly side: number };

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

/**
 * Natural widths where they fit. Else the lanes stand closer, because a cell may run on over the empty columns at its right;
 * the last lane has none at its right, so it gets more than its share.
 */
function shareRoom(natural: readonly number[], side: number, room: number): Widths {
  if (natural.reduce((sum, width) => sum + width, side) <= room) return { lanes: natural, side };
  const least = natural.reduce((sum, width) => sum + Math.min(width, NARROWEST), 0);
  const sideWidth = Math.min(side, Math.max(NARROWEST, Math.floor(room * SIDE_PART)), room - least);
  const rest = room - sideWidth;
  const share = Math.max(Math.floor(rest / natural.length), Math.floor(rest * LAST_LANE_PART));
  const others = natural.slice(0, -1).reduce((sum, width) => sum + Math.min(width, NARROWEST), 0);
  const last = Math.min(natural.at(-1) ?? 0, share, rest - others);
  return { lanes: [...shareEvenly(natural.slice(0, -1), rest - last), last], side: sideWidth };
}

/** Narrow columns get what they need; the wide ones share the rest evenly. */
function shareEvenly(natural: readonly number[], room: number): readonly number[] {
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

function asColumns(grid: Grid, lanes: readonly string[], widths: Widths, gutter: number): GridLine[] {
  const starts = widths.lanes.map((_, lane) => {
    return widths.lanes.slice(0, lane).reduce((sum, width) => sum + width + GAP.length, gutter + GAP.length);
  });
  const end = (starts.at(-1) ?? 0) + (widths.lanes.at(-1) ?? 0);
  const beside = (text: string, side: string | undefined): string => {
    return (grid.side === null ? text : `${pad(text, end)}${DIVIDER}${side ?? ''}`).trimEnd();
  };

  const heads = lanes.map((label, lane) => wrap(label, widths.lanes[lane] ?? 1, TALLEST));
  const sideHead = grid.side === null ? [] : wrap(grid.side, widths.side, TALLEST);
  const out = Array.from(
    { length: Math.max(sideHead.length, ...heads.map((head) => head.length)) },
    (_, k): GridLine => {
      const labels = heads.reduce((text, head, lane) => pad(text, starts[lane] ?? 0) + (head[k] ?? ''), '');
      return { is: 'head', row: -1, text: beside(labels, sideHead[k]) };
    },
  );
  const rules = widths.lanes.reduce((text, width, lane) => pad(text, starts[lane] ?? 0) + '-'.repeat(width), '');
  out.push({ is: 'rule', row: -1, text: beside(rules, '-'.repeat(widths.side)) });

  grid.rows.forEach((row, index) => {
    const start = starts[row.lane] ?? 0;
    const cell = cellLines(row, end - start);
    const changes = row.side.map((change) =>
      displayWidth(change) <= widths.side ? change : (grid.shorten?.(change) ?? change),
    );
    const side = changes.flatMap((change) => wrap(change, widths.side, TALLEST, 2)).slice(0, TALLEST);
    const marks = [`${' '.repeat(gutter - displayWidth(row.mark))}${row.mark}`];
    for (let k = 0; k < Math.max(1, cell.length, side.length); k++) {
      out.push({ is: 'row', row: index, text: beside(pad(marks[k] ?? '', start) + (cell[k] ?? ''), side[k]) });
    }
  });
  return out;
}

function cellLines(row: GridRow, width: number): readonly string[] {
  const indent = indentOf(row);
  const inset =
    indent + displayWidth(row.text) <= width ? indent : Math.min(indent, Math.max(0, width - 2 * NARROWEST));
  return wrap(row.text, width - inset, TALLEST, width - inset >= 14 ? 2 : 0).map((line) => ' '.repeat(inset) + line);
}

/** Where the columns do not fit side by side: `3  CPU12: text`, and below it what changes. */
function asList(grid: Grid, lanes: readonly string[], width: number): GridLine[] {
  const gutter = widest(grid.rows.map((row) => row.mark));
  const room = Math.max(8, width - gutter - GAP.length);
  return grid.rows.flatMap((row, index) => {
    const lines = wrap(`${lanes[row.lane] ?? ''}: ${row.text}`, room, TALLEST, 4);
    const changes = row.side.flatMap((change) => wrap(change, room - 4, TALLEST)).slice(0, TALLEST);
    lines.push(...changes.map((line) => `  | ${line}`));
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

/** Of any number of texts: a scenario may have as many rows as its limits allow. */
function widest(texts: readonly string[]): number {
  return texts.reduce((width, text) => Math.max(width, displayWidth(text)), 0);
}
