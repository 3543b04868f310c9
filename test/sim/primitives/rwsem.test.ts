import { describe, expect, it } from 'vitest';
import { explore } from '../../../src/sim/index.ts';
import { failuresOf, lanes, messageOf } from '../race.ts';

const reader = ['lock S shared', 'readers = readers + 1', 'readers = readers - 1', 'unlock S'];
const writer = ['lock S', 'check readers == 0 else torn', 'unlock S'];

describe('rwsems', () => {
  it('let readers in together and keep writers apart from everybody', () => {
    expect(failuresOf(lanes(['rwsem S', 'cell readers'], reader, reader, writer))).toEqual([]);
    const together = ['lock S shared', 'x = x + 1', 'check x == 1 else torn', 'unlock S'];
    expect(failuresOf(lanes(['rwsem S', 'cell x'], together, together))).toEqual(['torn']);
  });

  it('a writer that waits keeps new readers out: one that recurses deadlocks with it, in one statement', () => {
    const nested = ['lock S shared', 'lock S shared', 'unlock S', 'unlock S'];
    const scenario = lanes(['rwsem S'], nested, ['lock S', 'unlock S']);
    expect(failuresOf(scenario)).toEqual(['deadlock']);
    const [witness] = explore(scenario).witnesses;
    expect(witness?.message).toBe(
      'CPU0 holds S (1:1) and waits for S (1:2); CPU1 waits for S (2:1) and keeps CPU0 out',
    );
    expect(witness?.moves.map(({ lane, changes }) => [lane, ...changes])).toEqual([
      [0, 'S (shared): free → held by CPU0'],
      [1, 'S (wanted): by nobody → by CPU1'],
    ]);
  });

  it('two readers of one lock deadlock through a writer, across a mutex', () => {
    // the mmap_lock pattern: one reader holds a mutex that another reader wants
    const scenario = lanes(
      ['rwsem mmap_lock', 'mutex M'],
      ['lock mmap_lock shared', 'lock M', 'unlock M', 'unlock mmap_lock'],
      ['lock M', 'lock mmap_lock shared', 'unlock mmap_lock', 'unlock M'],
      ['lock mmap_lock', 'unlock mmap_lock'],
    );
    expect(failuresOf(scenario)).toEqual(['deadlock']);
    expect(messageOf(scenario, 'deadlock')).toBe(
      'CPU0 holds mmap_lock (1:1) and waits for M (1:2); CPU1 holds M (2:1) and waits for mmap_lock (2:2); ' +
        'CPU2 waits for mmap_lock (3:1) and keeps CPU1 out',
    );
  });

  it('a free one may be taken past the queue, but not by a trylock', () => {
    const held = ['lock S', 'x = 1', 'unlock S', 'x = 2'];
    const tries = ['await x == 2', 'trylock S shared into T', 'check T == 1 else wrong-state', 'unlock S'];
    const waits = ['await x == 1', 'lock S', 'unlock S'];
    expect(failuresOf(lanes(['rwsem S', 'cell x', 'cell T'], held, tries))).toEqual([]);
    expect(failuresOf(lanes(['rwsem S', 'cell x', 'cell T'], held, tries, waits))).toContain('wrong-state');
    const steals = ['await x == 2', 'trylock S shared into T', 'noted T == 0', 'lock S shared', 'y = 1', 'unlock S'];
    const late = [...waits.slice(0, 2), 'check y == 0 else torn', 'unlock S'];
    expect(failuresOf(lanes(['rwsem S', 'cell x', 'cell y', 'cell T'], held, steals, late))).toContain('torn');
  });

  it('downgraded let readers in and keep what the writer wrote', () => {
    const downgrades = ['lock S', 'x = 1', 'downgrade S', 'check x == 1 else torn', 'done = 1', 'unlock S'];
    const writes = ['lock S', 'x = 2', 'unlock S'];
    const reads = ['lock S shared', 'y = x', 'unlock S'];
    expect(failuresOf(lanes(['rwsem S', 'cell x', 'cell y', 'cell done'], downgrades, writes, reads))).toEqual([]);
    const alone = downgrades.map((each) => (each === 'downgrade S' ? 'unlock S' : each)).slice(0, -1);
    expect(failuresOf(lanes(['rwsem S', 'cell x', 'cell y', 'cell done'], alone, writes))).toEqual(['torn']);
    // a reader gets in while the writer still has it
    const meets = lanes(['rwsem S', 'cell x', 'cell in'], ['lock S', 'downgrade S', 'await in == 1', 'unlock S'], [
      'lock S shared', 'in = 1', 'unlock S',
    ]); // biome-ignore format: two lanes
    expect(failuresOf(meets)).toEqual([]);
    expect(failuresOf(lanes(['rwsem S'], ['lock S shared', 'downgrade S']))).toEqual(['warning']);
  });

  it('are not upgraded: a writer waits for the reader that it is itself', () => {
    expect(failuresOf(lanes(['rwsem S'], ['lock S shared', 'lock S']))).toEqual(['deadlock']);
  });

  it('released by who does not hold them give a warning', () => {
    expect(failuresOf(lanes(['rwsem S = CPU1'], ['unlock S'], ['pass']))).toEqual(['warning']);
  });

  it('what stands before a lock on its line happens once', () => {
    const counts = ['x = x + 1; lock S; unlock S'];
    const scenario = lanes(['rwsem S', 'cell x'], ['lock S shared', 'unlock S', 'check x <= 1 else torn'], counts);
    expect(failuresOf(scenario)).toEqual([]);
  });
});
