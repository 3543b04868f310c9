import { isVerb, targetOf } from '../../scenario/statements.ts';
import type { Lane, Scenario, Statement } from '../../scenario/types.ts';
import { declaredLocks } from '../edit.ts';

/**
 * Whether a step runs under a lock under which all that the other lanes do is done: nothing comes between what it does and anything
 * else, so that not to know what it is says nothing against the lock.
 */
export function isSerial(step: string, scenario: Scenario): boolean {
  const own = scenario.lanes.find(({ steps }) => steps.some(({ id }) => id === step));
  if (own === undefined) return false;
  return declaredLocks(scenario).some(
    (lock) =>
      isUnder(lock, own, ({ id }) => id === step) &&
      scenario.lanes.every((lane) => lane === own || isUnder(lock, lane, ({ statements }) => statements.some(acts))),
  );
}

/** All such steps of a lane are between its taking the lock, exclusively, and its giving it back. */
function isUnder(lock: string, { steps }: Lane, which: (step: Lane['steps'][number]) => boolean): boolean {
  let isHeld = false;
  for (const step of steps) {
    if (step.statements.some((each) => isVerb(each, 'lock') && targetOf(each) === lock))
      isHeld = step.statements.every((each) => !isVerb(each, 'lock') || each.operands.length === 1);
    else if (step.statements.some((each) => isVerb(each, 'unlock') && targetOf(each) === lock)) isHeld = false;
    else if (which(step) && !isHeld) return false;
  }
  return true;
}

const acts = (statement: Statement): boolean => !isVerb(statement, 'lock', 'unlock', 'want', 'barrier');
