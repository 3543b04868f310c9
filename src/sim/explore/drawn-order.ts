import { type Program, runStep } from '../machine/program.ts';
import { BLOCKED, failureOf, LEAVES, OK, type State } from '../machine/types.ts';
import type { Blocker, Bounds, DrawnOrder } from '../types.ts';
import { obstacleOf, sameState } from './end-state.ts';
import { execute, sinceWhen } from './execution.ts';
import type { Found } from './search.ts';
import { StateStore } from './store.ts';

/**
 * Can the drawn order run? Drawn steps run in the order of their rows; implied actors may move in between as they like. A step
 * that blocks (a lock drawn before the other side's unlock) waits, and must run before its lane's next drawn step is due. A failure on
 * the way ends the drawing where the mail says that it ends.
 */
export function checkDrawnOrder(program: Program, drawn: readonly string[], bounds: Bounds): DrawnOrder {
  const order = orderOf(program, drawn);
  const lastDrawn = program.lanes.map((lane) => lane.steps.findLastIndex((step) => drawn.includes(step.id)));
  const drawnLanes = program.lanes.flatMap((lane, index) => (lane.implied ? [] : [index]));
  if (order.length === 0) return { is: 'unknown', why: 'no step is drawn' };
  const width = program.slots.length;
  // position in the order, and a bit for each lane whose due step waits
  const store = new StateStore(width + 2);
  const stack: { state: State; position: number; waiting: number; path: readonly number[]; initial: number }[] = [];
  let best: Halt | null = null;

  const push = (state: State, position: number, waiting: number, path: readonly number[], initial: number) => {
    const node = new Int32Array(width + 2);
    node.set(state);
    node[width] = position;
    node[width + 1] = waiting;
    if (store.add(node) >= 0) stack.push({ state: Int32Array.from(state), position, waiting, path, initial });
  };
  const next: State = new Int32Array(width);
  const move = (at: (typeof stack)[number], lane: number, position: number, waiting: number): Found | null => {
    const result = runStep(program, at.state, lane, next);
    const path = [...at.path, lane];
    if (failureOf(result) !== null) return { initial: at.initial, path };
    if (result === LEAVES)
      best = further(best, { position: at.position, lane, path: at.path, initial: at.initial, kind: 'contradicted' });
    // a step of several rounds (STAYS) is not over
    else if (result === OK && !sameState(at.state, next)) {
      const over = (next[lane] as number) !== (at.state[lane] as number);
      if (over) push(next, position, waiting, path, at.initial);
      else push(next, at.position, at.waiting | (program.lanes[lane]?.implied ? 0 : 1 << lane), path, at.initial);
    }
    return null;
  };

  for (const [initial, start] of [...program.initial.entries()].reverse()) push(start, 0, 0, [], initial);
  while (stack.length > 0) {
    if (store.size > bounds.states) return { is: 'unknown', why: `the search was given up after ${store.size} states` };
    const at = stack.pop() as (typeof stack)[number];
    const due = order[at.position];
    const passing = due === undefined ? -1 : emptyBefore(program, at.state, due);
    if (due !== undefined && passing >= 0 && !((at.waiting >> due.lane) & 1)) {
      move(at, due.lane, at.position, at.waiting);
      continue;
    }
    const ways: (() => Found | null)[] = [];
    if (due === undefined && at.waiting === 0) return { is: 'executable', moves: execute(program, at).moves };
    for (const lane of program.lanes.keys()) {
      const isWaiting = (at.waiting >> lane) & 1;
      if (program.lanes[lane]?.implied || (at.state[lane] as number) > (lastDrawn[lane] as number))
        ways.push(() => move(at, lane, at.position, at.waiting));
      else if (isWaiting) ways.push(() => move(at, lane, at.position, at.waiting & ~(1 << lane)));
    }
    if (due !== undefined) {
      const isWaiting = (at.waiting >> due.lane) & 1;
      if (isWaiting)
        best = further(best, {
          position: at.position,
          lane: due.lane,
          path: at.path,
          initial: at.initial,
          kind: 'blocked',
        });
      else if (runStep(program, at.state, due.lane, next) === BLOCKED)
        push(at.state, at.position + 1, at.waiting | (1 << due.lane), at.path, at.initial);
      else ways.push(() => move(at, due.lane, at.position + 1, at.waiting));
    } else if (
      drawnLanes.every((lane) => !((at.waiting >> lane) & 1) || runStep(program, at.state, lane, next) === BLOCKED)
    ) {
      // every row was met; what still waits is the drawing's end: a deadlock, a hang, or a lane that goes on later
      return { is: 'executable', moves: execute(program, at).moves };
    }
    // pushed last is tried first: the due step before implied moves
    for (const way of ways) {
      const failed = way();
      if (failed) return { is: 'executable', moves: execute(program, failed).moves };
    }
  }
  return impossible(program, best);
}

/** Whether the due lane still stands before a step without actions; -1 where it does not. */
function emptyBefore(program: Program, state: State, due: { lane: number; step: number }): number {
  const counter = state[due.lane] as number;
  return counter < due.step && program.lanes[due.lane]?.steps[counter]?.actions.length === 0 ? counter : -1;
}

/** How far the drawn order ran at best. */
type Halt = Found & { readonly position: number; readonly lane: number; readonly kind: 'blocked' | 'contradicted' };

function further(best: Halt | null, halt: Halt): Halt {
  return best === null || halt.position > best.position ? halt : best;
}

function impossible(program: Program, halt: Halt | null): DrawnOrder {
  if (halt === null) return { is: 'unknown', why: 'no drawn step can run' };
  const execution = execute(program, halt);
  const due = program.lanes[halt.lane]?.steps[execution.state[halt.lane] as number];
  if (halt.kind === 'contradicted')
    return { is: 'impossible', blocker: null, contradicted: due?.text ?? null, step: due?.id ?? '' };
  // of all lanes that wait at this point, the one that is drawn first has blocked the drawing
  const waiting = program.lanes.flatMap((lane, index) => {
    const obstacle = lane.implied ? null : obstacleOf(program, execution.state, index);
    const step = lane.steps[execution.state[index] as number];
    if (obstacle === null || step === undefined) return [];
    const blocker: Blocker = {
      lane: index,
      step: step.id,
      on: obstacle.on,
      holder: obstacle.holders[0] ?? null,
      since: null,
    };
    return [sinceWhen(program, execution, blocker)];
  });
  const drawn = program.scenario.drawn;
  const first = waiting.sort((a, b) => drawn.indexOf(a.step) - drawn.indexOf(b.step))[0] ?? null;
  return { is: 'impossible', blocker: first, contradicted: null, step: first?.step ?? due?.id ?? '' };
}

/** Every atomic step of the drawn lanes in drawn order; the parts of one cell follow each other, implied parts stick to the cell before. */
function orderOf(program: Program, drawn: readonly string[]): { lane: number; step: number }[] {
  const places = new Map<string, { lane: number; steps: number[] }>();
  for (const [lane, { implied, steps }] of program.lanes.entries()) {
    if (implied) continue;
    let cell: string | null = null;
    // what follows the lane's last drawn cell (releases that are only implied) may come at any time
    const last = steps.findLastIndex((each) => drawn.includes(each.id));
    for (const [step, { id }] of steps.entries()) {
      // a frame or a mark has nothing to run; it is passed on the way to the lane's next step
      if (step > last) break;
      if (steps[step]?.actions.length === 0 && drawn.includes(id)) {
        cell = id;
        continue;
      }
      const known: string | null = drawn.includes(id)
        ? id
        : (cell ?? steps.find((each) => drawn.includes(each.id))?.id ?? null);
      if (known === null) continue;
      cell = known;
      const place = places.get(known) ?? { lane, steps: [] };
      place.steps.push(step);
      places.set(known, place);
    }
  }
  return drawn.flatMap((id) => {
    const place = places.get(id);
    return place === undefined ? [] : place.steps.map((step) => ({ lane: place.lane, step }));
  });
}
