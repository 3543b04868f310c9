import type { PatchLine, Step } from '../../../extract/types.ts';
import { isSame } from './align.ts';
import { isSilent } from './blocks.ts';
import { type Body, endOfTree, isActing } from './body.ts';
import type { Added, Changes, Item } from './changes.ts';

/** A lane's rows after the patch: those that are drawn, and what it adds. */
export type Placed = Step | Added;
export const isAdded = (placed: Placed): placed is Added => 'line' in placed && typeof placed.line === 'object';

/** Ways to read one patch that are tried: they must all come out alike. */
const MOST_WAYS = 24;

/**
 * Every order of a lane's rows that the patch may mean. What it adds stands behind the last drawn row that its hunk shows in front of it
 * and before the next; rows between those two that the hunk does not show may be on either side.
 */
export function waysToPlace(
  rows: readonly Step[],
  changes: readonly Extract<Changes, { body: Body }>[],
): (readonly Placed[])[] | { readonly why: string } {
  let ways: (readonly Placed[])[] = [rows];
  for (const { items, body, code } of changes) {
    const next: (readonly Placed[])[] = [];
    for (const way of ways) {
      const places = placesIn(way, rows, items, body, code);
      if ('why' in places) return places;
      if (ways.length * places.length > MOST_WAYS) return UNPLACED;
      next.push(...places);
    }
    ways = next;
  }
  return ways.map((way) =>
    withoutGone(
      way,
      rows,
      changes.flatMap(({ items }) => items),
    ),
  );
}

type Wanted = { readonly put: readonly Placed[]; readonly at: readonly number[] };

/** A call and what is drawn inside it; of other rows themselves. */
function treeOf(row: Step, rows: readonly Step[]): readonly Step[] {
  const at = rows.indexOf(row);
  return row.op === 'call' ? rows.slice(at, endOfTree(rows, at)) : [row];
}

const UNPLACED = { why: 'where its lines stand among the drawn rows does not show' };

/** The ways to put one function's lines among the rows of one way. */
function placesIn(
  way: readonly Placed[],
  rows: readonly Step[],
  items: readonly Item[],
  body: Body,
  code: readonly PatchLine[],
): (readonly Placed[])[] | { readonly why: string } {
  const moving = new Set(items.flatMap((item) => (item.is === 'moved' ? treeOf(item.row, rows) : [])));
  const isAnchor = (item: Item): item is Extract<Item, { is: 'row' | 'gone' }> =>
    (item.is === 'row' || item.is === 'gone') && !moving.has(item.row);
  const still = way.filter((placed) => isAdded(placed) || !moving.has(placed));
  const shown = new Set(items.flatMap((item) => (isAnchor(item) ? [item.row] : [])));
  const inside = rows.slice(body.from, body.to).filter((row) => !moving.has(row));
  const frame = rows[body.from - 1];
  const start = inside[0] !== undefined ? still.indexOf(inside[0]) : frame === undefined ? 0 : still.indexOf(frame) + 1;
  const last = inside.at(-1);
  const end = last === undefined ? start : still.indexOf(last) + 1;
  // for each thing to put, the places that it may take
  const wanted: Wanted[] = [];
  for (const [index, item] of items.entries()) {
    if (item.is === 'row' || item.is === 'gone') continue;
    const before = items.slice(0, index).findLast(isAnchor);
    const after = items.slice(index + 1).find(isAnchor);
    const low = before === undefined ? start : behind(before.row, rows, still, shown);
    const high = after === undefined ? Math.max(low, end) : still.indexOf(after.row);
    if (high < low) return UNPLACED;
    if (
      item.is === 'added' &&
      still.slice(low, high).some((placed) => !isAdded(placed) && isDrawnAs(placed, item.added.line))
    )
      return { why: `line ${item.added.line.line}, which it adds, seems to be drawn already` };
    if (item.is === 'added' && item.added.atEnd) {
      wanted.push({ put: [item.added], at: [end] });
      continue;
    }
    const put = item.is === 'moved' ? treeOf(item.row, rows) : [item.added];
    const own = item.is === 'moved' ? item.line : item.added.line;
    // with no code between it and a drawn row nothing drawn can be there either
    const [isBehind, isInFront] = [before, after].map(
      (anchor) => anchor !== undefined && isBeside(own, anchor.line, code),
    );
    const at = isInFront && !isBehind ? [high] : isBehind && !isInFront ? [low] : placesBetween(still, low, high);
    wanted.push({ put, at });
  }
  return combined(wanted).map((chosen) => {
    const out: Placed[] = [];
    for (let at = 0; at <= still.length; at++) {
      out.push(...chosen.filter(({ place }) => place === at).flatMap(({ put }) => put));
      if (at < still.length) out.push(still[at] as Placed);
    }
    return out;
  });
}

/** Two lines of a hunk with no statement between them but what the patch puts there itself. */
function isBeside(one: PatchLine, other: PatchLine, code: readonly PatchLine[]): boolean {
  const [from, to] = [code.indexOf(one), code.indexOf(other)].sort((a, b) => a - b) as [number, number];
  return (
    from >= 0 &&
    one.hunk === other.hunk &&
    code.slice(from + 1, to).every((line) => line.sign !== ' ' || isSilent(line))
  );
}

/** A drawing of the patched code, as a review has it, shows where the patch adds a line what it adds there. */
const isDrawnAs = (row: Step, line: PatchLine): boolean => row.op !== 'call' && line.sign === '+' && isSame(line, row);

/** Behind a row, and behind what is drawn inside it, where the patch shows nothing of that. */
function behind(row: Step, rows: readonly Step[], still: readonly Placed[], shown: ReadonlySet<Step>): number {
  const at = rows.indexOf(row);
  const tree = rows.slice(at + 1, endOfTree(rows, at));
  const isCall = !/^\W*(?:if|else|while|for|switch)\b/.test(row.text) && !tree.some((each) => shown.has(each));
  const last = isCall ? (tree.findLast((each) => still.includes(each)) ?? row) : row;
  return still.indexOf(last) + 1;
}

/** Places from one to another that differ in what they do: rows that do nothing are passed over. */
function placesBetween(still: readonly Placed[], low: number, high: number): number[] {
  const places = [low];
  for (let at = low; at < high; at++) {
    const placed = still[at] as Placed;
    if (isAdded(placed) || isActing(placed)) places.push(at + 1);
  }
  return places;
}

/** Every choice of places in which what comes later in the patch does not stand in front of what comes earlier. */
function combined(wanted: readonly Wanted[]): { readonly put: readonly Placed[]; readonly place: number }[][] {
  return wanted.reduce<{ put: readonly Placed[]; place: number }[][]>(
    (all, { put, at }) =>
      all.length > MOST_WAYS
        ? all
        : all.flatMap((chosen) =>
            at.filter((place) => place >= (chosen.at(-1)?.place ?? 0)).map((place) => [...chosen, { put, place }]),
          ),
    [[]],
  );
}

/** Rows that are taken away go with what is drawn inside them. */
function withoutGone(way: readonly Placed[], rows: readonly Step[], items: readonly Item[]): readonly Placed[] {
  const moving = new Set(items.flatMap((item) => (item.is === 'moved' ? [item.row] : [])));
  const gone = new Set(
    items.flatMap((item) => (item.is === 'gone' && !moving.has(item.row) ? treeOf(item.row, rows) : [])),
  );
  return way.filter((placed) => isAdded(placed) || !gone.has(placed));
}
