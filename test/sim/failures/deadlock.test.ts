import { describe, expect, it } from 'vitest';
import { blockers } from '../../../src/sim/explore/holds.ts';
import { deadlock } from '../../../src/sim/failures/deadlock.ts';
import { explore } from '../../../src/sim/index.ts';
import { lanes, messageOf, race } from '../race.ts';

const abba = (kind: string, first = 'lock', second = 'lock') =>
  lanes(
    [`${kind} A`, `${kind} B`],
    [`${first} A`, 'pass', `${second} B`, 'unlock B', 'unlock A'],
    [`${first} B`, `${second} A`, 'unlock A', 'unlock B'],
  );

describe('a deadlock says who holds what since when, and who waits for what', () => {
  it.each(['lock', 'mutex', 'rwlock', 'rwsem', 'percpu-rwsem', 'bit-lock', 'seqlock'])('two of the kind %s', (kind) => {
    expect(messageOf(abba(kind), 'deadlock')).toBe(
      'CPU0 holds A (1:1) and waits for B (1:3); CPU1 holds B (2:1) and waits for A (2:2)',
    );
  });

  it('since the step that took it, not one that took it again or gave one of two back', () => {
    const scenario = lanes(
      ['rwlock A', 'mutex B'],
      ['lock A shared', 'lock A recursive', 'unlock A', 'lock B', 'unlock B', 'unlock A'],
      ['lock B', 'lock A', 'unlock A', 'unlock B'],
    );
    expect(explore(scenario).witnesses[0]?.message).toBe(
      'CPU0 holds A (1:1) and waits for B (1:4); CPU1 holds B (2:1) and waits for A (2:2)',
    );
    // held, given back and taken again: the second time counts
    const again = lanes(
      ['mutex A', 'mutex B'],
      ['lock A', 'unlock A', 'lock A', 'lock B', 'unlock B', 'unlock A'],
      ['lock B', 'lock A', 'unlock A', 'unlock B'],
    );
    expect(messageOf(again, 'deadlock')).toContain('CPU0 holds A (1:3) and waits for B (1:4)');
  });

  it('from the start, where no step took it', () => {
    expect(messageOf(lanes(['mutex M = CPU0'], ['lock M', 'unlock M']), 'deadlock')).toBe(
      'CPU0 holds M from the start and waits for M (1:1): it waits for itself',
    );
  });

  it('by the circle alone, with the holder that it goes through', () => {
    const scenario = lanes(
      ['rwlock L', 'mutex M', 'completion done'],
      ['lock L shared', 'wait-completion done', 'unlock L'],
      ['lock L shared', 'lock M', 'unlock M', 'unlock L'],
      ['lock M', 'lock L', 'unlock L', 'unlock M'],
    );
    const witness = explore(scenario).witnesses.find(({ failure }) => failure === 'deadlock');
    expect(witness?.message).toBe('CPU1 holds L (2:1) and waits for M (2:2); CPU2 holds M (3:1) and waits for L (3:2)');
    expect(witness?.blocked.find(({ lane }) => lane === 2)).toMatchObject({ holder: 1, since: '2:1' });
  });

  it('a writer that waits without holding anything keeps the others out', () => {
    const nested = race(
      'rwsem S\nlane A\n  1:1 lock S shared\n  1:2 lock S shared\nlane B\n  2:1 lock S shared\n  2:2 unlock S\nlane C\n  3:1 lock S',
    );
    expect(messageOf(nested, 'deadlock')).toBe(
      'A holds S (1:1) and waits for S (1:2); C waits for S (3:1) and keeps A out',
    );
    const blocked = explore(nested).witnesses.find(({ failure }) => failure === 'deadlock')?.blocked;
    expect(blocked?.find(({ lane }) => lane === 0)).toMatchObject({ holder: 2, queued: true, since: '3:1' });
    const wanted = lanes(
      ['lock L', 'mutex M'],
      ['lock L shared', 'lock M', 'lock L shared'],
      ['want L', 'lock M', 'lock L'],
    );
    expect(messageOf(wanted, 'deadlock')).toMatch(/CPU1 queues for L \(2:1\), keeps CPU0 out and waits for M \(2:2\)/);
  });

  it('through a grace period and through work that runs', () => {
    const rcu = lanes(['readers rcu'], ['read-lock rcu', 'wait-readers rcu', 'read-unlock rcu']);
    expect(messageOf(rcu, 'deadlock')).toBe(
      'CPU0 reads under rcu (1:1) and waits for a grace period of rcu (1:2): it waits for itself',
    );
    const work = lanes(
      ['work w pending', 'mutex M'],
      ['lock M', 'cancel-sync w', 'unlock M'],
      ['begin w', 'lock M', 'unlock M', 'end w'],
    );
    expect(messageOf(work, 'deadlock')).toBe(
      'CPU0 holds M (1:1) and waits for w to stop running (1:2); CPU1 runs w (2:1) and waits for M (2:2)',
    );
  });

  it('through a lane that holds nothing, but is to bring what another one waits for', () => {
    const hold = { holding: 'holds M', since: '1:1', queued: false };
    const waits = { holder: null, since: null, implied: false, bringers: [] };
    const stuck = [
      { ...waits, lane: 0, step: '1:2', on: 'completion done', holders: [1], holds: new Map() },
      { ...waits, lane: 1, step: '2:1', on: 'M', holder: 0, holders: [0], holds: new Map([[0, hold]]) },
    ];
    expect(deadlock.atEnd?.(stuck, ['CPU0', 'CPU1'])).toBe(
      'CPU0 holds M (1:1) and waits for completion done (1:2); CPU1 waits for M (2:1) before it can let CPU0 go on',
    );
    expect(blockers(stuck).map(({ holder }) => holder)).toEqual([null, 0]);
  });
});
