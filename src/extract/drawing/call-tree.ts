import type { Cell } from '../types.ts';

/**
 * A lane's call tree, by what stands in front of its calls:
 *
 *     foo()                foo()              foo()             foo->
 *       bar()              -> bar()           -- bar()          bar->
 *         baz()               -> baz()        ---- baz()        baz
 */

/** What leads to a call: arrows, dashes, rails. */
const LEAD = /^(?:\| *){0,8}(?:[-=]+>|-{2,}|\+-+|`-+|\\_+|[\u2514\u251c]\u2500*) */;
const CALL_FOLLOWS = /^[A-Za-z_]/;

/** The column at which each cell's own words begin; what stands below `foo->` is inside it. */
export function treeColumnsOf(cells: readonly Cell[]): number[] {
  /** Each lane's last cell: its indentation, by how much arrows at the ends of cells push it in, whether it ends in one. */
  const last = new Map<number, { indent: number; pushed: number; leads: boolean }>();
  return cells.map(({ lane, indent, text }) => {
    const lead = LEAD.exec(text)?.[0].length ?? 0;
    const own = indent + (CALL_FOLLOWS.test(text.slice(lead)) ? lead : 0);
    const before = last.get(lane);
    const pushed = before && before.indent === indent ? before.pushed + (before.leads ? 1 : 0) : 0;
    last.set(lane, { indent, pushed, leads: /\w *->$/.test(text) });
    return own + pushed;
  });
}

/** Call-tree depth from the columns within the lane: deeper opens a level, back to an earlier column closes. */
export function depthsOf(cells: readonly Cell[], columns: readonly number[]): number[] {
  const levels = new Map<number, number[]>();
  return cells.map(({ lane }, index) => {
    const column = columns[index] as number;
    const stack = levels.get(lane) ?? [];
    levels.set(lane, stack);
    while (stack.length > 0 && (stack.at(-1) as number) > column) stack.pop();
    if (stack.at(-1) !== column) stack.push(column);
    return stack.length - 1;
  });
}
