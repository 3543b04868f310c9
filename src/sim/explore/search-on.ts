import type { Failure } from '../../extract/types.ts';
import { type DeadSlots, deadSlots } from '../machine/dead-slots.ts';
import { overflowOf, type RowMachine } from '../machine/packed/types.ts';
import type { Program } from '../machine/program.ts';
import { BLOCKED, failureOf, LEAVES, OK, type State } from '../machine/types.ts';
import type { BoundHit } from '../types.ts';
import { Components, type Place } from './components.ts';
import { endFailures } from './end-state.ts';
import { NOBODY, Path } from './path.ts';
import { type Reduction, reductionOf } from './reduction.ts';
import type { Found, SearchOptions, SearchResult } from './search.ts';
import { lowest } from './source-sets.ts';
import { StateStore } from './store.ts';

const TIME_CHECK_EVERY = 512;
const NOTHING = -1;

/**
 * Explores every execution once up to reordering of independent steps: depth-first, iterative, with an exact visited set. Gives the
 * number of a slot whose values need more bytes than the machine's rows have.
 *
 * An execution ends where a noted fact is false, where it fails, and where no lane can go on. Lanes that loop may go on for good while
 * others are stuck; such ends are found as components of states that nothing leaves.
 *
 * With reduction a lane that fails or leaves the drawing is *buried* instead: it does nothing any more, and the others go on. Since it
 * changed nothing, what they do then they can also do while it stands before that step; so nothing is found that is not there, and a
 * step that ends an execution need not be taken as a conflict with all others.
 */
export function searchOn(
  machine: RowMachine,
  program: Program,
  { bounds, reduce, now, stopAt }: SearchOptions,
): SearchResult | number {
  const { row } = machine;
  const store = new StateStore(machine.words);
  const path = new Path();
  const reduction: Reduction | null = reduce ? reductionOf(program, machine) : null;
  const dead: DeadSlots | null = reduce ? deadSlots(program) : null;
  const components = program.loops ? new Components() : null;
  const places: Place[] = [];
  const failures = new Map<Failure, Found>();
  const ran = program.lanes.map(({ steps }) => new Uint8Array(steps.length));
  const lengths = program.lanes.map(({ steps }) => steps.length);
  const finished = lengths.map(() => false);
  const laneCount = program.lanes.length;
  const everyLane = 2 ** laneCount - 1;
  const deadline = now() + bounds.time;
  const unpacked: State = new Int32Array(program.slots.length);
  let initial = 0;
  let finishes = false;
  let transitions = 0;
  let ends = 0;
  let bound: BoundHit | null = null;
  let tooNarrow: number | null = null;
  /** Index of the state that the row holds, as far as that is known. */
  let inRow = NOTHING;

  /** Goes to the state in the row, if it was not visited before or was left with lanes asleep that are awake now. */
  const enter = (lane: number, asleep: number): void => {
    const added = store.add(row);
    if (added < 0) {
      meetAgain(-1 - added, lane, asleep);
      return;
    }
    if (path.depth > 0) path.progressed = true;
    if (store.size > bounds.states) bound = 'states';
    else if (path.depth > bounds.steps) bound = 'steps';
    else if (added % TIME_CHECK_EVERY === 0) {
      if (store.bytes + path.bytes > bounds.memory) bound = 'memory';
      else if (now() > deadline) bound = 'time';
    }
    noteFinished(lane);
    const seen = reduction?.look(restoreRow(added));
    const todo = reduction && seen ? reduction.enter(added, seen, asleep) : everyLane;
    path.push(added, lane, todo, asleep);
    inRow = added;
    if (seen) path.progressed = seen.isBuried || seen.enabled !== 0;
    if (components) {
      components.enter(added);
      places.push({ index: added, low: added, escapes: seen?.isBuried ?? false });
    }
  };
  const restoreRow = (index: number) => () => store.read(index, row);

  const meetAgain = (index: number, lane: number, asleep: number): void => {
    if (path.depth > 0 && index !== path.index) path.progressed = true;
    const place = places.at(-1);
    if (place) components?.seen(place, index);
    const todo = reduction?.meetAgain(index, restoreRow(index), asleep) ?? 0;
    if (!reduction || todo === 0) return;
    path.push(index, lane, todo, reduction.asleepIn(index));
    inRow = index;
    path.progressed = true;
  };

  /** Takes back the last state, from which everything was tried. */
  const leave = (): void => {
    const { index, progressed } = path;
    if (!progressed) ends++;
    const place = places.pop();
    if (components && place ? components.leave(place, places.at(-1)) : !progressed) noteEnd(index);
    path.depth--;
  };

  const tryLane = (lane: number): void => {
    const counter = machine.counter(lane);
    const asleep = reduction?.below(lane, path.asleep) ?? 0;
    path.asleep |= 1 << lane;
    const result = machine.run(lane);
    if (result === BLOCKED) return;
    tooNarrow = overflowOf(result);
    if (tooNarrow !== null) return;
    transitions++;
    if (result !== LEAVES) (ran[lane] as Uint8Array)[counter] = 1;
    if (result === OK) {
      forget(lane);
      enter(lane, asleep);
      return;
    }
    const failure = failureOf(result);
    if (failure !== null && !failures.has(failure)) note(failure, [...path.lanes(), lane]);
    path.progressed = true;
    const place = places.at(-1);
    if (place) place.escapes = true;
    if (!reduction) return;
    store.read(path.index, row);
    machine.bury(lane);
    forget(lane);
    enter(~lane, asleep);
  };

  /** What nobody reads any more where the lane stands now. */
  const forget = (lane: number): void => {
    if (dead === null) return;
    const own = dead[lane] as DeadSlots[number];
    const slots = own[Math.min(machine.counter(lane), own.length - 1)] as readonly number[];
    if (slots.length > 0) machine.clear(slots);
  };

  const noteFinished = (lane: number): void => {
    const first = lane === NOBODY ? 0 : lane;
    const last = lane === NOBODY ? laneCount - 1 : lane;
    let any = lane === NOBODY;
    for (let each = first; each <= last; each++) {
      if (each < 0 || machine.counter(each) !== lengths[each]) continue;
      finished[each] = any = true;
    }
    if (!any || finishes) return;
    finishes = program.lanes.every(({ implied }, each) => implied || machine.counter(each) === lengths[each]);
  };

  const noteEnd = (index: number): void => {
    store.read(index, row);
    machine.unpack(row, unpacked);
    const found = endFailures(program, unpacked);
    if (found === null) bound = 'states';
    for (const { failure } of found ?? []) if (!failures.has(failure)) note(failure, path.lanes());
  };

  const note = (failure: Failure, way: readonly number[]): void => {
    failures.set(failure, { initial, path: way });
  };
  const isStopped = () => stopAt !== undefined && [...failures.keys()].some((failure) => stopAt.has(failure));

  let stopped = false;
  for (const start of program.initial) {
    machine.pack(start);
    for (let lane = 0; lane < laneCount; lane++) forget(lane);
    enter(NOBODY, 0);
    let known = failures.size;
    while (path.depth > 0 && bound === null) {
      const { todo } = path;
      if (todo === 0) leave();
      else {
        const lane = lowest(todo);
        path.todo = todo & (todo - 1);
        if (inRow !== path.index) store.read(path.index, row);
        inRow = NOTHING;
        tryLane(lane);
        if (tooNarrow !== null) return tooNarrow;
      }
      if (failures.size > known) {
        known = failures.size;
        stopped = isStopped();
        if (stopped) break;
      }
    }
    if (bound !== null || stopped) break;
    initial++;
  }

  const reached = new Set(
    program.lanes.flatMap(({ steps }, lane) => steps.flatMap(({ id }, index) => (ran[lane]?.[index] ? [id] : []))),
  );
  const complete = bound === null && !stopped;
  const bytes = store.bytes + path.bytes + (reduction?.bytes ?? 0);
  return { complete, bound, states: store.size, transitions, ends, bytes, failures, reached, finished, finishes };
}
