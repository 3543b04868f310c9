import { isOfTheStep } from '../scenario/index.ts';
import { isVerb, targetOf } from '../scenario/statements.ts';
import type { Lane, Scenario, Statement, Unknown } from '../scenario/types.ts';
import type { Why } from './types.ts';

/** Words of a step that may give a lock back, or sleep without it. */
const MAY_LET_GO = /unlock|release|wait|sleep|schedul|resched|drop|retry|sync/i;
const WAIT_QUEUE = /wait_?queue/gi;

/**
 * What is held alone at every one of these steps, locks first of all. What nobody knows of a step that runs with L held cannot come between what other
 * lanes do with L held:
 *
 *     CPU0                     CPU1
 *     lock(L)                  lock(L)
 *     seen = count             count = 0
 *     tidy_up(dev)             unlock(L)          not known, but no lane that takes L runs meanwhile
 *     count = seen + 1
 *     unlock(L)
 *
 * Where L alone excludes the failure, the step does not stand in the way of saying so. The same holds of a task that has interrupts off
 * and the handler that would interrupt it.
 */
export function coversOf({ lanes }: Scenario, unknown: readonly Unknown[]): readonly string[] {
  if (!unknown.every(isOfTheStep)) return [];
  const held = unknown.map((each) => lanes.map((lane) => heldAt(lane, each)).find((locks) => locks !== null) ?? []);
  const [first = [], ...others] = held;
  const common = first.filter((lock) => others.every((locks) => locks.includes(lock)));
  return common.filter((lock) => lanes.every(takesAtMostOnce(lock)));
}

/** The one that excludes the failure. */
export const coverAmong = (covers: readonly string[], why: readonly Why[]): string | undefined =>
  covers.find((each) => why.some(({ held }) => held === each));

/** In a reader's words: "count->lock held", "interrupts off". */
export const coverWords = (held: string): string => `${held} ${held === INTERRUPTS ? 'off' : 'held'}`;

/** As a relaxation names what it switches on again; no lock is called so. */
const INTERRUPTS = 'interrupts';

/** Between two sections of one lane others may come, whatever they do. */
const takesAtMostOnce =
  (lock: string) =>
  ({ steps }: Lane): boolean =>
    steps.flatMap(({ statements }) => statements).filter((each) => takenBy(each) === lock).length <= 1;

/** The locks that a lane holds alone when it comes to a step; null where the step is none of its own, none where the step may let them go. */
function heldAt({ steps, on }: Lane, { step: id }: Unknown): readonly string[] | null {
  const at = steps.findIndex((step) => step.id === id);
  if (at < 0) return null;
  if (MAY_LET_GO.test((steps[at]?.text ?? '').replace(WAIT_QUEUE, ''))) return [];
  const held = new Set<string>(on?.context === 'hardirq' ? [INTERRUPTS] : []);
  for (const statement of steps.slice(0, at).flatMap(({ statements }) => statements)) {
    const [taken, gone] = [takenBy(statement), letGoBy(statement)];
    if (taken !== null) held.add(taken);
    if (gone !== null) held.delete(gone);
  }
  return [...held];
}

function takenBy(statement: Statement): string | null {
  if (isVerb(statement, 'irq-disable')) return INTERRUPTS;
  if (!isVerb(statement, 'lock') || statement.operands.some((each) => each.is === 'name' && each.name === 'shared'))
    return null;
  return targetOf(statement);
}

function letGoBy(statement: Statement): string | null {
  if (isVerb(statement, 'irq-enable')) return INTERRUPTS;
  return isVerb(statement, 'unlock', 'downgrade') ? targetOf(statement) : null;
}
