import type { Detector, Stuck } from './types.ts';

/**
 * Lanes wait for each other in a circle, or one for itself:
 *
 *     CPU0 holds A (12:1) and waits for B (14:1); CPU1 holds B (12:30) and waits for A (14:30)
 *     CPU0 holds L (1:1) and waits for L (1:2); CPU1 waits for L (2:1) and keeps CPU0 out        a reader recurses behind a writer
 *
 * Who waits for a lock that several hold shared waits for all of them, so a circle through any of them is one.
 */
export const deadlock: Detector = {
  failure: 'deadlock',
  describe: (lane, text) => `${lane} deadlocks at "${text}"`,
  atEnd: (stuck, laneNames) => {
    const cycle = findCycle(stuck);
    if (cycle === null) return null;
    const links = cycle.map((each, index) => linkOf(each, cycle.at(index - 1) as Stuck, laneNames));
    return `${links.join('; ')}${cycle.length === 1 ? ': it waits for itself' : ''}`;
  },
};

/** What a lane of the circle does to the one before it, and what it waits for. */
function linkOf(each: Stuck, before: Stuck, laneNames: readonly string[]): string {
  const [lane, kept] = [laneNames[each.lane], laneNames[before.lane]];
  const waits = `waits for ${each.on} (${each.step})`;
  const hold = before.holds?.get(each.lane);
  // it is to bring what the other waits for, and holds nothing
  if (hold === undefined)
    return each === before ? `${lane} ${waits}` : `${lane} ${waits} before it can let ${kept} go on`;
  const since = hold.since === null ? 'from the start' : `(${hold.since})`;
  if (!hold.queued) return `${lane} ${hold.holding} ${since} and ${waits}`;
  if (each.on === before.on) return `${lane} ${waits} and keeps ${kept} out`;
  return `${lane} queues for ${before.on} ${since}, keeps ${kept} out and ${waits}`;
}

/** The fewest lanes that wait in a circle, each for the next; null where there is none. */
export function findCycle(stuck: readonly Stuck[]): readonly Stuck[] | null {
  const byLane = new Map(stuck.map((each) => [each.lane, each]));
  let fewest: readonly Stuck[] | null = null;
  for (const start of stuck) {
    const cycle = cycleThrough(start, byLane);
    if (cycle !== null && (fewest === null || cycle.length < fewest.length)) fewest = cycle;
  }
  return fewest;
}

/** The shortest circle of waits from `start` back to it, breadth-first. */
function cycleThrough(start: Stuck, byLane: ReadonlyMap<number, Stuck>): readonly Stuck[] | null {
  const cameFrom = new Map<number, Stuck>();
  const queue: Stuck[] = [start];
  for (const each of queue) {
    for (const holder of each.holders) {
      if (holder === start.lane) {
        const cycle = [each];
        while (cycle[0] !== start) cycle.unshift(cameFrom.get((cycle[0] as Stuck).lane) as Stuck);
        return cycle;
      }
      const next = byLane.get(holder);
      if (next === undefined || cameFrom.has(holder)) continue;
      cameFrom.set(holder, each);
      queue.push(next);
    }
  }
  return null;
}
