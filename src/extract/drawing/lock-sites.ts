import type { LockSite } from '../types.ts';
import type { Page, Reading } from './types.ts';

/** Lines of a report above its drawing that are looked at. */
const REPORT = 300;

/**
 * Where the locks of a lockdep report are taken, which its drawing does not say:
 *
 *     udevd/123 is trying to acquire lock:
 *     ffff888012d4ccd8 (&bay->lock){+.+.}-{3:3}, at: bay_open+0x6f/0xa0
 *     but task is already holding lock:
 *     ffff88802bce36f0 (&disk->lock){+.+.}-{3:3}, at: disk_get+0x150/0x990
 *     -> #1 (&disk->lock){+.+.}-{3:3}:
 *            __mutex_lock+0x187/0x1350
 *            bay_scan+0x41/0x90                 the first function that is not the lock's own
 */
export function lockSitesOf(page: Page, { lines, quoted }: Reading): LockSite[] {
  const above = page
    .slice(Math.max(0, lines[0] - 1 - REPORT), lines[0] - 1)
    .filter(({ depth }) => depth === quoted)
    .map(({ text }) => text.replace(/^\[ *\d+\.\d+\](?:\[ *\w+\])? ?/, '').trim());
  const sites: LockSite[] = [];
  let role: 'trying' | 'holding' | null = null;
  let link: string | null = null;
  for (const text of above) {
    // another report begins
    if (/possible (?:circular locking|recursive locking|irq lock inversion)/.test(text)) sites.length = 0;
    if (/is trying to acquire lock:$/.test(text)) role = 'trying';
    else if (/already holding lock:$/.test(text)) role = 'holding';
    const at = /\(([^(){}]{1,80}?)(?:#\d+)?\)\{[^}]{1,12}\}(?:-\{[\d:]+\})?, at: (\w+)/.exec(text);
    if (at !== null && role !== null) {
      sites.push({ role, lock: plain(at[1]), within: at[2] ?? '' });
      role = null;
    }
    const opens = /^-> #\d+ \(([^(){}]{1,80}?)(?:#\d+)?\)\{/.exec(text);
    if (opens !== null) link = plain(opens[1]);
    const called = /^\??\s?(\w+)(?:\.\w+)*(?:\+0x|\s+\S+\.[ch]:\d+)/.exec(text)?.[1];
    if (link !== null && opens === null && called !== undefined && !LOCKS_OWN.test(called)) {
      sites.push({ role: 'link', lock: link, within: called });
      link = null;
    }
  }
  return sites;
}

const plain = (lock = ''): string => lock.replace(/^&/, '');

const LOCKS_OWN =
  /^_*(?:check_|validate_|lock_acquire|lock_release|raw_|mutex_|spin_|down_|up_|rt_mutex|percpu_|rwsem|read_lock|write_lock|queued_|do_raw|might_|local_lock|ww_mutex|rwbase)|^__lock_acquire/;
