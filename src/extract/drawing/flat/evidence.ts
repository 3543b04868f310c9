import { COSTS } from './costs.ts';
import type { Event, LaneState } from './state.ts';

/** What a partial assignment looks like when the next cell is given to a lane. */
export type Situation = {
  readonly lanes: readonly LaneState[];
  /** Lane of the cell before, -1 at the start. */
  readonly last: number;
  /** How many cells are placed. */
  readonly placed: number;
  /** Lane whose frame was opened in this paragraph, and which no other lane's cell has followed since; -1 for none. */
  readonly inBody: number;
};

/** Where the eye goes: changes of lane, remarks, frames. */
export function layoutCost({ lanes, last, placed }: Situation, event: Event, lane: number): number {
  const state = lanes[lane] as LaneState;
  const fresh = state.steps === 0;
  const { facts, atBreak } = event;
  let cost = 0;
  if (last >= 0) {
    const sideBySide = !facts.clings && areSideBySide(lanes, placed);
    if (lane === last) cost += sideBySide && !atBreak && lane > 0 ? COSTS.stayBelowFrames : 0;
    else if (atBreak) cost += COSTS.switchAtBreak;
    else if (sideBySide && lane === 0) cost += COSTS.firstRowBelow;
    else cost += fresh && facts.frame !== null ? COSTS.beginInside : COSTS.switchInside;
    if (lane !== last && facts.clings && !(atBreak && facts.leaves)) cost += COSTS.partRemark;
  }
  if (fresh && facts.frame === null) cost += COSTS.beginsWithoutFrame;
  if (!fresh && facts.frame !== null) {
    if (state.lastWasFrame) cost += COSTS.nestedFrame;
    else if (!atBreak) cost += COSTS.frameAfterSteps;
    if (lanes.some((one) => one.entry === event.frame)) cost += COSTS.sameFrame;
  }
  return cost;
}

/** Every lane has opened its frame, and no more. */
export const areSideBySide = (lanes: readonly LaneState[], placed: number) =>
  placed === lanes.length && lanes.every((one) => one.steps === 1 && one.lastWasFrame);

const heldElsewhere = (lanes: readonly LaneState[], lane: number, bit: number, shared: boolean) =>
  lanes.some((one, i) => i !== lane && ((one.held & bit) !== 0 || (!shared && (one.shared & bit) !== 0)));

/**
 * Lock pairing. The lane's locks after the cell, what speaks against it, and how often pairing itself is broken: an unlock of what the
 * lane does not hold, or does not hold that way; a lock taken by its holder.
 */
export function lockCost({ lanes, inBody }: Situation, event: Event, lane: number) {
  const state = lanes[lane] as LaneState;
  let { held, shared, waits, waitsShared, overran } = state;
  let cost = 0;
  let broken = 0;
  if (waits !== 0 && !event.facts.clings) {
    const again = event.takes.some((take) => take.bit === waits);
    if (!again || event.gives.some((give) => give.bit === waits)) {
      if (heldElsewhere(lanes, lane, waits, waitsShared)) {
        const ignored = inBody === lane || lanes.some((one) => (one.overran & waits) !== 0);
        cost += ignored ? COSTS.runsThoughBlocked : COSTS.runsWhileBlocked;
        overran |= waits;
      }
      if (waitsShared) shared |= waits;
      else held |= waits;
      waits = 0;
    }
  }
  for (const take of event.takes) {
    if (take.bit === 0 || take.bit === waits) continue;
    if ((state.dropped & take.bit) !== 0) cost += COSTS.retakenAtOnce;
    if ((held & take.bit) !== 0 || (!take.shared && (shared & take.bit) !== 0)) {
      if (take.tries) continue;
      cost += COSTS.lockBroken;
      broken++;
    } else if (heldElsewhere(lanes, lane, take.bit, take.shared)) {
      if (take.tries) continue;
      cost += COSTS.takenElsewhere;
      waits = take.bit;
      waitsShared = take.shared;
    } else if (take.shared) shared |= take.bit;
    else held |= take.bit;
  }
  let dropped = event.facts.clings ? state.dropped : 0;
  for (const { bit, mode } of event.gives) {
    if (bit === 0) continue;
    dropped |= bit;
    if (((held | shared) & bit) === 0) {
      const elsewhere = lanes.some((one, i) => i !== lane && ((one.held | one.shared | one.waits) & bit) !== 0);
      cost += elsewhere ? COSTS.lockBroken : COSTS.releasedUntaken;
      broken++;
    } else if (mode !== 'any' && ((mode === 'shared' ? shared : held) & bit) === 0) {
      cost += COSTS.lockBroken;
      broken++;
    }
    if ((held & bit) !== 0 && !(mode === 'shared' && (shared & bit) !== 0)) held &= ~bit;
    else shared &= ~bit;
  }
  return { cost, broken, held, shared, waits, waitsShared, overran, dropped };
}

/** Cause and effect: locals, lifetimes, faults, flushes, sleeping and waking. */
export function causeCost({ lanes }: Situation, event: Event, lane: number): number {
  if (!event.causal) return 0;
  const state = lanes[lane] as LaneState;
  const { facts } = event;
  let [bound, put, got, fault, changed, tested] = [0, 0, 0, false, false, false];
  let firstOwing = -1;
  lanes.forEach((one, i) => {
    if (one.owesFlush >= 0 && (firstOwing < 0 || one.owesFlush < (lanes[firstOwing] as LaneState).owesFlush))
      firstOwing = i;
    if (i === lane) return;
    bound |= one.binds;
    put |= one.put;
    got |= one.got;
    fault ||= one.fault;
    changed ||= one.changedPte;
    tested ||= one.hasTested;
  });
  let cost = 0;
  const foreign = event.names & bound & ~state.binds & ~event.binds;
  if (foreign !== 0)
    cost += (foreign & (event.frees | event.puts)) === foreign ? COSTS.foreignLocalFreed : COSTS.foreignLocal;
  if ((event.names & state.freed & ~event.binds & ~event.stores) !== 0 && !facts.clings) cost += COSTS.usesOwnFreed;
  if ((event.frees & put & ~state.put) !== 0) cost += COSTS.freedElsewhere;
  if (((event.uses | event.names) & got & ~state.got & ~event.gets) !== 0 && event.frees === 0) cost += COSTS.unfetched;
  if (facts.faultWork && fault && !state.fault) cost += COSTS.faultWorkElsewhere;
  if (facts.flush !== 'no' && changed && !state.changedPte && !(state.fault && facts.flush === 'now'))
    cost += COSTS.flushWithoutChange;
  if (facts.flush === 'late' && firstOwing >= 0 && firstOwing !== lane) cost += COSTS.lateFlushNotFirst;
  if (facts.sleeps && tested && !state.hasTested) cost += COSTS.sleepUntested;
  if (facts.sleeps && state.woke) cost += COSTS.wakesItself;
  if (facts.wakes && (state.slept || (state.tested & state.stored) !== 0)) cost += COSTS.wakesItself;
  return cost;
}

/** The lane after the cell. */
export function after(state: LaneState, event: Event, locks: ReturnType<typeof lockCost>, placed: number): LaneState {
  const { facts } = event;
  const fresh = state.steps === 0;
  const { held, shared, waits, waitsShared, overran, dropped } = locks;
  return {
    steps: state.steps + 1,
    entry: fresh ? event.frame : state.entry,
    lastWasFrame: facts.frame !== null,
    entersAgain:
      state.entersAgain ||
      (event.atBreak &&
        facts.frame !== null &&
        state.entry >= 0 &&
        !state.lastWasFrame &&
        (state.held | state.shared) === 0),
    held,
    shared,
    waits,
    waitsShared,
    overran,
    dropped,
    binds: state.binds | event.binds,
    freed: (state.freed & ~event.binds & ~event.stores) | event.frees,
    put: state.put | event.puts,
    got: state.got | event.gets,
    tested: state.tested | event.tests,
    stored: state.stored | event.stores,
    hasTested: state.hasTested || facts.tests.length > 0,
    slept: state.slept || facts.sleeps,
    woke: state.woke || facts.wakes,
    fault: state.fault || facts.fault,
    owesFlush: facts.flush !== 'no' ? -1 : facts.changesPte && state.owesFlush < 0 ? placed : state.owesFlush,
    changedPte: state.changedPte || facts.changesPte,
  };
}

/** What only the end shows: lanes that were opened and never heard of again, functions that would rather be another lane's. */
export function endCost(lanes: readonly LaneState[]): number {
  const idle = lanes.filter((lane) => lane.steps === 1 && lane.lastWasFrame).length;
  const bare = lanes.filter((lane) => lane.steps > 0 && lane.entry < 0).length;
  const crowded = lanes.filter((lane) => lane.entersAgain).length;
  return idle * COSTS.idleFrame + Math.min(bare, crowded) * COSTS.crowdedFrames;
}
