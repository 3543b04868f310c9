import { describe, expect, it } from 'vitest';
import { explore } from '../../../src/sim/index.ts';
import { failuresOf, lanes, messageOf } from '../race.ts';

describe('locks', () => {
  it('exclude: nobody is inside with another one', () => {
    const section = ['lock L', 'inside = inside + 1', 'check inside == 1 else torn', 'inside = inside - 1', 'unlock L'];
    expect(failuresOf(lanes(['lock L', 'cell inside'], section, section, section))).toEqual([]);
    const open = section.slice(1, 4);
    expect(failuresOf(lanes(['lock L', 'cell inside'], open, section))).toContain('torn');
  });

  it('held shared let other readers in and keep writers out', () => {
    const reader = ['lock L shared', 'readers = readers + 1', 'readers = readers - 1', 'unlock L'];
    const writer = ['lock L', 'check readers == 0 else torn', 'unlock L'];
    expect(failuresOf(lanes(['lock L', 'cell readers'], reader, reader, writer))).toEqual([]);
    const both = ['lock L shared', 'x = x + 1', 'check x == 1 else torn', 'unlock L'];
    expect(failuresOf(lanes(['lock L', 'cell x'], both, both))).toEqual(['torn']);
  });

  it('are held shared several times by one lane, and released as often', () => {
    const twice = ['lock L shared', 'lock L shared', 'unlock L', 'unlock L'];
    expect(failuresOf(lanes(['lock L'], twice, ['lock L', 'unlock L']))).toEqual([]);
    expect(
      failuresOf(
        lanes(
          ['lock L'],
          Array.from({ length: 8 }, () => 'lock L shared'),
        ),
      ),
    ).toEqual(['warning']);
  });

  it('that a writer queues for let no further reader in', () => {
    const writer = ['want L', 'lock L', 'unlock L'];
    const nested = ['lock L shared', 'lock L shared', 'unlock L', 'unlock L'];
    const scenario = lanes(['lock L'], nested, writer);
    expect(failuresOf(scenario)).toEqual(['deadlock']);
    expect(messageOf(scenario, 'deadlock')).toBe(
      'CPU0 holds L (1:1) and waits for L (1:2); CPU1 waits for L (2:2) and keeps CPU0 out',
    );
    expect(failuresOf(lanes(['lock L'], ['lock L shared', 'unlock L'], writer, writer))).toEqual([]);
  });

  it('are not taken twice by one lane, nor upgraded', () => {
    expect(failuresOf(lanes(['lock L'], ['lock L', 'lock L']))).toEqual(['deadlock']);
    expect(failuresOf(lanes(['lock L'], ['lock L shared', 'lock L']))).toEqual(['deadlock']);
    expect(messageOf(lanes(['lock L'], ['lock L', 'lock L']), 'deadlock')).toBe(
      'CPU0 holds L (1:1) and waits for L (1:2): it waits for itself',
    );
  });

  it('may be held at the start, by a lane', () => {
    const held = lanes(['lock L = CPU0', 'cell x'], ['x = 1', 'unlock L'], ['lock L', 'check x == 1 else torn']);
    expect(failuresOf(held)).toEqual([]);
  });

  it('released by who does not hold them give a warning', () => {
    expect(failuresOf(lanes(['lock L'], ['unlock L']))).toEqual(['warning']);
    expect(failuresOf(lanes(['lock L = CPU1'], ['unlock L'], ['pass']))).toEqual(['warning']);
  });

  it('tried say whether they were taken, and never block', () => {
    const first = [
      'trylock L into a',
      'if a == 0 goto end',
      'x = x + 1',
      'check x == 1 else torn',
      'x = 0',
      'unlock L',
    ];
    const second = first.map((each) => each.replaceAll(/\ba\b/g, 'b'));
    const outcome = explore(lanes(['lock L', 'cell a', 'cell b', 'cell x'], first, second));
    expect(outcome.witnesses).toEqual([]);
    expect(outcome.finishes).toBe(true);
    expect(failuresOf(lanes(['lock L', 'cell a'], ['lock L', 'trylock L into a', 'check a == 0 else torn']))).toEqual(
      [],
    );
  });
});
