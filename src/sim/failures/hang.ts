import { findCycle } from './deadlock.ts';
import type { Detector, LastEnd, Stuck } from './types.ts';

/**
 * A lane waits for something that nobody will do any more, and no circle of waits is the cause:
 *
 *     CPU1 wake_up(&wq)   before   CPU0 schedule()     the wake-up found nobody on the queue
 *
 * The execution tells which wake-up was missed.
 */
export const hang: Detector = {
  failure: 'hang',
  describe: (lane, text) => `${lane} never gets past "${text}"`,
  atEnd: (stuck, laneNames) => {
    const waiting = stuck.filter((each) => !each.implied);
    if (waiting.length === 0 || findCycle(stuck) !== null) return null;
    return waiting.map((each) => sentence(each, laneNames, undefined)).join('; ');
  },
  retell: (stuck, laneNames, lastEnds) =>
    stuck
      .filter((each) => !each.implied)
      .map((each) => sentence(each, laneNames, lastEnds.get(each.lane)))
      .join('; '),
};

function sentence({ lane, step, on, holder }: Stuck, laneNames: readonly string[], last: LastEnd | undefined): string {
  const waits = `${laneNames[lane]} ${/^a wake-up /.test(on) ? 'sleeps' : 'waits'} at ${step} for ${on}`;
  if (holder !== null) return `${waits}, held by ${laneNames[holder]} for good`;
  if (last === undefined) return `${waits}, which nobody brings any more`;
  return `${waits}; ${laneNames[last.lane]}'s at ${last.step} ${last.missed === null ? 'was the last' : `came ${last.missed}`}`;
}
