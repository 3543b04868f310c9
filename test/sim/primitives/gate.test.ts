import { describe, expect, it } from 'vitest';
import { explore } from '../../../src/sim/index.ts';
import { failuresOf, lanes, messageOf } from '../race.ts';

const USER = ['enter g', 'use a', 'exit g'];

describe('gates', () => {
  it('keep everybody out once they are frozen and left', () => {
    const frees = ['freeze g', 'wait-frozen g', 'free a'];
    const tries = ['try-enter g into in', 'if in == 0 goto end', 'use a', 'exit g'];
    const declared = ['gate g', 'object a', 'cell in'];
    expect(failuresOf(lanes(declared, tries, frees))).toEqual([]);
    // not waiting for those inside, or not keeping new ones out
    expect(failuresOf(lanes(declared, tries, ['freeze g', 'free a']))).toEqual(['use-after-free']);
    expect(failuresOf(lanes(declared, tries, ['wait-frozen g', 'free a']))).toEqual(['use-after-free']);
  });

  it('hold up who wants in until they are unfrozen', () => {
    const changes = ['freeze g', 'wait-frozen g', 'x = 1', 'x = 0', 'unfreeze g'];
    const looks = ['enter g', 'check x == 0 else torn', 'exit g'];
    expect(failuresOf(lanes(['gate g', 'cell x'], looks, looks, changes))).toEqual([]);
    expect(failuresOf(lanes(['gate g', 'cell x'], looks, changes.slice(2, 4)))).toEqual(['torn']);
    expect(messageOf(lanes(['gate g frozen', 'object a'], USER), 'hang')).toBe(
      'CPU0 waits at 1:1 for g to be unfrozen, which nobody brings any more',
    );
  });

  it('nest, and warn of what is taken back too often', () => {
    const twice = ['freeze g', 'freeze g', 'unfreeze g'];
    expect(failuresOf(lanes(['gate g', 'object a'], USER, twice))).toEqual(['hang']);
    expect(failuresOf(lanes(['gate g', 'object a'], USER, [...twice, 'unfreeze g']))).toEqual([]);
    expect(failuresOf(lanes(['gate g'], ['unfreeze g']))).toEqual(['warning']);
    expect(failuresOf(lanes(['gate g'], ['exit g']))).toEqual(['warning']);
  });

  it('may be left by another than who entered', () => {
    const declared = ['gate g', 'completion submitted', 'object a'];
    const submits = ['enter g', 'complete submitted'];
    const completes = ['wait-completion submitted', 'use a', 'exit g'];
    expect(failuresOf(lanes(declared, submits, completes, ['await 1', 'freeze g', 'wait-frozen g']))).toEqual(['hang']);
    const waits = ['freeze g', 'wait-frozen g', 'unfreeze g'];
    expect(failuresOf(lanes(declared, submits, completes, waits))).toEqual([]);
  });

  it('deadlock: frozen from inside, entered while one froze it, or under a lock that those inside want', () => {
    expect(failuresOf(lanes(['gate g'], ['enter g', 'freeze g', 'wait-frozen g', 'unfreeze g', 'exit g']))).toEqual([
      'deadlock',
    ]);
    expect(failuresOf(lanes(['gate g'], ['freeze g', 'enter g', 'exit g', 'unfreeze g']))).toEqual(['deadlock']);
    const locks = ['enter g', 'lock L', 'unlock L', 'exit g'];
    const freezes = ['lock L', 'freeze g', 'wait-frozen g', 'unfreeze g', 'unlock L'];
    expect(failuresOf(lanes(['gate g', 'lock L'], locks, freezes))).toEqual(['deadlock']);
    const outside = ['freeze g', 'wait-frozen g', 'unfreeze g', 'lock L', 'unlock L'];
    expect(failuresOf(lanes(['gate g', 'lock L'], locks, outside))).toEqual([]);
  });

  it('one that was never left hangs who waits for it, whatever others would enter and leave later', () => {
    const scenario = lanes(['gate g'], ['enter g'], ['freeze g', 'wait-frozen g', 'unfreeze g'], ['enter g', 'exit g']);
    expect(failuresOf(scenario)).toEqual(['hang']);
    expect(explore(scenario).finishes).toBe(true);
  });
});
