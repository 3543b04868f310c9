import type { Failure } from '../extract/types.ts';
import { canShow, isTold, stepsBeforeToldOrder } from '../scenario/index.ts';
import { isVerb, namesOf } from '../scenario/statements.ts';
import type { Scenario } from '../scenario/types.ts';
import { DETECTORS, explore, reachableFailures } from '../sim/index.ts';
import type { Blocker, DrawnOrder, Outcome, Witness } from '../sim/types.ts';
import { forVariants } from './budget.ts';
import { coverAmong, coversOf, coverWords } from './covered.ts';
import { byLines, lineOf, linesText, looksFor } from './edit.ts';
import { RELAXATIONS, type Relaxed } from './relaxations/index.ts';
import { chooseWitness } from './reproduction.ts';
import type { Decided, JudgeOptions, Why } from './types.ts';

/** Constraints taken away for one refutation, at most: a scenario has few that matter. */
const MOST_RELAXATIONS = 60;
const MOST_REASONS = 4;

/** What a scenario would have to say for a failure to be found, where that is not a value. */
const WHAT_IS_MISSING: Readonly<Partial<Record<Failure, string>>> = {
  leak: 'what must be freed by its end',
  'data-race': 'which variables are accessed plainly',
};

/** What follows where no execution meets a goal: `refuted` if that bites, else what stands in the way. */
export function withoutWitness(
  scenario: Scenario,
  outcome: Outcome,
  order: DrawnOrder,
  options: JudgeOptions,
): Decided {
  const undetermined = (reason: string): Decided => ({ verdict: 'undetermined', reason, why: [], witness: null });
  const failure = scenario.goals[0]?.failure;
  if (failure === undefined) return undetermined('No failure is named, and the shape of the steps suggests none.');
  const unknown = scenario.goals.find((goal) => !DETECTORS.some((detector) => detector.failure === goal.failure));
  if (unknown) return undetermined(`The machine has no model of ${unknown.failure} yet.`);
  const unseen = scenario.goals.find(
    (goal) =>
      goal.when === undefined &&
      !canShow(
        goal.failure,
        scenario.lanes.map((lane) => lane.steps),
        scenario.declarations,
      ),
  );
  if (unseen) {
    const line = unseen.line === null ? '' : ` (line ${unseen.line})`;
    return undetermined(
      `The drawing does not say ${WHAT_IS_MISSING[unseen.failure] ?? `which values would make it ${unseen.failure}`}${line}, so there is nothing to look for.`,
    );
  }
  if (!outcome.complete)
    return undetermined(
      `The search was cut off at its bound on ${outcome.bound} after ${outcome.states} states, without meeting ${failure}.`,
    );
  if (looksFor(scenario, 'data-race') && ordersByAccesses(scenario))
    return undetermined('No sequentially consistent execution shows data-race; weaker ones are not explored.');
  // an order that is told is kept out by what holds in it, whatever came before it
  const earlier = stepsBeforeToldOrder(scenario);
  const relevant = scenario.unknown.filter((each) => each.relevant && !earlier.includes(each.step));
  const lines = [...new Set(relevant.map((each) => each.line))];
  const couldMatter = `No execution shows ${failure}, but ${linesText(lines)} could matter: ${relevant[0]?.why}.`;
  const covers = coversOf(scenario, relevant);
  if (relevant.length > 0 && covers.length === 0) return undetermined(couldMatter);
  const other = outcome.witnesses[0];
  if (other)
    return undetermined(`No execution shows ${failure}, but some show ${other.failure}: ${byLines(other.message)}.`);
  const stuck = notFinishing(scenario, outcome);
  if (stuck) return undetermined(stuck);
  if (order.is === 'unknown' && scenario.drawn.length > 0)
    return undetermined(`No execution shows ${failure}, but ${order.why}.`);
  const why = whatExcludes(scenario, options);
  const cover = coverAmong(covers, why);
  if (relevant.length > 0 && cover === undefined) return undetermined(couldMatter);
  if (why.length === 0) {
    const reason = `No execution shows ${failure}, but none would either if a lock, a wait, a flush or a check were taken away: the drawing leaves out what makes it possible.`;
    return { ...undetermined(reason), isUnexplained: true };
  }
  // a test is decided by values, and of those an order that is only told says nothing
  if (isTold(scenario) && !why.some(({ kind }) => kind === 'lock' || kind === 'wait'))
    return undetermined(
      `The order in which the mail tells that ${failure} shows is not met, but only since ${why[0]?.text}.`,
    );
  const blocked = order.is === 'impossible' && order.blocker ? blockedText(scenario, order.blocker) : '';
  const covered =
    cover === undefined || relevant.length === 0
      ? ''
      : `; what is not known of ${linesText(lines)} happens with ${coverWords(cover)}`;
  return {
    verdict: 'refuted',
    reason: isTold(scenario)
      ? `The order in which the mail tells that ${failure} shows cannot come about, since ${why[0]?.text}${blocked}.`
      : `No execution shows ${failure}, since ${why[0]?.text}${blocked}${covered}.`,
    why,
    witness: null,
  };
}

/**
 * Lanes that order each other by the values of variables, not by locks and waits alone. Without that a program that has no data race
 * under sequential consistency has none at all (Adve and Hill, "Weak Ordering: A New Definition", ISCA 1990).
 */
function ordersByAccesses({ lanes, declarations }: Scenario): boolean {
  const marked = ['read-once', 'write-once', 'barrier', 'exchange'];
  const cells = declarations.filter(({ kind }) => kind === 'cell').map(({ name }) => name);
  const statementsOf = ({ steps }: Scenario['lanes'][number]) => steps.flatMap(({ statements }) => statements);
  return (
    lanes.some((lane) => statementsOf(lane).some((each) => each.is === 'await' || isVerb(each, ...marked))) ||
    cells.some(
      (cell) =>
        lanes.some((lane) => statementsOf(lane).some((each) => each.is === 'assign' && each.target === cell)) &&
        lanes.filter((lane) => statementsOf(lane).some((each) => namesOf(each).includes(cell))).length > 1,
    )
  );
}

function blockedText(scenario: Scenario, { step, on, holder, since, queued }: Blocker): string {
  const who = holder === null ? '' : `, ${queued ? 'queued for' : 'held'} by ${scenario.lanes[holder]?.name}`;
  const when = since === null ? '' : ` since line ${lineOf(since) ?? since}`;
  return `; the drawn order cannot run, since line ${lineOf(step) ?? step} waits for ${on}${who}${when}`;
}

/** A refutation must not rest on lanes that never get to the point. */
function notFinishing(scenario: Scenario, outcome: Outcome): string | null {
  const goalStep = scenario.goals.find((goal) => goal.step !== null)?.step;
  if (goalStep && !outcome.reached.has(goalStep))
    return `No execution that keeps to the drawing reaches line ${lineOf(goalStep) ?? goalStep}, where the failure is drawn.`;
  const lane = scenario.lanes.findIndex(
    (each, index) => !each.implied && each.steps.length > 0 && !outcome.finished[index],
  );
  if (lane >= 0)
    return `${scenario.lanes[lane]?.name} does not get to its end in any execution that keeps to the drawing.`;
  return null;
}

/** Takes constraints away one at a time: those that bring the failure are what excludes it. */
export function whatExcludes(scenario: Scenario, options: JudgeOptions): Why[] {
  const failures = new Set<Failure>(scenario.goals.map((goal) => goal.failure));
  const found: Why[] = [];
  const relaxed = RELAXATIONS.flatMap((relaxation) => relaxation(scenario)).slice(0, MOST_RELAXATIONS);
  for (const each of relaxed) {
    if (each.isLastResort && found.length > 0) break;
    if (meets(each, failures, forVariants(options))) found.push(each.why);
    if (found.length >= MOST_REASONS) break;
  }
  return found;
}

function meets({ scenario, isLastResort }: Relaxed, failures: ReadonlySet<Failure>, options: JudgeOptions): boolean {
  // whether lanes that hang count as a deadlock, or the other way round, shows only in a witness
  if (!isLastResort && !failures.has('deadlock') && !failures.has('hang')) {
    const reached = reachableFailures(scenario, { ...options, stopAt: [...failures] }).failures;
    return [...reached].some((failure) => failures.has(failure));
  }
  const witness = chooseWitness(scenario.goals, explore(scenario, options).witnesses);
  return witness !== null && (!isLastResort || takesOthers(scenario, witness));
}

/** Other lanes have a part in the failure: none gets there alone, or waits for itself. */
function takesOthers(scenario: Scenario, { moves, blocked }: Witness): boolean {
  if (scenario.lanes.length === 1) return true;
  if (blocked.length > 0) return blocked.every(({ lane, holder }) => lane !== holder);
  return new Set(moves.map(({ lane }) => lane)).size > 1;
}
