import { isOfTheStep } from '../scenario/index.ts';
import { isVerb, targetOf } from '../scenario/statements.ts';
import type { Lane, Scenario, Statement, Unknown } from '../scenario/types.ts';
import type { Why } from './types.ts';

/** Words of a step that may give a lock back, or sleep without it. */
const MAY_LET_GO = /unlock|release|wait|sleep|schedul|resched|drop|retry|sync/i;
const WAIT_QUEUE = /wait_?queue/gi;

/**
 * What is held alone at every one of these steps, locks first of all, also from the start, or by readers where all others write. What nobody
 * knows of a step that runs with L held cannot come between what other lanes do with L held:
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
export function coversOf(scenario: Scenario, unknown: readonly Unknown[]): readonly string[] {
  if (!unknown.every(isOfTheStep)) return [];
  const { lanes } = scenario;
  const held = unknown.map(
    (each) => lanes.map((lane) => heldAt(lane, each, scenario)).find((locks) => locks !== null) ?? [],
  );
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
    steps.flatMap(({ statements }) => statements).filter((each) => takenBy(each)?.lock === lock).length <= 1;

/**
 * What a lane holds when it comes to a step, that nobody holds with it; null where the step is none of its own, none where the step may let
 * it go, and does not just give back what it is known to.
 */
function heldAt(lane: Lane, { step: id }: Unknown, scenario: Scenario): readonly string[] | null {
  const { steps, on, name } = lane;
  const at = steps.findIndex((step) => step.id === id);
  const step = steps[at];
  if (step === undefined) return null;
  const givesBack = step.statements.some((each) => letGoBy(each) !== null);
  if (!givesBack && MAY_LET_GO.test(step.text.replace(WAIT_QUEUE, ''))) return [];
  const held = new Set<string>(on?.context === 'hardirq' ? [INTERRUPTS] : []);
  for (const { kind, name: lock, values } of scenario.declarations)
    if (kind === 'lock' && values.some((each) => each.is === 'name' && each.name === name)) held.add(lock);
  for (const statement of steps.slice(0, at).flatMap(({ statements }) => statements)) {
    const [taken, gone] = [takenBy(statement), letGoBy(statement)];
    if (taken !== null && (!taken.isShared || !isShared(taken.lock, lane, scenario))) held.add(taken.lock);
    if (gone !== null) held.delete(gone);
  }
  return [...held];
}

/** Another lane may hold it, for reading, at the same time. */
const isShared = (lock: string, own: Lane, { lanes }: Scenario): boolean =>
  lanes.some((lane) => lane !== own && lane.steps.some(({ statements }) => statements.some(sharesLock(lock))));

const sharesLock =
  (lock: string) =>
  (each: Statement): boolean => {
    const taken = takenBy(each);
    return taken?.lock === lock && taken.isShared;
  };

function takenBy(statement: Statement): { readonly lock: string; readonly isShared: boolean } | null {
  if (isVerb(statement, 'irq-disable')) return { lock: INTERRUPTS, isShared: false };
  const lock = isVerb(statement, 'lock') ? targetOf(statement) : null;
  if (lock === null || statement.is !== 'verb') return null;
  return { lock, isShared: statement.operands.some((each) => each.is === 'name' && each.name === 'shared') };
}

function letGoBy(statement: Statement): string | null {
  if (isVerb(statement, 'irq-enable')) return INTERRUPTS;
  return isVerb(statement, 'unlock', 'downgrade') ? targetOf(statement) : null;
}
