import type { Failure } from '../extract/types.ts';
import { isTold } from '../scenario/index.ts';
import { isVerb } from '../scenario/statements.ts';
import type { Assumption, Goal, Scenario, Statement } from '../scenario/types.ts';
import type { DrawnOrder, Witness } from '../sim/types.ts';
import { byLines, lineOf } from './edit.ts';
import type { Decided, Why } from './types.ts';
import { unmodelledIn } from './unmodelled.ts';

/** The first goal that was met, in the order in which the mail gives them. */
export function chooseWitness(goals: readonly Goal[], witnesses: readonly Witness[]): Witness | null {
  for (const goal of goals) {
    const found = witnesses.find((witness) => witness.failure === goal.failure);
    if (found) return found;
    // lanes that wait for good while one of them holds what another wants: the mail may call that a deadlock
    const stuck = goal.failure === 'deadlock' ? witnesses.find(isStuckOnHolders) : undefined;
    if (stuck) return { ...stuck, failure: 'deadlock' };
    // and lanes that wait for each other hang, whatever they wait for
    const circle = goal.failure === 'hang' ? witnesses.find(({ failure }) => failure === 'deadlock') : undefined;
    if (circle) return { ...circle, failure: 'hang' };
  }
  return null;
}

function isStuckOnHolders({ failure, blocked }: Witness): boolean {
  return (
    failure === 'hang' &&
    blocked.length > 1 &&
    blocked.some(({ holder }) => blocked.some(({ lane }) => lane === holder))
  );
}

/** What follows from a witness: `reproduces`, unless it is not earned by the drawing. */
export function withWitness(scenario: Scenario, witness: Witness, order: DrawnOrder): Decided {
  const drawn = inDrawnOrder(scenario, witness, order);
  const isStuck = isBlocking(witness.failure) && (drawn !== undefined || isStuckAtEnds(scenario, witness, order));
  const { bars, passed } = unmodelledIn(scenario, isStuck);
  const restsOn = passed
    .filter(({ step }) => scenario.lanes.every((_, lane) => lastDrawn(scenario, lane) !== step))
    .map(({ line }): Assumption => ({ text: PASSED(line), line, basis: 'shown' }));
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
  if (bars) return undetermined(`${bars.why} (line ${bars.line}), which might exclude it`);
  const contradicted =
    order.is === 'unknown' && scenario.drawn.length > 0
      ? order.why
      : order.is === 'impossible'
        ? order.contradicted
        : null;
  if (contradicted !== null) return undetermined(`only in another order: in the drawn one, ${contradicted}`);
  if (isOneLaneAlone(scenario, isTold(scenario) ? (drawn ?? witness) : witness)) {
    return undetermined(
      `${scenario.lanes[witness.moves[0]?.lane ?? 0]?.name} gets there alone: the other lanes play no part in it as far as the drawing is understood`,
    );
  }
  if (isTold(scenario)) {
    // the order is the mail's: no other one stands for it
    if (drawn === undefined) return undetermined('not in the order in which it is drawn');
    const message = `nothing that is drawn keeps its order from coming about; that ${witness.failure} shows in it${line === null ? '' : ` on line ${line}`} is the mail's word`;
    return {
      verdict: 'reproduces',
      reason: `${capital(message)}.`,
      why: orderEdges(drawn),
      witness: { ...drawn, message: capital(message) },
      restsOn,
    };
  }
  // a reader knows the drawing: where its own order shows the failure, that is the execution to tell, before a shorter one
  const told = drawn ?? witness;
  const shownOn = lineOf(told.step ?? '');
  // the message of a hang says where
  const shownWhere = shownOn === null || told.message.includes(` at ${told.step} `) ? '' : `, on line ${shownOn}`;
  const message = byLines(told.message);
  return {
    verdict: 'reproduces',
    reason: `${capital(message)}${shownWhere}.`,
    why: orderEdges(told),
    witness: { ...told, message },
    restsOn,
  };
}

/** The execution in the order that is drawn, where that meets the same goal. */
function inDrawnOrder({ goals }: Scenario, { failure }: Witness, order: DrawnOrder): Witness | undefined {
  if (order.is !== 'executable' || !order.witness) return undefined;
  const own = chooseWitness(goals, [order.witness]);
  return own?.failure === failure ? own : undefined;
}

const PASSED = (line: number): string => `what line ${line} may wait for comes, as its lane is drawn to go on`;

const isBlocking = (failure: Failure): boolean => failure === 'deadlock' || failure === 'hang';

/** The rows run as they are drawn until the lanes are stuck, each in its last one. */
function isStuckAtEnds(scenario: Scenario, { blocked }: Witness, order: DrawnOrder): boolean {
  const runsToEnd =
    order.is === 'executable' ||
    (order.is === 'impossible' && order.contradicted === null && blocked.some(({ step }) => step === order.step));
  return runsToEnd && blocked.every(({ lane, step }) => lastDrawn(scenario, lane) === step);
}

/** What a lane is drawn to come to last; that it gives locks back behind that is no more than its end. */
const lastDrawn = ({ lanes, drawn }: Scenario, lane: number): string | undefined =>
  lanes[lane]?.steps.findLast(({ id, statements }) => drawn.includes(id) && !onlyGivesBack(statements))?.id;

const onlyGivesBack = (statements: readonly Statement[]): boolean =>
  statements.length > 0 && statements.every((each) => isVerb(each, 'unlock'));

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
