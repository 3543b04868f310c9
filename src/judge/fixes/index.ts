import type { Failure } from '../../extract/types.ts';
import { isTold, isToldOneAfterTheOther, stepsBeforeToldOrder } from '../../scenario/index.ts';
import type { Scenario, Unknown } from '../../scenario/types.ts';
import { explore } from '../../sim/index.ts';
import type { Witness } from '../../sim/types.ts';
import { forVariants } from '../budget.ts';
import { coverAmong, coversOf } from '../covered.ts';
import { byLines, lineOf, looksFor } from '../edit.ts';
import { answerFor } from '../ordering/index.ts';
import { whatExcludes } from '../refutation.ts';
import type { FixKind, FixResult, JudgeOptions } from '../types.ts';
import { unmodelledIn } from '../unmodelled.ts';
import { addBarrier } from './add-barrier.ts';
import { holdCommonLock, widenLock } from './hold-lock.ts';
import { switchHandlersOff } from './interrupts-off.ts';
import { cancelAndWait, checkAgain, takeReference, waitForReaders } from './lifetime.ts';
import { moveBeforeUnlock, moveToEnd, prepareBeforeCheck, sameLockOrder } from './move-step.ts';
import type { Candidate, Fix } from './types.ts';

/** The standard fixes: a new one is a file beside this and a name here. */
const FIXES: readonly Fix[] = [
  addBarrier,
  moveBeforeUnlock,
  prepareBeforeCheck,
  sameLockOrder,
  checkAgain,
  switchHandlersOff,
  widenLock,
  takeReference,
  waitForReaders,
  cancelAndWait,
  moveToEnd,
  holdCommonLock,
];

const MOST_TRIED = 24;
const MOST_THAT_WORK = 6;
const MOST_THAT_FAIL = 4;

export type Tried = {
  readonly verdict: FixResult['verdict'];
  readonly reason: string;
  readonly witness: Witness | null;
  /** Ids of the steps that ran in some execution. */
  readonly reached: ReadonlySet<string>;
};

/**
 * Runs a changed scenario: it works if no execution fails and every lane can still finish. A new failure of another kind, or lanes that
 * block for good, make it fail, with the reason.
 * @param isBesides what is not understood and still has no part in this failure
 */
export function tryFix(
  changed: Scenario,
  options: JudgeOptions,
  isBesides: (unknown: Unknown) => boolean = () => false,
): Tried {
  const wanted = new Set<Failure>(changed.goals.map((goal) => goal.failure));
  const outcome = explore(changed, options);
  const found = (verdict: Tried['verdict'], reason: string, witness: Witness | null = null): Tried => {
    return { verdict, reason, witness, reached: outcome.reached };
  };
  const { bars } = unmodelledIn(changed);
  if (bars) return found('undetermined', `line ${bars.line}: ${bars.why}`);
  const same = outcome.witnesses.find((witness) => wanted.has(witness.failure));
  if (same) {
    if (!isTold(changed)) return found('fails', `${byLines(same.message)}${at(same)}`, same);
    if (isToldOneAfterTheOther(changed)) return found('undetermined', ONE_AFTER_THE_OTHER);
    return found('fails', `${STILL_TOLD}${at(same)}`, same);
  }
  const other = outcome.witnesses[0];
  if (other) return found('fails', `brings ${other.failure} instead: ${byLines(other.message)}`, other);
  if (!outcome.complete) return found('undetermined', `the search was cut off at its bound on ${outcome.bound}`);
  const earlier = stepsBeforeToldOrder(changed);
  const relevant = changed.unknown.filter((each) => each.relevant && !isBesides(each) && !earlier.includes(each.step));
  if (relevant[0] && !areCovered(changed, relevant, options))
    return found('undetermined', `line ${relevant[0].line}: ${relevant[0].why}`);
  const blocked = changed.lanes.find(
    (lane, index) => !lane.implied && lane.steps.length > 0 && !outcome.finished[index],
  );
  if (blocked) return found('fails', `with it ${blocked.name} can no longer get to its end`);
  const open = triedUnderModels(changed, options);
  return open === null ? found('works', '') : found(open.verdict, open.reason);
}

const STILL_TOLD = 'the order in which the mail tells that it fails still comes about';
const ONE_AFTER_THE_OTHER =
  'the lanes come one after the other, and what is different then is not among the drawn steps';

/** What is not known happens with what is held that alone excludes the failure now. */
function areCovered(changed: Scenario, relevant: readonly Unknown[], options: JudgeOptions): boolean {
  const covers = coversOf(changed, relevant);
  return covers.length > 0 && coverAmong(covers, whatExcludes(changed, options)) !== undefined;
}

/** What a fix has to stand up to where the failure comes of reordering; null where it does, and where it does not. */
function triedUnderModels(changed: Scenario, options: JudgeOptions): Pick<Tried, 'verdict' | 'reason'> | null {
  if (!looksFor(changed, 'reordering')) return null;
  const answer = answerFor(changed, options);
  if (answer === 'never') return null;
  if (answer === 'allowed') return { verdict: 'fails', reason: 'the Linux-kernel memory model still allows it' };
  return { verdict: 'undetermined', reason: `the memory model cannot tell: ${answer.unknown}` };
}

/** Tries a change in both ways that the drawing leaves open; where they differ, the drawing does not say whether it works. */
export function tryBoth(
  { scenario, otherwise }: Pick<Candidate, 'scenario' | 'otherwise'>,
  options: JudgeOptions,
  isBesides?: (unknown: Unknown) => boolean,
): Tried {
  const first = tryFix(scenario, options, isBesides);
  if (otherwise === undefined) return first;
  const second = tryFix(otherwise, options, isBesides);
  if (first.verdict === second.verdict) return first;
  const reason = 'it depends on whether the pointers that a lane has are got under the lock, which is not drawn';
  return { ...second, verdict: 'undetermined', reason, witness: null };
}

/** Tries the standard fixes, smallest first: those that help, and a few that look as if they did. */
export function searchFixes(scenario: Scenario, options: JudgeOptions): FixResult[] {
  const candidates = distinct(FIXES.flatMap((fix) => fix(scenario))).sort((a, b) => a.size - b.size);
  const results = candidates.slice(0, MOST_TRIED).map(({ kind, text, scenario: changed, otherwise }): FixResult => {
    const { verdict, reason } = tryBoth({ scenario: changed, ...(otherwise && { otherwise }) }, forVariants(options));
    return { source: 'search', kind, text, verdict, reason };
  });
  return [
    ...results.filter((result) => result.verdict === 'works').slice(0, MOST_THAT_WORK),
    ...results.filter((result) => result.verdict === 'fails').slice(0, MOST_THAT_FAIL),
    ...results.filter((result) => result.verdict === 'undetermined').slice(0, 2),
  ];
}

/** The changed scenarios of the standard fixes that work: for claims that speak of "where the invariant holds". */
export function workingScenarios(scenario: Scenario, options: JudgeOptions, kinds: readonly FixKind[]): Scenario[] {
  return FIXES.flatMap((fix) => fix(scenario))
    .filter((candidate) => kinds.includes(candidate.kind))
    .slice(0, MOST_TRIED)
    .filter((candidate) => tryBoth(candidate, options).verdict === 'works')
    .map((candidate) => candidate.scenario);
}

function distinct(candidates: readonly Candidate[]): Candidate[] {
  const seen = new Set<string>();
  return candidates.filter(({ text }) => !seen.has(text) && seen.add(text));
}

function at(witness: Witness): string {
  const line = lineOf(witness.step ?? '');
  return line === null ? '' : ` (line ${line})`;
}
