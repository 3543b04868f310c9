import { describe, expect, it } from 'vitest';
import { explore } from '../../../src/sim/index.ts';
import { failuresOf, lanes, messageOf } from '../race.ts';

describe('bit locks', () => {
  it('exclude', () => {
    const section = ['lock B', 'inside = inside + 1', 'check inside == 1 else torn', 'inside = inside - 1', 'unlock B'];
    expect(failuresOf(lanes(['bit-lock B', 'cell inside'], section, section))).toEqual([]);
  });

  it('are released by anybody: the end of a read unlocks the page that the reader locked', () => {
    const reads = ['lock B', 'started = 1'];
    const ends = ['await started == 1', 'x = 1', 'unlock B'];
    const waits = ['await started == 1', 'wait-unlocked B', 'check x == 1 else torn'];
    const scenario = lanes(['bit-lock B', 'cell started', 'cell x'], reads, ends, waits);
    expect(failuresOf(scenario)).toEqual([]);
    expect(explore(scenario).finishes).toBe(true);
    expect(failuresOf(lanes(['bit-lock B = CPU0'], ['pass'], ['unlock B']))).toEqual([]);
    expect(failuresOf(lanes(['bit-lock B'], ['lock B', 'unlock B', 'unlock B']))).toEqual(['warning']);
  });

  it('waited for are not taken', () => {
    expect(failuresOf(lanes(['bit-lock B'], ['wait-unlocked B', 'lock B', 'unlock B']))).toEqual([]);
    expect(
      failuresOf(lanes(['bit-lock B', 'cell T'], ['trylock B into T', 'check T == 1 else torn', 'wait-unlocked B'])),
    ).toEqual(['deadlock']);
  });

  it('deadlock against another lock, and with themselves', () => {
    const scenario = lanes(
      ['bit-lock page', 'mutex M'],
      ['lock page', 'lock M', 'unlock M', 'unlock page'],
      ['lock M', 'wait-unlocked page', 'unlock M'],
    );
    expect(messageOf(scenario, 'deadlock')).toBe(
      'CPU0 holds page (1:1) and waits for M (1:2); CPU1 holds M (2:1) and waits for page (2:2)',
    );
    expect(failuresOf(lanes(['bit-lock B'], ['lock B', 'lock B']))).toEqual(['deadlock']);
  });

  it('that nobody releases any more hang', () => {
    expect(failuresOf(lanes(['bit-lock B'], ['lock B'], ['wait-unlocked B']))).toEqual(['hang']);
  });
});
