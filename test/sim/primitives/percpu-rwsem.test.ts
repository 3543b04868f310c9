import { describe, expect, it } from 'vitest';
import { failuresOf, lanes, messageOf } from '../race.ts';

const reader = ['lock P shared', 'readers = readers + 1', 'readers = readers - 1', 'unlock P'];
const writer = ['lock P', 'check readers == 0 else torn', 'readers = 9', 'readers = 0', 'unlock P'];

describe('percpu-rwsems', () => {
  it('let readers in together and keep writers apart from everybody', () => {
    expect(failuresOf(lanes(['percpu-rwsem P', 'cell readers'], reader, reader, writer))).toEqual([]);
    expect(failuresOf(lanes(['percpu-rwsem P', 'cell readers'], writer, writer))).toEqual([]);
    const together = ['lock P shared', 'x = x + 1', 'check x == 1 else torn', 'unlock P'];
    expect(failuresOf(lanes(['percpu-rwsem P', 'cell x'], together, together))).toEqual(['torn']);
  });

  it('a writer shuts the gate before it waits for the readers inside: one that recurses deadlocks with it', () => {
    const nested = ['lock P shared', 'lock P shared', 'unlock P', 'unlock P'];
    const scenario = lanes(['percpu-rwsem P'], nested, ['lock P', 'unlock P']);
    expect(failuresOf(scenario)).toEqual(['deadlock']);
    expect(messageOf(scenario, 'deadlock')).toBe(
      'CPU0 holds P (1:1) and waits for P (1:2); CPU1 waits for P (2:1) and keeps CPU0 out',
    );
  });

  it('tried for reading fail once the gate is shut', () => {
    const tries = ['trylock P shared into T', 'check T == 1 else wrong-state', 'unlock P'];
    expect(failuresOf(lanes(['percpu-rwsem P', 'cell T'], tries, ['lock P shared', 'unlock P']))).toEqual([]);
    expect(failuresOf(lanes(['percpu-rwsem P', 'cell T'], tries, ['lock P', 'unlock P']))).toEqual(['wrong-state']);
    expect(() => failuresOf(lanes(['percpu-rwsem P', 'cell T'], ['trylock P into T']))).toThrow(
      /"trylock" is written: trylock \{percpu-rwsem\} shared into \{cell\}$/,
    );
  });

  it('taken twice for writing, upgraded, or released without being held', () => {
    expect(failuresOf(lanes(['percpu-rwsem P'], ['lock P', 'lock P']))).toEqual(['deadlock']);
    expect(failuresOf(lanes(['percpu-rwsem P'], ['lock P shared', 'lock P']))).toEqual(['deadlock']);
    expect(failuresOf(lanes(['percpu-rwsem P = CPU1'], ['unlock P'], ['pass']))).toEqual(['warning']);
  });
});
