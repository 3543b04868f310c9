import type { Program } from '../machine/program.ts';
import type { State } from '../machine/types.ts';

/**
 * Partial-order reduction by singleton persistent (ample) sets on static footprints.
 *
 * A lane's next step may be explored alone in a state if nothing that another lane may still do, now or later, conflicts with it,
 * if it is enabled, cannot end the execution for others (`visible`: a noted fact) and cannot close a cycle (`cyclic`). These are
 * conditions C0 to C3 of Clarke, Grumberg, Peled, "Model Checking" (1999), ch. 10: every failure and every end state stays
 * reachable. The set depends on the state alone, so it may be combined with a visited set; sleep sets, which may not, are not used
 * (Godefroid, "Partial-Order Methods for the Verification of Concurrent Systems", 1996, ch. 5.3).
 */
export type Reduction = {
  /** The lane to explore alone in this state, or -1: explore all. `runsOn` is asked for few lanes. */
  choose(state: State, runsOn: (lane: number) => boolean): number;
};

/** Sets of slots as bits in 32-bit words. */
type SlotSet = Int32Array;

export function reductionFor(program: Program): Reduction {
  const words = Math.ceil(program.slots.length / 32);
  const ownReads: SlotSet[][] = [];
  const ownWrites: SlotSet[][] = [];
  const futureReads: SlotSet[][] = [];
  const futureWrites: SlotSet[][] = [];
  const maySingle: boolean[][] = [];
  for (const lane of program.lanes) {
    ownReads.push(lane.steps.map((step) => setOf(step.footprint.reads, words)));
    ownWrites.push(lane.steps.map((step) => setOf(step.footprint.writes, words)));
    maySingle.push(lane.steps.map((step) => !step.cyclic && !step.visible));
    // where a lane can jump back, its future is all that it ever does
    const loops = lane.steps.some((step) => step.cyclic);
    futureReads.push(unionsFrom(ownReads.at(-1) as SlotSet[], words, loops));
    futureWrites.push(unionsFrom(ownWrites.at(-1) as SlotSet[], words, loops));
  }
  const conflicts = (lane: number, counter: number, other: number, otherCounter: number): boolean => {
    const reads = ownReads[lane]?.[counter] as SlotSet;
    const writes = ownWrites[lane]?.[counter] as SlotSet;
    const otherReads = futureReads[other]?.[otherCounter] as SlotSet;
    const otherWrites = futureWrites[other]?.[otherCounter] as SlotSet;
    return intersect(writes, otherReads) || intersect(writes, otherWrites) || intersect(reads, otherWrites);
  };
  const laneCount = program.lanes.length;
  const isAlone = (lane: number, state: State): boolean => {
    for (let other = 0; other < laneCount; other++) {
      if (other !== lane && conflicts(lane, state[lane] as number, other, state[other] as number)) return false;
    }
    return true;
  };
  return {
    choose: (state, runsOn) => {
      for (let lane = 0; lane < laneCount; lane++) {
        // false also where the lane is at its end
        if (maySingle[lane]?.[state[lane] as number] && isAlone(lane, state) && runsOn(lane)) return lane;
      }
      return -1;
    },
  };
}

function setOf(slots: readonly number[], words: number): SlotSet {
  const set = new Int32Array(words);
  for (const slot of slots) set[slot >> 5] = (set[slot >> 5] as number) | (1 << (slot & 31));
  return set;
}

/** For each program counter (also the end) the union of the sets from there on. */
function unionsFrom(sets: readonly SlotSet[], words: number, loops: boolean): SlotSet[] {
  const unions: SlotSet[] = Array.from({ length: sets.length + 1 }, () => new Int32Array(words));
  for (let i = sets.length - 1; i >= 0; i--) unions[i] = union(unions[i + 1] as SlotSet, sets[i] as SlotSet);
  if (loops) unions.fill(unions[0] as SlotSet, 0, sets.length);
  return unions;
}

function union(a: SlotSet, b: SlotSet): SlotSet {
  return a.map((word, i) => word | (b[i] as number));
}

function intersect(a: SlotSet, b: SlotSet): boolean {
  for (let i = 0; i < a.length; i++) if ((a[i] as number) & (b[i] as number)) return true;
  return false;
}
