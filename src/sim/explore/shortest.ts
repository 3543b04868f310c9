import type { Failure } from '../../extract/types.ts';
import { type Program, runStep } from '../machine/program.ts';
import { BLOCKED, failureOf, LEAVES, type State } from '../machine/types.ts';
import type { Bounds } from '../types.ts';
import { endFailures, sameState } from './end-state.ts';
import type { Found } from './search.ts';
import { StateStore } from './store.ts';

/**
 * The shortest way to each wanted failure: fewest context switches, then fewest steps, then lanes in their order. Reduction does
 * not preserve the number of switches, so this is a search of its own, without reduction: breadth-first in (switches, steps) over
 * pairs of a state and the lane that ran last (context-bounded search: Qadeer, Rehof, TACAS 2005).
 *
 * What it cannot reach within the bound on states is left out; the caller has the longer way from the full search.
 */
export function shortestWays(
  program: Program,
  wanted: ReadonlySet<Failure>,
  bounds: Bounds,
  now: () => number,
): Map<Failure, Found> {
  const laneCount = program.lanes.length;
  const width = program.slots.length;
  // a node is a state with the lane that ran last in one more word
  const store = new StateStore(width + 1);
  const parents: number[] = [];
  const initials: number[] = [];
  const found = new Map<Failure, Found>();
  const deadline = now() + bounds.time;
  const node = new Int32Array(width + 1);
  const state: State = new Int32Array(width);
  const next: State = new Int32Array(width);
  let level: number[] = [];

  const add = (from: State, lane: number, parent: number, initial: number): number => {
    node.set(from);
    node[width] = lane;
    const index = store.add(node);
    if (index < 0) return -1;
    parents[index] = parent;
    initials[index] = initial;
    return index;
  };
  const pathTo = (index: number): number[] => {
    const lanes: number[] = [];
    for (let each = index; each >= 0; each = parents[each] as number) {
      const lane = store.at(each)[width] as number;
      if (lane >= 0) lanes.push(lane);
    }
    return lanes.reverse();
  };
  const note = (failure: Failure, index: number, lane: number | null): void => {
    if (!wanted.has(failure) || found.has(failure)) return;
    found.set(failure, {
      initial: initials[index] as number,
      path: lane === null ? pathTo(index) : [...pathTo(index), lane],
    });
  };

  for (const [initial, start] of program.initial.entries()) {
    const index = add(start, -1, -1, initial);
    if (index >= 0) level.push(index);
  }
  // a level holds the nodes of one number of switches, in order of their steps
  while (level.length > 0 && found.size < wanted.size) {
    const switched: number[] = [];
    for (let at = 0; at < level.length && found.size < wanted.size; at++) {
      if (store.size >= bounds.states || (at % 256 === 0 && now() > deadline)) return found;
      const index = level[at] as number;
      state.set(store.at(index).subarray(0, width));
      const last = store.at(index)[width] as number;
      let moved = false;
      for (let offset = 0; offset < laneCount; offset++) {
        // the lane that ran last goes first: no switch
        const lane = last < 0 ? offset : offset === 0 ? last : offset <= last ? offset - 1 : offset;
        const result = runStep(program, state, lane, next);
        if (result === BLOCKED) continue;
        if (result === LEAVES) {
          moved = true;
          continue;
        }
        const failure = failureOf(result);
        if (failure !== null) {
          moved = true;
          note(failure, index, lane);
          continue;
        }
        if (sameState(state, next)) continue;
        moved = true;
        const isSwitch = last >= 0 && lane !== last;
        const added = add(next, lane, index, initials[index] as number);
        if (added >= 0) (isSwitch ? switched : level).push(added);
      }
      if (!moved) for (const { failure } of endFailures(program, state)) note(failure, index, null);
    }
    level = switched;
  }
  return found;
}
