import type { Detector, Stuck } from './types.ts';

/**
 * Lanes wait for each other in a circle, or one for itself:
 *
 *     CPU0 holds A, waits for B;  CPU1 holds B, waits for A
 */
export const deadlock: Detector = {
  failure: 'deadlock',
  describe: (lane, text) => `${lane} deadlocks at "${text}"`,
  atEnd: (stuck, laneNames) => {
    const cycle = findCycle(stuck);
    if (cycle === null) return null;
    const links = cycle.map(
      (each) => `${laneNames[each.lane]} waits for ${each.on}${holderText(each, cycle, laneNames)}`,
    );
    return cycle.length === 1 ? `${links[0]} itself` : links.join(', ');
  },
};

function holderText(each: Stuck, cycle: readonly Stuck[], laneNames: readonly string[]): string {
  const holder = each.holders.find((lane) => cycle.some((other) => other.lane === lane));
  return holder === undefined ? '' : holder === each.lane ? ', which it holds' : `, held by ${laneNames[holder]}`;
}

/** Lanes that wait in a circle, in order; null where every wait could still be ended by somebody who runs. */
export function findCycle(stuck: readonly Stuck[]): readonly Stuck[] | null {
  const byLane = new Map(stuck.map((each) => [each.lane, each]));
  for (const start of stuck) {
    const path: Stuck[] = [];
    let current: Stuck | undefined = start;
    while (current && !path.includes(current)) {
      path.push(current);
      current = current.holders.map((lane) => byLane.get(lane)).find((each) => each !== undefined);
    }
    if (current) return path.slice(path.indexOf(current));
  }
  return null;
}
