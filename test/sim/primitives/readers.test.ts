import { describe, expect, it } from 'vitest';
import { failuresOf, lanes, messageOf } from '../race.ts';

const DECLARED = ['readers rcu', 'object a', 'cell p = a'];
const READER = ['read-lock rcu', 'if p == null goto 1:4', 'use p', 'read-unlock rcu'];

describe('readers and grace periods', () => {
  it('wait for those who are inside', () => {
    // the pointer is read once, so the reader keeps its own copy
    const reader = ['read-lock rcu', 'mine = p', 'if mine == null goto 1:5', 'use mine', 'read-unlock rcu'];
    const declared = [...DECLARED, 'cell mine'];
    expect(failuresOf(lanes(declared, reader, ['p = null', 'wait-readers rcu', 'free a']))).toEqual([]);
    expect(failuresOf(lanes(declared, reader, ['p = null', 'free a']))).toEqual(['use-after-free']);
    expect(failuresOf(lanes(declared, reader, ['wait-readers rcu', 'p = null', 'free a']))).toEqual(['use-after-free']);
    expect(failuresOf(lanes(DECLARED, READER, ['p = null']))).toEqual(['null-deref']);
  });

  it('do not wait for later ones', () => {
    // a reader that never leaves holds up only the grace periods that began while it was inside
    const steps = [
      ['await x == 1', 'read-lock rcu', 'await y == 1', 'read-unlock rcu'],
      ['wait-readers rcu', 'y = 1'],
      ['x = 1'],
    ];
    const outcome = failuresOf(lanes(['readers rcu', 'cell x', 'cell y'], ...steps));
    // begun after the reader entered it waits for the reader, who waits for it
    expect(outcome).toEqual(['deadlock']);
    const early = [
      ['await x == 1', 'read-lock rcu', 'await y == 1', 'read-unlock rcu'],
      ['wait-readers rcu', 'x = 1', 'y = 1'],
    ];
    expect(failuresOf(lanes(['readers rcu', 'cell x', 'cell y'], ...early))).toEqual([]);
  });

  it('nest', () => {
    const nested = ['read-lock rcu', 'read-lock rcu', 'read-unlock rcu', 'use a', 'read-unlock rcu'];
    expect(
      failuresOf(
        lanes(
          ['readers rcu', 'object a', 'cell x'],
          ['await x == 1', 'wait-readers rcu', 'free a'],
          ['read-lock rcu', 'x = 1', ...nested, 'use a', 'read-unlock rcu'],
        ),
      ),
    ).toEqual([]);
  });

  it('deadlock with a lane that waits inside its own section, or inside a lock that a reader wants', () => {
    expect(failuresOf(lanes(['readers rcu'], ['read-lock rcu', 'wait-readers rcu', 'read-unlock rcu']))).toEqual([
      'deadlock',
    ]);
    const scenario = lanes(
      ['readers rcu', 'lock L'],
      ['read-lock rcu', 'lock L', 'unlock L', 'read-unlock rcu'],
      ['lock L', 'wait-readers rcu', 'unlock L'],
    );
    expect(messageOf(scenario, 'deadlock')).toBe(
      'CPU0 reads under rcu (1:1) and waits for L (1:2); CPU1 holds L (2:1) and waits for a grace period of rcu (2:2)',
    );
  });

  it('of one domain do not hold up another', () => {
    expect(
      failuresOf(lanes(['readers rcu', 'readers srcu'], ['read-lock srcu', 'wait-readers rcu', 'read-unlock srcu'])),
    ).toEqual([]);
  });

  it('what stands before a grace period on its line happens once', () => {
    expect(
      failuresOf(lanes(['readers rcu', 'cell x'], ['x = x + 1; wait-readers rcu; check x == 1 else torn'])),
    ).toEqual([]);
  });
});
