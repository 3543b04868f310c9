import { LOCK_TAGS, TAG } from '../../paths/types.ts';
import type { Frame } from '../../search/frame.ts';
import type { Version } from './versions.ts';

/** mixed-lock-accesses (lock.cat): an ordinary access of what is a spinlock, or an srcu_struct, elsewhere. */
export function mixesLocks({ locations, events }: Frame, version: Version): boolean {
  const special = LOCK_TAGS | (version.srcuByValue ? TAG.srcuLock | TAG.srcuUnlock : 0);
  return locations.some(({ reads, writes }) => {
    const isSpecial = [...reads, ...writes].map((number) => ((events[number]?.tags ?? 0) & special) !== 0);
    return isSpecial.includes(true) && isSpecial.includes(false);
  });
}
