import type { Diagram, Patch, PatchLine, Step } from '../../extract/types.ts';
import { isVerb, targetOf, verb } from '../../scenario/statements.ts';
import type { Scenario, ScenarioStep, Statement } from '../../scenario/types.ts';
import { lockNamed } from '../claims/locks.ts';
import { newStep, withDeclaration, withSteps } from '../edit.ts';
import { bare, functionsOf } from './patch-names.ts';

type Patched = { readonly scenario: Scenario; readonly what: string } | { readonly why: string };

/**
 * The scenario with the locks that a patch adds, each from the first drawn step that stands behind the added lock in the patch to the
 * last one in front of its unlock:
 *
 *     +	mutex_lock(&frob->lock);
 *      	p = frob->priv;              a drawn step: inside
 *     +	mutex_unlock(&frob->lock);
 *      	use(p);                      outside
 *
 * A step of such a function that the patch does not show could be on either side, so then nothing is tried.
 */
export function withPatchedLocks(scenario: Scenario, patch: Patch, diagram: Diagram): Patched {
  let changed = scenario;
  const put: string[] = [];
  for (const lane of diagram.lanes.keys()) {
    const functions = new Set(functionsOf(diagram, lane));
    const code = patch.code.filter(({ within, sign }) => within !== null && functions.has(within) && sign !== '-');
    const lock = code.map(lockAdded).find((each) => each !== null);
    if (lock === undefined || lock === null) continue;
    const name = lockNamed(lock, scenario);
    if (name === null) return { why: `which lock "${lock}" is cannot be told` };
    const takes = (statement: Statement) => isVerb(statement, 'lock', 'trylock') && targetOf(statement) === name;
    if (scenario.lanes[lane]?.steps.some(({ statements }) => statements.some(takes)))
      return { why: `the drawing has ${name} already, and the patch moves it` };
    const section = sectionOf(lock, code, stepsOf(diagram, scenario, lane));
    if ('why' in section) return section;
    const [first, last] = section.steps;
    const inserted = withSection(changed, lane, name, first, last);
    if (inserted === null)
      return {
        why: `a lane leaves the section in the middle, and the patch does not show where ${name} is released then`,
      };
    changed = inserted;
    put.push(`${name} on lines ${first.line} to ${last.line}`);
  }
  return put.length === 0
    ? { why: 'it adds no lock around a drawn step' }
    : { scenario: changed, what: put.join(' and ') };
}

const TAKES =
  /^(?:mutex_lock|down_write|(?:raw_)?spin_lock|write_lock)(?:_irq(?:save)?|_bh|_killable|_interruptible|_nested)?\s*\(&?([\w.>-]+)/;
const RELEASES =
  /^(?:mutex_unlock|up_write|(?:raw_)?spin_unlock|write_unlock)(?:_irq(?:restore)?|_bh)?\s*\(&?([\w.>-]+)/;

function lockAdded({ sign, text }: PatchLine): string | null {
  return sign === '+' ? (TAKES.exec(text)?.[1] ?? null) : null;
}

/** The lane's steps that do something in the scenario. */
function stepsOf(diagram: Diagram, scenario: Scenario, lane: number): Step[] {
  const acting = new Set(
    scenario.lanes[lane]?.steps.filter(({ statements }) => statements.length > 0).map(({ id }) => id),
  );
  return diagram.steps.filter((step) => step.lane === lane && acting.has(step.id));
}

/** The first and the last drawn step between the lock and its unlock. */
function sectionOf(
  lock: string,
  code: readonly PatchLine[],
  steps: readonly Step[],
): { readonly steps: readonly [Step, Step] } | { readonly why: string } {
  const inside = steps.filter((step) => {
    const at = code.findIndex(({ text }) => isSame(text, step.text));
    return at >= 0 && isHeldAt(lock, code, at);
  });
  const [first, last] = [inside[0], inside.at(-1)];
  if (first === undefined || last === undefined) return { why: `it takes ${lock} where no drawn step stands` };
  const unseen = steps.find(
    (step) =>
      (steps.indexOf(step) < steps.indexOf(first) || steps.indexOf(step) > steps.indexOf(last)) &&
      !code.some(({ text }) => isSame(text, step.text)),
  );
  return unseen === undefined
    ? { steps: [first, last] }
    : { why: `whether "${unseen.text}" (line ${unseen.line}) comes under ${lock} does not show in it` };
}

/** The drawn step is that line of code, whole or as a part of it. */
function isSame(code: string, drawn: string): boolean {
  const [one, other] = [bare(code), bare(drawn)];
  return other.length > 3 && (one === other || one.includes(other) || (one.length > 8 && other.includes(one)));
}

/** Taken before that line and not released since; a release in front of a way out ends nothing for what follows. */
function isHeldAt(lock: string, code: readonly PatchLine[], at: number): boolean {
  let held = false;
  for (const [index, { text }] of code.slice(0, at).entries()) {
    if (TAKES.exec(text)?.[1] === lock) held = true;
    const leaves = code.slice(index + 1, index + 3).some((next) => /^(?:return|goto|break|continue)\b/.test(next.text));
    if (RELEASES.exec(text)?.[1] === lock && !leaves) held = false;
  }
  return held;
}

function withSection(scenario: Scenario, lane: number, lock: string, first: Step, last: Step): Scenario | null {
  const steps = scenario.lanes[lane]?.steps ?? [];
  const [from, to] = [steps.findIndex(({ id }) => id === first.id), steps.findLastIndex(({ id }) => id === last.id)];
  const within = steps.slice(from, to + 1);
  const ids = new Set(within.map(({ id }) => id));
  const jumpsOut = within.some(({ statements }) => statements.some((each) => each.is === 'if' && !ids.has(each.goto)));
  const isRest = steps.slice(to + 1).every(({ statements }) => statements.length === 0);
  if (jumpsOut && !isRest) return null;
  const take = newStep(scenario, [verb('lock', lock)], `takes ${lock}`);
  const release = newStep(scenario, [verb('unlock', lock)], `releases ${lock}`, 1);
  const leaving = (step: ScenarioStep): ScenarioStep => ({
    ...step,
    statements: step.statements.map((each) =>
      each.is === 'if' && !ids.has(each.goto) ? { ...each, goto: release.id } : each,
    ),
  });
  return withSteps(withDeclaration(scenario, 'lock', lock), lane, [
    ...steps.slice(0, from),
    take,
    ...within.map(leaving),
    release,
    ...steps.slice(to + 1),
  ]);
}
