import type { Step } from '../../extract/types.ts';

/**
 * What the drawing shows of a tested condition by going on:
 *
 *     if (p)                 its body is drawn below it: it held
 *       use(p)
 *     if (!p) return;        steps follow although it returns: it did not hold
 *     if (!cond)             nothing follows in this lane: not shown
 */
export function continuationOf(step: Step, later: readonly Step[]): boolean | null {
  const next = later.find((each) => each.op !== 'note' && each.op !== 'elide');
  if (leavesInside(step.text)) return next === undefined;
  if (next === undefined) return null;
  if (isLeaving(next)) {
    const after = later.slice(later.indexOf(next) + 1).find((each) => each.op !== 'note' && each.op !== 'elide');
    return after === undefined;
  }
  return true;
}

/** The next row is the branch that leaves, however it is indented. */
function isLeaving(step: Step): boolean {
  return /^(?:return|goto|break|continue)\b/.test(step.text);
}

/** The branch of the test leaves on the same line: `if (!p) return`, `if (x) goto out`. */
function leavesInside(text: string): boolean {
  return /\)\s*\{?\s*(?:return|goto|break|continue)\b/.test(text);
}

/** Steps that are printed but did not run: the `return` of a branch that was not taken, since the lane goes on after it. */
export function isSkipped(step: Step, earlier: readonly Step[], later: readonly Step[]): boolean {
  const test = earlier.at(-1);
  const isBranch = test !== undefined && test.op === 'test' && isLeaving(step) && !leavesInside(test.text);
  return isBranch && later.some((each) => each.op !== 'note' && each.op !== 'elide');
}
