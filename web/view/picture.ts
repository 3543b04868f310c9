import type { Story } from '../../src/report/story/story.ts';
import { type Child, type Element, h, lineLink, withAttributes } from './element.ts';

/** One row of a picture: a step in its lane. */
type Row = {
  readonly line: number | null;
  readonly lane: number;
  readonly text: string;
  readonly depth: number;
  /** null: this picture has no column for what changes. */
  readonly changes: readonly string[] | null;
  /** Why the row is marked, for who does not see its colour; '' where it is not. */
  readonly mark: string;
};

const DEEPEST = 6;

/** The drawing as its author drew it. */
export function drawingPicture(story: Story, canJump: boolean): Element {
  const rows = story.steps.map(({ number, line, lane, text, depth }): Row => {
    const mark = number === story.stuck ? 'cannot run here' : '';
    return { line, lane, text, depth, changes: null, mark };
  });
  return picture('The drawing', story.lanes.slice(0, story.drawn), story.drawn, rows, canJump);
}

/** The run in which it goes wrong, one move a row, in the order in which they happen. */
export function witnessPicture(story: Story, canJump: boolean): Element | null {
  const { witness } = story;
  if (witness === null) return null;
  const rows = witness.moves.map(({ line, lane, text, changes, failing }): Row => {
    return { line, lane, text, depth: 0, changes, mark: failing ? 'it goes wrong here' : '' };
  });
  return picture('A run in which it goes wrong', witness.lanes, story.drawn, rows, canJump);
}

function picture(
  caption: string,
  lanes: readonly string[],
  drawn: number,
  rows: readonly Row[],
  canJump: boolean,
): Element {
  const count = rows.reduce((most, { lane }) => Math.max(most, lane + 1), lanes.length);
  const names = Array.from({ length: count }, (_, lane) => lanes[lane] ?? `lane ${lane + 1}`);
  const withChanges = rows.some(({ changes }) => changes !== null);
  const heads = names.map((name, lane) => {
    const implied = lane < drawn ? null : h('span.implied', 'not drawn');
    return withAttributes(`th.lane.lane-${lane % 6}`, { scope: 'col' }, name, implied);
  });
  return withAttributes(
    'div.scroll',
    { tabindex: '0', role: 'region', 'aria-label': caption },
    h(
      `table.picture${withChanges ? '.with-changes' : ''}`,
      h('caption.unseen', caption),
      h(
        'thead',
        h(
          'tr',
          withAttributes('th.gutter', { scope: 'col' }, h('span.unseen', 'line')),
          ...heads,
          withChanges ? withAttributes('th.changes', { scope: 'col' }, 'what changes') : null,
        ),
      ),
      h('tbody', ...rows.map((row) => pictureRow(row, names, withChanges, canJump))),
    ),
  );
}

/** A cell runs on over the empty columns at its right, as in a drawing. */
function pictureRow(row: Row, names: readonly string[], withChanges: boolean, canJump: boolean): Element {
  const { lane } = row;
  const empty = Array.from({ length: lane }, (_, before) => h(`td.lane-${before % 6}`));
  const text: Child[] = [h('span.unseen', `${names[lane] ?? ''}: `), row.text];
  const attributes = { colspan: String(names.length - lane) };
  const depth = `depth-${Math.min(row.depth, DEEPEST)}`;
  return h(
    row.mark === '' ? 'tr' : 'tr.marked',
    withAttributes('th.gutter', { scope: 'row' }, row.line === null ? '+' : lineLink(row.line, canJump)),
    ...empty,
    withAttributes(
      `td.step.lane-${lane % 6}.${depth}`,
      attributes,
      ...text,
      row.mark === '' ? null : h('span.mark', row.mark),
    ),
    withChanges ? h('td.changes', ...(row.changes ?? []).map((change) => h('div', change))) : null,
  );
}
