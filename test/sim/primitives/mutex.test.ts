import { describe, expect, it } from 'vitest';
import { explore } from '../../../src/sim/index.ts';
import { failuresOf, lanes, messageOf } from '../race.ts';

describe('mutexes', () => {
  it('exclude: nobody is inside with another one', () => {
    const section = ['lock M', 'inside = inside + 1', 'check inside == 1 else torn', 'inside = inside - 1', 'unlock M'];
    const whole = lanes(['mutex M', 'cell inside'], section, section, section);
    expect(failuresOf(whole)).toEqual([]);
    expect(explore(whole).finishes).toBe(true);
    expect(failuresOf(lanes(['mutex M', 'cell inside'], section.slice(1, 4), section))).toContain('torn');
  });

  it('taken twice by one lane deadlock', () => {
    const twice = lanes(['mutex M'], ['lock M', 'lock M']);
    expect(failuresOf(twice)).toEqual(['deadlock']);
    expect(messageOf(twice, 'deadlock')).toBe('CPU0 holds M (1:1) and waits for M (1:2): it waits for itself');
  });

  it('are released by their owner alone', () => {
    expect(failuresOf(lanes(['mutex M = CPU1'], ['lock M', 'unlock M'], ['unlock M']))).toEqual([]);
    expect(failuresOf(lanes(['mutex M = CPU1'], ['unlock M'], ['pass']))).toEqual(['warning']);
    expect(failuresOf(lanes(['mutex M'], ['lock M', 'unlock M', 'unlock M']))).toEqual(['warning']);
  });

  it('tried say whether they were taken, also by the lane itself', () => {
    const inside = [
      'trylock M into T',
      'if T == 0 goto end',
      'x = x + 1',
      'check x == 1 else torn',
      'x = 0',
      'unlock M',
    ];
    const outcome = explore(
      lanes(
        ['mutex M', 'cell T', 'cell U', 'cell x'],
        inside,
        inside.map((each) => each.replaceAll('T', 'U')),
      ),
    );
    expect(outcome.witnesses).toEqual([]);
    expect(outcome.finishes).toBe(true);
    expect(failuresOf(lanes(['mutex M', 'cell T'], ['lock M', 'trylock M into T', 'check T == 0 else torn']))).toEqual(
      [],
    );
  });

  it('are not taken shared', () => {
    expect(() => failuresOf(lanes(['mutex M'], ['lock M shared']))).toThrow(/"lock" is written: lock \{mutex\}$/);
  });
});
