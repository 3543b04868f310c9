import { findCycle } from './deadlock.ts';
import type { Detector } from './types.ts';

/**
 * A lane waits for something that nobody will do any more, and no circle of locks is the cause:
 *
 *     CPU1 wake_up(&wq)   before   CPU0 schedule()     the wake-up found nobody on the queue
 */
export const hang: Detector = {
  failure: 'hang',
  describe: (lane, text) => `${lane} never gets past "${text}"`,
  atEnd: (stuck, laneNames) => {
    const waiting = stuck.filter((each) => !each.implied);
    if (waiting.length === 0 || findCycle(stuck) !== null) return null;
    return waiting
      .map((each) => `${laneNames[each.lane]} waits for ${each.on}, which does not come any more`)
      .join(', ');
  },
};
