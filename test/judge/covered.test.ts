import { describe, expect, it } from 'vitest';
import { columns, type Row } from '../scenario/build/drawing.ts';
import { verdictOf } from './judged.ts';

const COUNTS: readonly Row[] = [
  [1, 'spin_lock(&till->lock)'],
  [1, 'mine = till->coins;'],
  [1, 'till->coins = mine + 1;'],
  [1, 'spin_unlock(&till->lock)'],
];
const judged = (...rows: readonly Row[]) =>
  verdictOf(columns(['CPU0', 'CPU1'], rows), 'till: lost update of the coins');

const [LOCK, UNLOCK]: readonly Row[] = [
  [0, 'spin_lock(&till->lock)'],
  [0, 'spin_unlock(&till->lock)'],
] as const;
const LOAD: Row = [0, 'seen = till->coins;'];
const STORE: Row = [0, 'till->coins = seen + 1;'];
const STRANGE: Row = [0, 'tidy up, maybe more than once'];

describe('a row that is not known', () => {
  it('does not stand in the way where the lock that excludes the failure is held', () => {
    const { verdict, reason } = judged(LOCK as Row, LOAD, STRANGE, ...COUNTS, STORE, UNLOCK as Row);
    expect(verdict).toBe('refuted');
    expect(reason).toContain('what is not known of line 4 happens with till->lock held');
  });

  it('may give up a reference, which is no lock', () => {
    const put: Row = [0, 'till_put(clerk), the usual way'];
    expect(judged(LOCK as Row, LOAD, put, ...COUNTS, STORE, UNLOCK as Row)).toMatchObject({ verdict: 'refuted' });
  });

  it.each([
    ['in front of the lock', [STRANGE, LOCK as Row, LOAD, ...COUNTS, STORE, UNLOCK as Row]],
    ['behind the lock', [LOCK as Row, LOAD, ...COUNTS, STORE, UNLOCK as Row, STRANGE]],
    [
      'in one of two sections of its lane',
      [LOCK as Row, LOAD, STRANGE, ...COUNTS, STORE, UNLOCK as Row, LOCK as Row, UNLOCK as Row],
    ],
    [
      'and may let the lock go',
      [LOCK as Row, LOAD, [0, 'retry a few times, if it has to'] as Row, ...COUNTS, STORE, UNLOCK as Row],
    ],
  ])('stands in the way %s', (_, rows) => {
    expect(judged(...rows)).toMatchObject({ verdict: 'undetermined' });
  });

  const shelf = (first: string, ...counts: readonly Row[]) =>
    judged([0, `${first}(&till->gate)`], LOAD, STRANGE, ...counts, STORE, [
      0,
      first.startsWith('down') ? `up${first.slice(4)}(&till->gate)` : 'up_write(&till->gate)',
    ]);
  const WRITES: readonly Row[] = [
    [1, 'down_write(&till->gate)'],
    [1, 'till->coins = 0;'],
    [1, 'up_write(&till->gate)'],
  ];

  it('does not where a reader does it and all others write, and does where they read as well', () => {
    expect(shelf('down_read', ...WRITES)).toMatchObject({ verdict: 'refuted' });
    const reads = WRITES.map(([lane, text]): Row => [lane, text.replace('_write', '_read')]);
    expect(shelf('down_read', ...reads).verdict).not.toBe('refuted');
  });

  it('does not where the lane has the lock from the start, and does where it only reads', () => {
    const rows = (give: string): Row[] => [LOAD, STRANGE, ...WRITES, STORE, [0, `${give}(&till->gate)`]];
    expect(judged(...rows('up_write'))).toMatchObject({ verdict: 'refuted' });
    const others = (give: string) =>
      judged(
        ...rows(give).map(([lane, text]): Row => (lane === 1 ? [1, text.replace('_write', '_read')] : [lane, text])),
      );
    expect(others('up_read').verdict).not.toBe('refuted');
  });
});
