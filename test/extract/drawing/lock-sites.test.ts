import { describe, expect, it } from 'vitest';
import { extractMessage } from '../../../src/extract/index.ts';

const REPORT = [
  'WARNING: possible circular locking dependency detected',
  'udevd/123 is trying to acquire lock:',
  'ffff888012d4ccd8 (&bay->lock){+.+.}-{3:3}, at: bay_eject+0x6f/0xa0',
  '',
  'but task is already holding lock:',
  'ffff88802bce36f0 (&rack->lock#2){+.+.}-{3:3}, at: rack_release+0x150/0x990',
  '',
  '-> #1 (&rack->lock#2){+.+.}-{3:3}:',
  '       __mutex_lock+0x187/0x1350',
  '       rack_attach+0x41/0x90',
  '',
  ' Possible unsafe locking scenario:',
  '',
  '       CPU0                    CPU1',
  '       ----                    ----',
  '  lock(&rack->lock#2);',
  '                               lock(&bay->lock);',
  '                               lock(&rack->lock#2);',
  '  lock(&bay->lock);',
  '',
  ' *** DEADLOCK ***',
];

describe('the functions that take the locks of a lockdep report', () => {
  it('are those that the report names, for a link the first that is not of the lock itself', () => {
    const { diagrams } = extractMessage({ subject: null, date: null, lines: REPORT });
    expect(diagrams[0]?.sites).toEqual([
      { role: 'trying', lock: 'bay->lock', within: 'bay_eject' },
      { role: 'holding', lock: 'rack->lock', within: 'rack_release' },
      { role: 'link', lock: 'rack->lock', within: 'rack_attach' },
    ]);
  });

  it('are not told of other drawings', () => {
    const { diagrams } = extractMessage({
      subject: null,
      date: null,
      lines: ['CPU0            CPU1', '----            ----', 'kfree(p);', '                p->x = 1;'],
    });
    expect(diagrams[0]?.sites).toBeUndefined();
  });
});
