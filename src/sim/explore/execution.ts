import type { Failure } from '../../extract/types.ts';
import { detectorOf, type Stuck } from '../failures/index.ts';
import { type Program, runStep } from '../machine/program.ts';
import { BLOCKED, failureOf, LEAVES, type State } from '../machine/types.ts';
import type { Blocker, Move, Witness } from '../types.ts';
import { causeOfFailure, lastChange } from './cause.ts';
import { type Course, changesOf } from './course.ts';
import { type EndFailure, endFailures, obstacleOf } from './end-state.ts';
import { blockers, holdsOf } from './holds.ts';
import { lastEnds } from './last-end.ts';
import type { Found } from './search.ts';

/** An execution run again from its choices: what every move changed, and how it ended. */
export type Execution = Course & {
  readonly state: State;
  readonly failure: Failure | null;
  readonly failedAt: string | null;
  /** Index of the choice that could not be made, or null. */
  readonly refused: number | null;
};

/** Runs the lanes in `path` from an initial state. Deterministic: the same choices give the same execution. */
export function execute(program: Program, { initial, path }: Found): Execution {
  let state = Int32Array.from(program.initial[initial] ?? program.initial[0] ?? []);
  const next = Int32Array.from(state);
  const moves: Move[] = [];
  const states: State[] = [state];
  for (const [index, lane] of path.entries()) {
    const step = program.lanes[lane]?.steps[state[lane] as number];
    const result = step === undefined ? BLOCKED : runStep(program, state, lane, next);
    if (step === undefined || result === BLOCKED || result === LEAVES)
      return { moves, states, state, failure: null, failedAt: null, refused: index };
    moves.push({
      lane,
      step: step.id,
      text: step.text,
      changes: changesOf(program, program.slots.keys(), state, next),
    });
    state = Int32Array.from(next);
    states.push(state);
    const failure = failureOf(result);
    if (failure !== null) return { moves, states, state, failure, failedAt: step.id, refused: null };
  }
  return { moves, states, state, failure: null, failedAt: null, refused: null };
}

/** Replays a way to `failure` and tells its story. */
export function witnessOf(program: Program, failure: Failure, found: Found): Witness {
  const execution = execute(program, found);
  const token = tokenOf(found);
  if (execution.failure === failure) {
    const last = execution.moves.at(-1) as Move;
    const lane = program.lanes[last.lane]?.name ?? '';
    const cause = causeOfFailure(program, execution);
    const message = detectorOf(failure)?.describe(lane, last.text || last.step, cause) ?? `${failure} at ${last.step}`;
    return { failure, step: last.step, message, moves: execution.moves, token, blocked: [] };
  }
  const end: EndFailure | undefined = endFailures(program, execution.state)?.find((each) => each.failure === failure);
  const stuck = (end?.stuck ?? []).map((each): Stuck => ({ ...each, holds: holdsOf(program, execution, each) }));
  const laneNames = program.lanes.map(({ name }) => name);
  const detector = detectorOf(failure);
  const retold = end && detector?.retell?.(stuck, laneNames, lastEnds(program, execution, stuck));
  const blocked = blockers(stuck);
  // where a handler deadlocks with what it interrupted, it is the handler that waits
  const isOutOfTurn = ({ lane }: Blocker) => obstacleOf(program, execution.state, lane)?.isOutOfTurn === true;
  const drawn = blocked.filter((each) => !program.lanes[each.lane]?.implied);
  const first = drawn.find((each) => !isOutOfTurn(each)) ?? drawn[0] ?? blocked[0];
  return {
    failure,
    step: first?.step ?? lastChange(program, execution, end?.slots ?? [], execution.moves.length)?.step ?? null,
    message: retold ?? detector?.atEnd?.(stuck, laneNames) ?? end?.message ?? failure,
    moves: execution.moves,
    token,
    blocked,
  };
}

/** `0/0-0-1-2`: the initial state's number, then the lane chosen at each step. */
export function tokenOf({ initial, path }: Found): string {
  return `${initial}/${path.join('-')}`;
}

/** The choices of a token, or null where it is none. */
export function readToken(token: string): Found | null {
  const match = /^(\d{1,4})\/(\d{1,2}(?:-\d{1,2})*)?$/.exec(token.trim());
  if (match === null) return null;
  return { initial: Number(match[1]), path: match[2] === undefined ? [] : match[2].split('-').map(Number) };
}
