import type { RowMachine } from '../machine/packed/types.ts';
import type { Program } from '../machine/program.ts';
import { BLOCKED } from '../machine/types.ts';
import { conflictsOf } from './conflicts.ts';
import { lowest, sourceSets } from './source-sets.ts';

/**
 * Partial-order reduction for a search with a visited set: source sets say which lanes are tried in a state, sleep sets which of them
 * need not be tried again below another one.
 *
 * A sleep set depends on the way to a state, so a state keeps the one that it was explored with; met again with fewer lanes asleep, the lanes
 * that are awake now are tried from it (Godefroid, Holzmann, Pirottin, "State-Space Caching Revisited", FMSD 1995; Godefroid
 * 1996, ch. 5.3). Where lanes loop only source sets are used, and every step that jumps back is tried together with all others.
 */
export type Reduction = {
  /** Looks at the new state in the machine's row, and spoils the row. */
  look(restore: () => void): Look;
  /** The lanes to try from a new state. */
  enter(index: number, look: Look, asleep: number): number;
  /** The lanes to try from a state that was explored before. */
  meetAgain(index: number, restore: () => void, asleep: number): number;
  /** The lanes that were asleep whenever the state was met. */
  asleepIn(index: number): number;
  /** Which of the lanes in `asleep` are still asleep below `lane`, which is about to run from the state in the machine's row. */
  below(lane: number, asleep: number): number;
  readonly bytes: number;
};

/** The lanes that can run in a state, and whether any was buried on the way to it. */
export type Look = { readonly enabled: number; readonly isBuried: boolean };

export function reductionOf(program: Program, machine: RowMachine): Reduction {
  const conflicts = conflictsOf(program);
  const sets = sourceSets(program, conflicts);
  const laneCount = program.lanes.length;
  const counters = new Int32Array(laneCount);
  const usesSleep = !program.loops;
  let sleepOf = new Int32Array(1024);

  const readCounters = () => {
    for (let lane = 0; lane < laneCount; lane++) counters[lane] = machine.counter(lane);
  };
  const look = (restore: () => void): Look => {
    readCounters();
    let enabled = 0;
    let isBuried = false;
    for (let lane = 0; lane < laneCount; lane++) {
      const { steps } = program.lanes[lane] as Program['lanes'][number];
      const counter = counters[lane] as number;
      if (counter > steps.length) isBuried = true;
      const step = steps[counter];
      if (step === undefined) continue;
      if (!step.mayBlock) enabled |= 1 << lane;
      else {
        if (machine.run(lane) !== BLOCKED) enabled |= 1 << lane;
        restore();
      }
    }
    return { enabled, isBuried };
  };
  const remember = (index: number, asleep: number) => {
    if (index >= sleepOf.length) {
      const longer = new Int32Array(2 * sleepOf.length);
      longer.set(sleepOf);
      sleepOf = longer;
    }
    sleepOf[index] = asleep;
  };

  return {
    look,
    enter: (index, { enabled }, asleep) => {
      if (usesSleep) remember(index, asleep);
      return sets.choose(counters, enabled) & ~asleep;
    },
    meetAgain: (index, restore, asleep) => {
      if (!usesSleep) return 0;
      const awake = (sleepOf[index] as number) & ~asleep;
      if (awake === 0) return 0;
      sleepOf[index] = (sleepOf[index] as number) & asleep;
      const { enabled } = look(restore);
      return sets.choose(counters, enabled) & awake;
    },
    asleepIn: (index) => sleepOf[index] as number,
    below: (lane, asleep) => {
      if (!usesSleep) return 0;
      let still = 0;
      for (let rest = asleep; rest !== 0; rest &= rest - 1) {
        const other = lowest(rest);
        if (!conflicts.withNext(other, machine.counter(other), lane, machine.counter(lane))) still |= 1 << other;
      }
      return still;
    },
    get bytes() {
      return usesSleep ? sleepOf.byteLength : 0;
    },
  };
}
