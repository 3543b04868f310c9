import { contentWords } from '../../extract/claims/phrases.ts';
import { namesOf } from '../../scenario/statements.ts';
import type { Scenario } from '../../scenario/types.ts';
import { tryFix, workingScenarios } from '../fixes/index.ts';
import { judgeScenario } from '../scenario-verdict.ts';
import { judgeRemoval } from './changes.ts';
import { COUNTER, speaksOfCounter, withCounter } from './counter.ts';
import { judgeOtherLock } from './other-lock.ts';
import { resolveThings, withoutThings } from './resolve.ts';
import { type Case, type ClaimJudge, contradicted, type Finding, negated, supported, undetermined } from './types.ts';

/**
 * Claims that a thing helps or does not: "the counter would have solved nothing" (fix-fails), "the lock closes it" (fix-works).
 * The thing is in the drawing, so what happens with it was run already; what happens without it is run here.
 */
export const judgeWith: ClaimJudge<'with'> = (content, about) => {
  const { judged, claim } = about;
  const other = isFix(about) ? judgeOtherLock(about) : null;
  if (other !== null) return other;
  const things = resolveThings(content.thing, judged.scenario);
  if (things.length === 0) {
    const put = speaksOfCounter(content.thing) ? withCounter(judged.scenario) : null;
    if (put === null) return undetermined(`${unresolved(content.thing)}, and it cannot be put in and run`);
    const found = helps([COUNTER], { ...about, judged: judgeScenario(put, about.options) });
    return claim.type === 'fix-fails' ? negated(found) : found;
  }
  const found = helps(things, about);
  if (
    claim.type === 'fix-works' &&
    found.verdict === 'refuted' &&
    (judged.verdict !== 'reproduces' || !found.reason.includes('comparison'))
  ) {
    return undetermined(`"${content.thing}" is in the drawing already; what would be changed about it is not clear`);
  }
  return claim.type === 'fix-fails' ? negated(found) : found;
};

const isFix = ({ claim }: Case): boolean => claim.type === 'fix-works' || claim.type === 'fix-fails';

/** Why a phrase leads to nothing: it names nothing, or nothing that is drawn. */
function unresolved(phrase: string): string {
  const isEmpty = contentWords(phrase).length === 0 || /^(?:i|it|this|that|these|they|we)\b/i.test(phrase.trim());
  return isEmpty ? 'what it speaks of is not clear' : `nothing in the drawing answers to "${phrase}"`;
}

function helps(things: readonly string[], { judged, options }: Case): Finding {
  const list = things.join(' and ');
  if (judged.verdict === 'reproduces') {
    const passes = comparisonsPassed(judged.scenario, things, judged.witness?.moves.map((move) => move.step) ?? []);
    const seen = passes.length > 0 ? ` and its comparison on ${passes.join(', ')} passes` : '';
    return contradicted(`${judged.failure} reproduces with ${list} in place${seen}`);
  }
  if (judged.verdict === 'undetermined') return undetermined('the drawing itself is undetermined');
  const without = judgeScenario(withoutThings(judged.scenario, things), options);
  if (without.verdict === 'reproduces')
    return supported(`nothing fails with ${list}, and ${without.failure} reproduces without`);
  // something else excludes the failure; with that taken away, the thing shows what it is worth
  const why = judged.why[0];
  if (why === undefined || without.verdict !== 'refuted') return undetermined('nothing fails in this drawing as it is');
  return contradicted(
    `it is not ${list} that excludes ${judged.failure} here: ${why.text}, and without that it comes with ${list} in place`,
  );
}

/** Steps of the witness that compare what was read from the thing. */
function comparisonsPassed(scenario: Scenario, things: readonly string[], ran: readonly string[]): string[] {
  return scenario.lanes
    .flatMap((lane) => lane.steps)
    .filter(
      (step) =>
        ran.includes(step.id) &&
        step.statements.some(
          (statement) =>
            (statement.is === 'noted' || statement.is === 'if') &&
            namesOf(statement).some((name) => things.includes(name)),
        ),
    )
    .map((step) => `line ${step.id.split(':')[0]}`);
}

/**
 * "fine without X, given that the invariant holds": with and without X the drawing's verdict is the same, and wherever a fix that keeps
 * the order makes it right with X, it is right without X too.
 */
export const judgeWithout: ClaimJudge<'without'> = (content, about) => {
  const { judged, options } = about;
  const removed = isFix(about) ? judgeRemoval(content.thing, about) : null;
  if (removed !== null) return removed;
  const things = resolveThings(content.thing, judged.scenario);
  if (things.length === 0) {
    const put = speaksOfCounter(content.thing) ? withCounter(judged.scenario) : null;
    if (put === null) return undetermined(`${unresolved(content.thing)}, so it cannot be taken out`);
    return judgeWithout(content, { ...about, judged: judgeScenario(put, options) });
  }
  const list = things.join(' and ');
  if (judged.verdict === 'undetermined') return undetermined('the drawing itself is undetermined');
  const without = judgeScenario(withoutThings(judged.scenario, things), options);
  // "without the lock it would be a use-after-free"
  if (about.claim.type === 'bug-exists') {
    if (without.verdict === 'reproduces') return supported(`without ${list}, ${without.failure} reproduces`);
    if (without.verdict === 'refuted') return contradicted(`without ${list} nothing fails either`);
    return undetermined(`without ${list}: ${without.reason}`);
  }
  if (without.verdict !== judged.verdict) {
    if (without.verdict === 'undetermined') return undetermined(`without ${list}: ${without.reason}`);
    return contradicted(`without ${list} the drawing's verdict changes from ${judged.verdict} to ${without.verdict}`);
  }
  const kept = workingScenarios(judged.scenario, options, ['move-step', 'widen-lock', 'hold-lock']);
  const broken = kept.filter((each) => tryFix(withoutThings(each, things), options).verdict !== 'works');
  if (broken.length > 0)
    return contradicted(`${list} decides in ${broken.length} of ${kept.length} repaired versions of the drawing`);
  if (judged.verdict === 'reproduces' && kept.length === 0)
    return undetermined('no repaired version of the drawing was found to compare in');
  const repaired =
    kept.length > 0
      ? `; in all ${kept.length} versions of the drawing that keep the order or the lock, nothing fails without it either`
      : '';
  return supported(
    `within the drawn actors the verdict is the same with and without ${list} (${judged.verdict})${repaired}`,
  );
};
