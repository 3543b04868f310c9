import { type Program, runStep } from '../machine/program.ts';
import { BLOCKED, failureOf, LEAVES, OK, type State } from '../machine/types.ts';
import type { Blocker, Bounds, DrawnOrder } from '../types.ts';
import { drawnRows } from './drawn-rows.ts';
import { obstacleOf, sameState } from './end-state.ts';
import { execute, witnessOf } from './execution.ts';
import { sinceWhen } from './holds.ts';
import type { Found } from './search.ts';
import { StateStore } from './store.ts';

/** How far the drawn order ran at best. */
type Halt = { readonly position: number; readonly lane: number; readonly node: number; readonly isBlocked: boolean };

const NOBODY = -1;

/**
 * Can the drawn order run? Rows are met in their order: the cell runs there, all its parts one after another, as far as it can. One
 * that blocks (a lock drawn before the other side's unlock) is pending: it goes on when it can, and must be over before its lane's
 * next row. Implied actors, and what no cell of a lane shows (a lock released after its last row), may move at any time. A branch
 * that jumps over a row does not do what is drawn. A failure on the way is where the drawing ends, and so
 * are lanes that still wait when every row was met: a deadlock, a hang.
 */
export function checkDrawnOrder(
  program: Program,
  drawn: readonly string[],
  bounds: Bounds,
  now: () => number,
): DrawnOrder {
  const { rows, limit } = drawnRows(program, drawn);
  if (rows.length === 0) return { is: 'unknown', why: 'no step is drawn' };
  const width = program.slots.length;
  // a node is a state, how many rows were met, and the lane whose cell goes on first
  const store = new StateStore(width + 2);
  const deadline = now() + bounds.time;
  const node = new Int32Array(width + 2);
  const state: State = new Int32Array(width);
  const next: State = new Int32Array(width);
  const parents: number[] = [];
  const lanes: number[] = [];
  const initials: number[] = [];
  const stack: number[] = [];
  let best: Halt | null = null;
  /** The first execution that met every row, should none come to rest. */
  let met: Found | null = null;

  const push = (to: State, position: number, eager: number, parent: number, lane: number, initial: number) => {
    node.set(to);
    node[width] = position;
    node[width + 1] = eager;
    const index = store.add(node);
    if (index < 0) return;
    parents[index] = parent;
    lanes[index] = lane;
    initials[index] = initial;
    stack.push(index);
  };
  /** A branch that jumps over a row that is still to come does not do what is drawn; in a second round of a loop the rows were met. */
  const skipsRow = (from: number, to: number, lane: number, position: number) =>
    !program.lanes[lane]?.implied &&
    to > from + 1 &&
    rows.some((row, index) => index >= position && row.lane === lane && row.step > from && row.step < to);
  const wayTo = (index: number): Found => {
    const path: number[] = [];
    for (let each = index; each >= 0; each = parents[each] as number)
      if (lanes[each] !== NOBODY) path.push(lanes[each] as number);
    return { initial: initials[index] as number, path: path.reverse() };
  };
  const halt = (position: number, lane: number, index: number, isBlocked: boolean) => {
    if (best === null || position > best.position) best = { position, lane, node: index, isBlocked };
  };

  for (let initial = program.initial.length - 1; initial >= 0; initial--)
    push(program.initial[initial] as State, 0, NOBODY, -1, NOBODY, initial);

  for (let index = stack.pop(); index !== undefined; index = stack.pop()) {
    if (store.size > Math.min(bounds.states, store.capacity) || (store.size % 256 === 0 && now() > deadline))
      return { is: 'unknown', why: `the search was given up after ${store.size} states` };
    const view = store.at(index);
    state.set(view.subarray(0, width));
    const position = view[width] as number;
    const eager = view[width + 1] as number;
    const initial = initials[index] as number;
    let failed: Found | null = null;
    /** Runs the lane's next step if it changes anything. */
    const run = (lane: number, to: number, cell: number): boolean => {
      const result = runStep(program, state, lane, next);
      if (result === BLOCKED || (result === OK && sameState(state, next))) return false;
      if (failureOf(result) !== null) failed ??= { initial, path: [...wayTo(index).path, lane] };
      else if (result === LEAVES || skipsRow(state[lane] as number, next[lane] as number, lane, position))
        halt(position, lane, index, false);
      else push(next, to, cell, index, lane, initial);
      return true;
    };
    const stepAt = (lane: number) => program.lanes[lane]?.steps[state[lane] as number];

    const parent = parents[index] as number;
    if (eager !== NOBODY && parent >= 0 && stepAt(eager)?.id === idBefore(program, store.at(parent), eager)) {
      // the cell that began goes on
      if (run(eager, position, eager)) {
        if (failed) return executable(program, failed);
        continue;
      }
    }
    const due = rows[position];
    const mayMove = (lane: number) => program.lanes[lane]?.implied || (state[lane] as number) < limit(lane, position);
    // pushed last is tried first: the due row before what is pending, that before implied actors
    const order = [...program.lanes.keys()].sort((a, b) => rank(program, a, due?.lane) - rank(program, b, due?.lane));
    let drawnMoved = false;
    for (const lane of order) {
      if (mayMove(lane) && run(lane, position, NOBODY) && !program.lanes[lane]?.implied) drawnMoved = true;
    }
    if (due === undefined) {
      if (failed === null && !drawnMoved) failed = wayTo(index);
      met ??= wayTo(index);
    } else {
      const counter = state[due.lane] as number;
      if (counter > due.step) push(state, position + 1, NOBODY, index, NOBODY, initial);
      else if (counter === due.step) {
        if (!run(due.lane, position + 1, due.lane)) push(state, position + 1, NOBODY, index, NOBODY, initial);
      } else if (runStep(program, state, due.lane, next) === BLOCKED || sameState(state, next)) {
        halt(position, due.lane, index, true);
      }
    }
    if (failed) return executable(program, failed);
  }
  const last = best as Halt | null;
  if (met !== null && (last === null || last.position < rows.length)) return executable(program, met);
  return last === null
    ? { is: 'unknown', why: 'no drawn step can run' }
    : impossible(program, wayTo(last.node), last.lane, last.isBlocked);
}

/** The id of the cell that `lane` ran to come from `before`. */
function idBefore(program: Program, before: State, lane: number): string | undefined {
  return program.lanes[lane]?.steps[before[lane] as number]?.id;
}

function rank(program: Program, lane: number, due: number | undefined): number {
  return program.lanes[lane]?.implied ? 0 : lane === due ? 2 : 1;
}

function executable(program: Program, found: Found): DrawnOrder {
  const { moves, failure } = execute(program, found);
  return { is: 'executable', moves, ...(failure !== null && { witness: witnessOf(program, failure, found) }) };
}

function impossible(program: Program, found: Found, lane: number, isBlocked: boolean): DrawnOrder {
  const execution = execute(program, found);
  const step = program.lanes[lane]?.steps[execution.state[lane] as number];
  const [id, text] = [step?.id ?? '', step?.text || (step?.id ?? '')];
  if (!isBlocked) return { is: 'impossible', blocker: null, contradicted: text, step: id };
  const on = obstacleOf(program, execution.state, lane)?.on;
  // of the lanes that wait for the same thing here, the one that is drawn first has stopped the drawing
  const waiting = program.lanes.flatMap((each, index) => {
    const obstacle = each.implied ? null : obstacleOf(program, execution.state, index);
    const at = each.steps[execution.state[index] as number]?.id ?? '';
    if (obstacle === null || obstacle.on !== on) return [];
    const blocker: Blocker = { lane: index, step: at, on, holder: obstacle.holders[0] ?? null, since: null };
    return [{ blocker, row: program.scenario.drawn.indexOf(at) }];
  });
  const first = waiting.filter(({ row }) => row >= 0).sort((a, b) => a.row - b.row)[0]?.blocker;
  if (first === undefined) return { is: 'impossible', blocker: null, contradicted: null, step: id };
  return { is: 'impossible', blocker: sinceWhen(program, execution, first), contradicted: null, step: first.step };
}
