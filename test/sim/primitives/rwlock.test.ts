import { describe, expect, it } from 'vitest';
import { failuresOf, lanes, messageOf } from '../race.ts';

const reader = ['lock L shared', 'readers = readers + 1', 'readers = readers - 1', 'unlock L'];
const writer = ['lock L', 'check readers == 0 else torn', 'unlock L'];

describe('rwlocks', () => {
  it('let readers in together and keep writers apart from everybody', () => {
    expect(failuresOf(lanes(['rwlock L', 'cell readers'], reader, reader, writer))).toEqual([]);
    const together = ['lock L shared', 'x = x + 1', 'check x == 1 else torn', 'unlock L'];
    expect(failuresOf(lanes(['rwlock L', 'cell x'], together, together))).toEqual(['torn']);
    const alone = together.map((each) =>
      each.replace('lock L shared', 'lock L').replace('unlock L', 'x = 0; unlock L'),
    );
    expect(failuresOf(lanes(['rwlock L', 'cell x'], alone, alone))).toEqual([]);
  });

  it('a reader that recurses in process context deadlocks with a writer that queues in between', () => {
    const nested = ['lock L shared', 'lock L shared', 'unlock L', 'unlock L'];
    const scenario = lanes(['rwlock L'], nested, ['lock L', 'unlock L']);
    expect(failuresOf(scenario)).toEqual(['deadlock']);
    expect(messageOf(scenario, 'deadlock')).toBe(
      'CPU0 holds L (1:1) and waits for L (1:2); CPU1 waits for L (2:1) and keeps CPU0 out',
    );
    expect(failuresOf(lanes(['rwlock L'], nested, reader.slice(0, 1)))).toEqual([]);
  });

  it('a reader in interrupt context does not queue behind a waiting writer', () => {
    const nested = ['lock L shared', 'lock L recursive', 'unlock L', 'unlock L'];
    expect(failuresOf(lanes(['rwlock L'], nested, ['lock L', 'unlock L']))).toEqual([]);
    // but waits for one that has it, on its own CPU for ever
    expect(failuresOf(lanes(['rwlock L'], ['lock L', 'lock L recursive']))).toEqual(['deadlock']);
  });

  it('a writer waits for the reader that it is itself', () => {
    const upgrade = lanes(['rwlock L'], ['lock L shared', 'lock L']);
    expect(messageOf(upgrade, 'deadlock')).toBe('CPU0 holds L (1:1) and waits for L (1:2): it waits for itself');
  });

  it('two readers that recurse across two locks deadlock through the writers between them', () => {
    // Documentation/locking/lockdep-design.rst, "Recursive read locks": read_lock(A), write_lock(B) against write_lock(A), read_lock(B)
    const crossed = lanes(
      ['rwlock A', 'rwlock B'],
      ['lock A shared', 'lock B shared', 'unlock B', 'unlock A'],
      ['lock B shared', 'lock A shared', 'unlock A', 'unlock B'],
    );
    expect(failuresOf(crossed)).toEqual([]);
    const writers = [
      ['lock A', 'unlock A'],
      ['lock B', 'unlock B'],
    ];
    const withWriters = lanes(
      ['rwlock A', 'rwlock B'],
      ['lock A shared', 'lock B shared', 'unlock B', 'unlock A'],
      ['lock B shared', 'lock A shared', 'unlock A', 'unlock B'],
      ...writers,
    );
    expect(failuresOf(withWriters)).toEqual(['deadlock']);
    const recursive = lanes(
      ['rwlock A', 'rwlock B'],
      ['lock A shared', 'lock B recursive', 'unlock B', 'unlock A'],
      ['lock B shared', 'lock A recursive', 'unlock A', 'unlock B'],
      ...writers,
    );
    expect(failuresOf(recursive)).toEqual([]);
  });

  it('tried fail for readers too while a writer queues', () => {
    const queues = ['lock L', 'unlock L'];
    const tries = ['lock L shared', 'trylock L shared into T', 'check T == 1 else wrong-state', 'unlock L', 'unlock L'];
    const scenario = lanes(['rwlock L', 'cell T'], tries, queues);
    expect(failuresOf(scenario)).toEqual(['wrong-state']);
    expect(failuresOf(lanes(['rwlock L', 'cell T'], tries))).toEqual([]);
    const write = ['lock L shared', 'trylock L into T', 'check T == 0 else wrong-state', 'unlock L'];
    expect(failuresOf(lanes(['rwlock L', 'cell T'], write))).toEqual([]);
  });

  it('released by who does not hold them give a warning', () => {
    expect(failuresOf(lanes(['rwlock L = CPU1'], ['unlock L'], ['pass']))).toEqual(['warning']);
    expect(failuresOf(lanes(['rwlock L'], ['lock L shared', 'unlock L', 'unlock L']))).toEqual(['warning']);
  });
});
