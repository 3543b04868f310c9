import { saidUntrue } from '../../extract/cell/index.ts';
import type { Effect, Step } from '../../extract/types.ts';
import type { ScenarioStep } from '../types.ts';

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

/**
 * Steps that are printed but did not run: the `return` of a branch that was not taken, since the lane goes on after it, and the body
 * of an `if` that is said to have come out false.
 */
export function isSkipped(step: Step, earlier: readonly Step[], later: readonly Step[]): boolean {
  if (isInBranchNotTaken(step, earlier)) return true;
  const test = earlier.at(-1);
  const isBranch = test !== undefined && test.op === 'test' && isLeaving(step) && !leavesInside(test.text);
  return isBranch && later.some((each) => each.op !== 'note' && each.op !== 'elide');
}

/** The test that an `else` belongs to: the last above it that is no deeper. It may stand in the column of the test or in that of its body. */
const testOf = ({ depth }: Step, earlier: readonly Step[]): Step | null =>
  earlier.findLast((each) => each.depth <= depth && isCondition(each)) ?? null;

/** One of the frames that the step stands in is `if (x) // false`. */
function isInBranchNotTaken(step: Step, earlier: readonly Step[]): boolean {
  const own = /^\}? ?else\b/.test(step.text) ? testOf(step, earlier) : null;
  let depth = step.depth;
  return earlier.toReversed().some((each) => {
    if (each.depth >= depth) return false;
    depth = each.depth;
    return each !== own && isCondition(each) && saidUntrue(each.text, each.annotations);
  });
}

/** `if (…)`, `while (…)`, or a bare comparison; a call that returned false has run its inner steps. */
const isCondition = ({ text }: Step): boolean =>
  /^\W*(?:if|while)\b/.test(text) || (/[=!<>]=/.test(text) && !/\w\(/.test(text));

/**
 * The last step of a body that is drawn deeper than its `if` and ends what the lane does; null where there is none, where more follows,
 * or where the body leaves the function (then the lane going on shows that the test failed).
 */
export function bodyEndOf(step: Step, later: readonly Step[]): string | null {
  if (!/^\W*if\b/.test(step.text) || leavesInside(step.text)) return null;
  const end = later.findIndex((each) => each.depth <= step.depth);
  const body = end < 0 ? later : later.slice(0, end);
  const last = body.at(-1);
  // what follows the body may rest on it (`if (p) get(p)` … `p->x`): then the drawing is about the case in which it held
  const rest = later.slice(body.length);
  if (rest.some((each) => each.effects.some((effect) => !isClosing(effect)))) return null;
  // a body that gives back what was taken before it: where the test fails, what gives it back then is not drawn
  if (releasesMore(body)) return null;
  const isPlainBody = last !== undefined && !body.some(isLeaving) && !/^\W*else\b/.test(later[end]?.text ?? '');
  return isPlainBody ? last.id : null;
}

function releasesMore(body: readonly Step[]): boolean {
  const taken: string[] = [];
  for (const effect of body.flatMap((each) => each.effects)) {
    if (effect.do === 'acquire') taken.push(effect.lock);
    if (effect.do !== 'release') continue;
    const at = taken.lastIndexOf(effect.lock);
    if (at < 0) return true;
    taken.splice(at, 1);
  }
  return false;
}

/** What ends a critical section or a wait, and no more. */
const CLOSING: ReadonlySet<Effect['do']> = new Set(['release', 'leave-reader', 'finish-wait', 'nothing', 'barrier']);

function isClosing(effect: Effect): boolean {
  return CLOSING.has(effect.do) || (effect.do === 'store' && /^current->(?:__)?state$/.test(effect.to));
}

const BEHIND = 'behind ';
/** A jump behind the last step with this id, wherever that will be when the lane is complete. */
export function behind(id: string): string {
  return `${BEHIND}${id}`;
}

/** Turns jumps behind a step into jumps to the step that then stands there. */
export function settleJumps(steps: readonly ScenarioStep[]): ScenarioStep[] {
  const target = (goto: string): string => {
    if (!goto.startsWith(BEHIND)) return goto;
    const last = steps.findLastIndex((step) => step.id === goto.slice(BEHIND.length));
    return steps[last + 1]?.id ?? 'end';
  };
  return steps.map((step) => ({
    ...step,
    statements: step.statements.map((each) => (each.is === 'if' ? { ...each, goto: target(each.goto) } : each)),
  }));
}
