import type { Program } from '../machine/program.ts';

/**
 * Which steps may not change places: one writes what the other reads or writes. Asked for pairs of a lane's next step and another
 * lane's next step, or all that the other lane may still do; answers are kept.
 */
export type Conflicts = {
  /** Whether the step may meet something that the other lane may still do from `otherCounter` on. */
  withFuture(lane: number, counter: number, other: number, otherCounter: number): boolean;
  /** Whether two next steps may meet. */
  withNext(lane: number, counter: number, other: number, otherCounter: number): boolean;
  /** Whether the other lane may still write what the step reads, so that it may let a blocked step run. */
  mayEnable(other: number, otherCounter: number, lane: number, counter: number): boolean;
};

/** Sets of slots as bits in 32-bit words. */
type SlotSet = Int32Array;
type StepSets = {
  readonly reads: SlotSet;
  readonly writes: SlotSet;
  readonly futureReads: SlotSet;
  readonly futureWrites: SlotSet;
};

/** Up to so many steps of all lanes, answers are kept in a table of their square. */
const MOST_STEPS_IN_TABLE = 2048;

export function conflictsOf(program: Program): Conflicts {
  const words = Math.ceil(program.slots.length / 32);
  const sets = program.lanes.map((lane) => setsOfLane(lane.steps, words));
  const first: number[] = [];
  let count = 0;
  for (const { steps } of program.lanes) {
    first.push(count);
    // the end and the place of buried lanes count as steps that do nothing
    count += steps.length + 2;
  }
  const setsAt = (lane: number, counter: number) => sets[lane]?.[counter];

  const remembered = (ask: (a: StepSets, b: StepSets) => boolean) => {
    const table = count <= MOST_STEPS_IN_TABLE ? new Uint8Array(count * count) : null;
    return (lane: number, counter: number, other: number, otherCounter: number): boolean => {
      const place = ((first[lane] as number) + counter) * count + (first[other] as number) + otherCounter;
      const known = table?.[place];
      if (known) return known === YES;
      const [a, b] = [setsAt(lane, counter), setsAt(other, otherCounter)];
      const answer = a !== undefined && b !== undefined && ask(a, b);
      if (table) table[place] = answer ? YES : NO;
      return answer;
    };
  };
  const enables = remembered((step, other) => meet(step.reads, other.futureWrites));
  return {
    withFuture: remembered(
      (step, other) =>
        meet(step.writes, other.futureReads) ||
        meet(step.writes, other.futureWrites) ||
        meet(step.reads, other.futureWrites),
    ),
    withNext: remembered(
      (step, other) =>
        meet(step.writes, other.reads) || meet(step.writes, other.writes) || meet(step.reads, other.writes),
    ),
    mayEnable: (other, otherCounter, lane, counter) => enables(lane, counter, other, otherCounter),
  };
}

const NO = 1;
const YES = 2;

type Steps = Program['lanes'][number]['steps'];

/** What each step touches, and all that the lane may touch from there on, along every way that its jumps allow. */
function setsOfLane(steps: Steps, words: number): StepSets[] {
  const sets = steps.map(({ footprint: { reads, writes } }) => ({
    reads: setOf(reads, words),
    writes: setOf(writes, words),
    futureReads: setOf(reads, words),
    futureWrites: setOf(writes, words),
  }));
  // backwards in one round where nothing jumps back, else until nothing is added
  const loops = steps.some(({ next }, index) => next.some((each) => each < index));
  for (let changed = true; changed; ) {
    changed = false;
    for (let index = steps.length - 1; index >= 0; index--) {
      const own = sets[index] as StepSets;
      for (const next of steps[index]?.next ?? []) {
        const other = sets[next];
        if (other === undefined) continue;
        const added = addAll(own.futureReads, other.futureReads);
        changed = (addAll(own.futureWrites, other.futureWrites) || added || changed) && loops;
      }
    }
  }
  return sets;
}

function setOf(slots: readonly number[], words: number): SlotSet {
  const set = new Int32Array(words);
  for (const slot of slots) set[slot >> 5] = (set[slot >> 5] as number) | (1 << (slot & 31));
  return set;
}

/** Whether anything was added. */
function addAll(into: SlotSet, from: SlotSet): boolean {
  let added = false;
  for (const [index, bits] of from.entries()) {
    const old = into[index] as number;
    into[index] = old | bits;
    added ||= (old | bits) !== old;
  }
  return added;
}

function meet(a: SlotSet, b: SlotSet): boolean {
  for (let i = 0; i < a.length; i++) if ((a[i] as number) & (b[i] as number)) return true;
  return false;
}
