import type { Program } from '../machine/program.ts';
import type { Conflicts } from './conflicts.ts';

/**
 * Source sets: lanes of which one has to go first, computed in the state at hand.
 *
 * A set of lanes that can run is one if nothing that the others may do, for as long as none of the set moves, conflicts with the next steps
 * of the set: then every execution from here begins, up to the order of independent steps, with one of them. These are persistent sets
 * (Godefroid, "Partial-Order Methods for the Verification of Concurrent Systems", 1996, ch. 4), every one of which is a source set
 * (Abdulla, Aronis, Jonsson, Sagonas, "Source Sets: A Foundation for Optimal Dynamic Partial Order Reduction", JACM 2017, sec. 4). They are dynamic in that a
 * lane which is blocked here counts only if some other lane outside of the set may let it go on: who waits for a lock does nothing
 * until its holder moves, so a critical section runs as if it were one step.
 *
 * The set depends on the state alone, so it may be combined with a visited set.
 */
export type SourceSets = {
  /** A smallest source set among the lanes in `enabled` (a bit a lane, none: 0), where the lanes stand at `counters`. */
  choose(counters: Int32Array, enabled: number): number;
};

export function sourceSets(program: Program, conflicts: Conflicts): SourceSets {
  const laneCount = program.lanes.length;
  const lengths = program.lanes.map(({ steps }) => steps.length);
  // a step that may jump back is explored only together with all others: no cycle of states then leaves a lane out for good
  const looping = program.lanes.map(({ steps }) => steps.map((step) => step.loops));
  const ending = program.lanes.map(({ steps }) => steps.map((step) => step.mayEnd));
  const isLive = (lane: number, counters: Int32Array) => (counters[lane] as number) < (lengths[lane] as number);

  /** The lanes outside of `set` that may move before any lane of it does. */
  const movers = (set: number, counters: Int32Array, enabled: number): number => {
    let moving = enabled & ~set;
    for (let before = -1; before !== moving; ) {
      before = moving;
      for (let lane = 0; lane < laneCount; lane++) {
        if (((moving | enabled) >> lane) & 1 || !isLive(lane, counters)) continue;
        if (enablers(lane, moving, counters) !== 0) moving |= 1 << lane;
      }
    }
    return moving;
  };
  const enablers = (lane: number, among: number, counters: Int32Array): number => {
    let found = 0;
    for (let rest = among; rest !== 0; rest &= rest - 1) {
      const other = lowest(rest);
      if (conflicts.mayEnable(other, counters[other] as number, lane, counters[lane] as number)) found |= 1 << other;
    }
    return found;
  };
  /** The lanes that can run now and may, through others, let `lane` run. */
  const runningEnablers = (lane: number, moving: number, counters: Int32Array, enabled: number): number => {
    let found = 1 << lane;
    for (let before = 0; before !== found; ) {
      before = found;
      for (let rest = found & ~enabled; rest !== 0; rest &= rest - 1) found |= enablers(lowest(rest), moving, counters);
    }
    return found & enabled;
  };
  const meetsSet = (other: number, set: number, counters: Int32Array): boolean => {
    for (let rest = set; rest !== 0; rest &= rest - 1) {
      const lane = lowest(rest);
      if (conflicts.withFuture(lane, counters[lane] as number, other, counters[other] as number)) return true;
    }
    return false;
  };

  const closed = (seed: number, counters: Int32Array, enabled: number): number => {
    let set = 1 << seed;
    for (let before = 0; before !== set && set !== enabled; ) {
      before = set;
      const moving = movers(set, counters, enabled);
      for (let rest = moving; rest !== 0; rest &= rest - 1) {
        const other = lowest(rest);
        if ((set >> other) & 1 || !meetsSet(other, set, counters)) continue;
        set |= (enabled >> other) & 1 ? 1 << other : runningEnablers(other, moving, counters, enabled);
      }
    }
    return set;
  };

  return {
    choose: (counters, enabled) => {
      let best = enabled;
      let bestCost = Number.POSITIVE_INFINITY;
      for (let rest = enabled; rest !== 0; rest &= rest - 1) {
        const seed = lowest(rest);
        const set = closed(seed, counters, enabled);
        if (some(set, counters, looping)) continue;
        // of two as small, one whose steps go on for sure: a lane that ends here is best left for last
        const cost = 2 * size(set) + (some(set, counters, ending) ? 1 : 0);
        if (cost < bestCost) [best, bestCost] = [set, cost];
        if (cost === 2) break;
      }
      return best;
    },
  };
}

function some(set: number, counters: Int32Array, table: readonly (readonly boolean[])[]): boolean {
  for (let rest = set; rest !== 0; rest &= rest - 1) {
    const lane = lowest(rest);
    if (table[lane]?.[counters[lane] as number]) return true;
  }
  return false;
}

/** The lowest lane of a set. */
export function lowest(set: number): number {
  return 31 - Math.clz32(set & -set);
}

function size(set: number): number {
  let count = 0;
  for (let rest = set; rest !== 0; rest &= rest - 1) count++;
  return count;
}
