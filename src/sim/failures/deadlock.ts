import type { Detector, Stuck } from './types.ts';

/**
 * Lanes wait for each other in a circle, or one for itself:
 *
 *     CPU0 holds A, waits for B;  CPU1 holds B, waits for A
 *
 * Who waits for a lock that several hold shared waits for all of them, so a circle through any of them is one.
 */
export const deadlock: Detector = {
  failure: 'deadlock',
  describe: (lane, text) => `${lane} deadlocks at "${text}"`,
  atEnd: (stuck, laneNames) => {
    const cycle = findCycle(stuck);
    if (cycle === null) return null;
    if (cycle.length === 1) {
      const [alone] = cycle as readonly [Stuck];
      return `${laneNames[alone.lane]} waits for ${alone.on}, which it holds itself`;
    }
    const links = cycle.map((each, index) => {
      const next = cycle[(index + 1) % cycle.length] as Stuck;
      return `${laneNames[each.lane]} waits for ${each.on}, held by ${laneNames[next.lane]}`;
    });
    return links.join(', ');
  },
};

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
