import type { Step } from '../../../extract/types.ts';
import { callsIn } from './names.ts';

/** The rows of a lane that a function runs: those at `from` up to the one before `to`. */
export type Body = {
  readonly from: number;
  readonly to: number;
  /** Nothing is indented below its name, so it is not sure that these rows are inside it. */
  readonly isFlat?: true;
};

/**
 * Where a lane's rows are inside a function:
 *
 *     foo()
 *       bar()            bar's body is the row below it; foo's are both
 *         x = 1
 *
 * Where nothing is indented below its name, it may be all that follows. Null where the lane does not name the function.
 */
export function bodyOf(rows: readonly Step[], name: string): Body | null {
  const frame = rows.findIndex(
    (row, at) => callsIn(row.text).includes(name) && (isFrame(row) || endOfTree(rows, at) > at + 1),
  );
  const row = rows[frame];
  if (row === undefined) return null;
  const end = endOfTree(rows, frame);
  if (end > frame + 1) return { from: frame + 1, to: end };
  const flat = rows.findIndex((each, at) => at > frame && each.depth < row.depth);
  return { from: frame + 1, to: flat < 0 ? rows.length : flat, isFlat: true };
}

/** The first row behind what is drawn inside the row at `at`. */
export function endOfTree(rows: readonly Step[], at: number): number {
  const depth = rows[at]?.depth ?? 0;
  const end = rows.findIndex((each, index) => index > at && each.depth <= depth);
  return end < 0 ? rows.length : end;
}

/** A call that stands for its inside; one that is known to do something is a step by itself. */
const isFrame = (row: Step): boolean => row.op === 'call' || row.rule === 'frame' || row.effects.length === 0;

/** Rows that do something, or may. */
export const isActing = (row: Step): boolean =>
  row.op !== 'note' && row.op !== 'elide' && (row.effects.length > 0 || !row.complete);
