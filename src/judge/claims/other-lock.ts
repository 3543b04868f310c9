import { name, number } from '../../scenario/expressions.ts';
import { isVerb, targetOf, verb } from '../../scenario/statements.ts';
import type { Scenario, ScenarioStep, Statement } from '../../scenario/types.ts';
import { looksFor, withDeclaration, withSteps } from '../edit.ts';
import { isBesides } from '../fixes/besides.ts';
import { tryFix } from '../fixes/index.ts';
import { type Case, contradicted, type Finding, negated, supported } from './types.ts';

/**
 * Ways out of a deadlock that a sentence names without saying of which row it speaks: the thing gets a lock of its own, or a lock is only
 * tried where another one is held. Each lock that a lane takes so is replaced in turn; if all of these help, the proposal does, whichever it means.
 *
 *     Would a separate mutex for the reset work?      Use mutex_trylock() in the dump path.
 */
export function judgeOtherLock(about: Case): Finding | null {
  const { claim, judged, diagram, options } = about;
  if (judged.verdict !== 'reproduces' || !looksFor(judged.scenario, 'deadlock')) return null;
  const change = TRIED.test(claim.text) ? tried : OWN.test(claim.text) ? owned : null;
  if (change === null) return null;
  const { scenario } = judged;
  const changed = scenario.lanes.flatMap(({ implied, steps }, lane) =>
    implied
      ? []
      : steps.flatMap(({ statements }, at) =>
          statements.some((each) => isVerb(each, 'lock')) &&
          (change === owned || heldAfter(steps.slice(0, at)).length > 0)
            ? [change(scenario, lane, at)]
            : [],
        ),
  );
  const verdicts = changed.map((each) =>
    each === null ? null : tryFix(each, options, (unknown) => isBesides(unknown, diagram, scenario.goals)).verdict,
  );
  const what = change === tried ? 'a lock that is only tried' : 'a lock of its own';
  if (verdicts.length === 0 || new Set(verdicts).size > 1) return null;
  const finding =
    verdicts[0] === 'works'
      ? supported(`with ${what} in any of the places where one is taken, no execution shows deadlock`)
      : verdicts[0] === 'fails'
        ? contradicted(`with ${what} in any one of the places where one is taken, it deadlocks still`)
        : null;
  return finding !== null && claim.type === 'fix-fails' ? negated(finding) : finding;
}

const OWN =
  /\b(?:separated?|own|local|private|dedicated|different|independent|new) (?:\S+ )?(?:lock|mutex|spinlock|semaphore)\b/i;
const TRIED = /\b(?:\w+_)?trylock\b|\bdown_(?:read|write)_trylock\b/i;

/** The lock at that place, and its unlock, are of another lock that nobody else takes. */
function owned(scenario: Scenario, lane: number, at: number): Scenario | null {
  const steps = scenario.lanes[lane]?.steps ?? [];
  const lock = lockAt(scenario, lane, at);
  if (lock === null) return null;
  const own = `another lock for ${lock}`;
  const rename = (each: Statement): Statement =>
    isVerb(each, 'want', 'lock', 'unlock') && targetOf(each) === lock
      ? { ...each, operands: [name(own), ...each.operands.slice(1)] }
      : each;
  return withSteps(
    withDeclaration(scenario, 'lock', own),
    lane,
    steps.map((step) => ({ ...step, statements: step.statements.map(rename) })),
  );
}

/** Where the lock cannot be had at once the lane gives up, and releases what it holds. */
function tried(scenario: Scenario, lane: number, at: number): Scenario | null {
  const steps = scenario.lanes[lane]?.steps ?? [];
  const lock = lockAt(scenario, lane, at);
  if (lock === null) return null;
  const before = heldAfter(steps.slice(0, at));
  const goto = before.length === 0 ? 'end' : steps.find((_, index) => releases(steps.slice(index), before))?.id;
  if (goto === undefined) return null;
  const got = `got ${lock}`;
  const attempt: readonly Statement[] = [
    verb('trylock', lock, 'into', got),
    {
      is: 'if',
      condition: { is: 'binary', operator: '==', left: name(got), right: number(0) },
      goto,
    },
  ];
  const changed = steps.map((step, index) => ({
    ...step,
    statements: step.statements.flatMap((each) => (index === at && isVerb(each, 'lock') ? attempt : [each])),
  }));
  return withSteps(withDeclaration(scenario, 'cell', got), lane, changed);
}

function heldAfter(steps: readonly ScenarioStep[]): string[] {
  const held: string[] = [];
  for (const statement of steps.flatMap(({ statements }) => statements)) {
    const lock = targetOf(statement);
    if (isVerb(statement, 'lock') && lock !== null) held.push(lock);
    if (isVerb(statement, 'unlock') && lock !== null) held.splice(held.lastIndexOf(lock), 1);
  }
  return held;
}

/** What is left of the lane releases these locks, and does nothing else. */
function releases(rest: readonly ScenarioStep[], held: readonly string[]): boolean {
  const statements = rest.flatMap((step) => step.statements);
  const released = statements.map((each) => (isVerb(each, 'unlock') ? targetOf(each) : null));
  return released.length === held.length && held.every((lock) => released.includes(lock));
}

function lockAt(scenario: Scenario, lane: number, at: number): string | null {
  const statement = scenario.lanes[lane]?.steps[at]?.statements.find((each) => isVerb(each, 'lock'));
  return statement === undefined ? null : targetOf(statement);
}
