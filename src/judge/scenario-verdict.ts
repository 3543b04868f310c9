import type { Failure } from '../extract/types.ts';
import { canShow } from '../scenario/index.ts';
import type { Goal, Scenario } from '../scenario/types.ts';
import { DETECTORS, drawnOrder, explore, reachableFailures } from '../sim/index.ts';
import type { Bounds, DrawnOrder, Outcome, Witness } from '../sim/types.ts';
import { lineOf, linesText } from './edit.ts';
import { RELAXATIONS } from './relaxations/index.ts';
import type { DrawingVerdict, ScenarioVerdict, Why } from './types.ts';

export type JudgeOptions = { readonly bounds: Bounds; readonly now?: () => number };

/** Constraints taken away for one refutation, at most: a scenario has few that matter. */
const MOST_RELAXATIONS = 60;
const MOST_REASONS = 4;

/**
 * The verdict of a scenario, without fixes. `reproduces` comes with a witness; `refuted` only after every execution was
 * explored, everything relevant is understood, the lanes can finish, and taking a constraint away brings the failure.
 */
export function judgeScenario(scenario: Scenario, options: JudgeOptions): ScenarioVerdict {
  const outcome = explore(scenario, options);
  const order = trusted(drawnOrder(scenario, options.bounds), scenario);
  const witness = chooseWitness(scenario.goals, outcome.witnesses);
  const decided =
    witness === null ? withoutWitness(scenario, outcome, order, options) : withWitness(scenario, witness, order);
  return {
    scenario,
    outcome,
    drawnOrder: order,
    assumptions: scenario.assumptions,
    unknown: scenario.unknown,
    fixes: [],
    failure: witness?.failure ?? scenario.goals[0]?.failure ?? null,
    ...decided,
  };
}

function isStuckOnHolders({ failure, blocked }: Witness): boolean {
  return (
    failure === 'hang' &&
    blocked.length > 1 &&
    blocked.some(({ holder }) => blocked.some(({ lane }) => lane === holder))
  );
}

type Decided = {
  readonly verdict: DrawingVerdict;
  readonly reason: string;
  readonly why: readonly Why[];
  readonly witness: Witness | null;
};

/** The first goal that was met, in the order in which the mail gives them. */
export function chooseWitness(goals: readonly Goal[], witnesses: readonly Witness[]): Witness | null {
  for (const goal of goals) {
    const found = witnesses.find((witness) => witness.failure === goal.failure);
    if (found) return found;
    // lanes that wait for good while one of them holds what another wants: the mail may call that a deadlock
    const stuck = goal.failure === 'deadlock' ? witnesses.find(isStuckOnHolders) : undefined;
    if (stuck) return { ...stuck, failure: 'deadlock' };
  }
  return null;
}

/**
 * An order that seems impossible because a noted fact is false in it: the drawing's author says that it was true, so it is more likely
 * that the drawing leaves something out than that its order cannot run. A test in the code is another matter, where all is understood.
 */
function trusted(order: DrawnOrder, scenario: Scenario): DrawnOrder {
  if (order.is !== 'impossible' || order.contradicted === null) return order;
  const steps = scenario.lanes.flatMap((lane) => lane.steps.filter((step) => step.id === order.step));
  const isTest = steps.some((step) => step.statements.some((statement) => statement.is === 'if'));
  if (isTest && !scenario.unknown.some((each) => each.relevant)) return order;
  return {
    is: 'unknown',
    why: `line ${lineOf(order.step) ?? order.step} says "${order.contradicted}", which as far as the drawing is understood does not hold there`,
  };
}

function withWitness(scenario: Scenario, witness: Witness, order: DrawnOrder): Decided {
  const unmodelled = scenario.unknown.find((each) => each.unmodelled);
  const line = lineOf(witness.step ?? '');
  const where = line === null ? '' : `, on line ${line}`;
  const undetermined = (but: string): Decided => {
    return {
      verdict: 'undetermined',
      reason: `${capital(witness.failure)} is reached${where}, but ${but}.`,
      why: [],
      witness: null,
    };
  };
  if (unmodelled) return undetermined(`${unmodelled.why} (line ${unmodelled.line}), which might exclude it`);
  const contradicted =
    order.is === 'unknown' && scenario.drawn.length > 0
      ? order.why
      : order.is === 'impossible'
        ? order.contradicted
        : null;
  if (contradicted !== null) return undetermined(`only in another order: in the drawn one, ${contradicted}`);
  if (isOneLaneAlone(scenario, witness)) {
    return undetermined(
      `${scenario.lanes[witness.moves[0]?.lane ?? 0]?.name} gets there alone: the other lanes play no part in it as far as the drawing is understood`,
    );
  }
  return {
    verdict: 'reproduces',
    reason: `${capital(witness.message)}${where}.`,
    why: orderEdges(witness),
    witness,
  };
}

/**
 * One lane fails without any other having moved: no race, so something in that lane was read wrongly or is missing.
 * A deadlock with itself counts only where the mail says that there is a deadlock.
 */
function isOneLaneAlone(scenario: Scenario, { failure, moves }: Witness): boolean {
  if (
    failure === 'hang' ||
    scenario.goals.some((goal) => goal.failure === failure && goal.basis === 'shown' && failure === 'deadlock')
  )
    return false;
  return scenario.lanes.length > 1 && new Set(moves.map((move) => move.lane)).size <= 1;
}

function withoutWitness(scenario: Scenario, outcome: Outcome, order: DrawnOrder, options: JudgeOptions): Decided {
  const undetermined = (reason: string): Decided => ({ verdict: 'undetermined', reason, why: [], witness: null });
  const failure = scenario.goals[0]?.failure;
  if (failure === undefined) return undetermined('No failure is named, and the shape of the steps suggests none.');
  const unknown = scenario.goals.find((goal) => !DETECTORS.some((detector) => detector.failure === goal.failure));
  if (unknown) return undetermined(`The machine has no model of ${unknown.failure} yet.`);
  const unseen = scenario.goals.find(
    (goal) =>
      !canShow(
        goal.failure,
        scenario.lanes.map((lane) => lane.steps),
      ),
  );
  if (unseen) {
    const line = unseen.line === null ? '' : ` (line ${unseen.line})`;
    return undetermined(
      `The drawing does not say which values would make it ${unseen.failure}${line}, so there is nothing to look for.`,
    );
  }
  if (!outcome.complete)
    return undetermined(
      `The search was cut off at its bound on ${outcome.bound} after ${outcome.states} states, without meeting ${failure}.`,
    );
  const relevant = scenario.unknown.filter((each) => each.relevant);
  if (relevant[0]) {
    const lines = [...new Set(relevant.map((each) => each.line))];
    return undetermined(`No execution shows ${failure}, but ${linesText(lines)} could matter: ${relevant[0].why}.`);
  }
  const other = outcome.witnesses[0];
  if (other) return undetermined(`No execution shows ${failure}, but some show ${other.failure}: ${other.message}.`);
  const stuck = notFinishing(scenario, outcome);
  if (stuck) return undetermined(stuck);
  if (order.is === 'unknown' && scenario.drawn.length > 0)
    return undetermined(`No execution shows ${failure}, but ${order.why}.`);
  const why = whatExcludes(scenario, options);
  if (why.length === 0) {
    return undetermined(
      `No execution shows ${failure}, but none would either if a lock, a wait, a flush or a check were taken away: the drawing leaves out what makes it possible.`,
    );
  }
  const blocked = order.is === 'impossible' && order.blocker ? blockedText(scenario, order.blocker) : '';
  return {
    verdict: 'refuted',
    reason: `No execution shows ${failure}, since ${why[0]?.text}${blocked}.`,
    why,
    witness: null,
  };
}

function blockedText(
  scenario: Scenario,
  { step, on, holder, since }: { step: string; on: string; holder: number | null; since: string | null },
): string {
  const who = holder === null ? '' : `, held by ${scenario.lanes[holder]?.name}`;
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
    if (meets(each.scenario, failures, options)) found.push(each.why);
    if (found.length >= MOST_REASONS) break;
  }
  return found;
}

function meets(scenario: Scenario, failures: ReadonlySet<Failure>, options: JudgeOptions): boolean {
  // whether lanes that hang count as a deadlock shows only in a witness
  if (failures.has('deadlock')) return chooseWitness(scenario.goals, explore(scenario, options).witnesses) !== null;
  const reached = reachableFailures(scenario, { ...options, stopAt: [...failures] }).failures;
  return [...reached].some((failure) => failures.has(failure));
}

/** The switches of the witness between drawn steps: "line 31 before line 46". */
function orderEdges(witness: Witness): Why[] {
  const edges: Why[] = [];
  for (const [index, move] of witness.moves.entries()) {
    const next = witness.moves[index + 1];
    if (next === undefined || next.lane === move.lane) continue;
    const place = (each: { step: string; lane: number; text: string }) => {
      const line = lineOf(each.step);
      // many steps of a flat drawing stand on one line, and an implied step on none
      return line === null || lineOf(move.step) === lineOf(next.step) ? `"${each.text}"` : `line ${line}`;
    };
    const lines = [lineOf(move.step), lineOf(next.step)].filter((line) => line !== null);
    edges.push({ kind: 'order', text: `${place(move)} before ${place(next)}`, lines });
  }
  return edges;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
