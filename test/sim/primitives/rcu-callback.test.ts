import { describe, expect, it } from 'vitest';
import { scenarioProblems } from '../../../src/sim/index.ts';
import { failuresOf, lanes, race } from '../race.ts';

const DECLARED = ['readers rcu', 'callback cb = rcu', 'object a', 'cell p = a', 'cell mine'];
const READER = ['read-lock rcu', 'mine = p', 'if mine == null goto 1:5', 'use mine', 'read-unlock rcu'];
const CALLBACK = ['begin cb', 'free a', 'end cb'];

describe('RCU callbacks', () => {
  it('run after every reader that was inside when they were queued', () => {
    expect(failuresOf(lanes(DECLARED, READER, ['p = null', 'call-rcu cb'], CALLBACK))).toEqual([]);
    // queued before the pointer is taken out
    expect(failuresOf(lanes(DECLARED, READER, ['call-rcu cb', 'p = null'], CALLBACK))).toEqual(['use-after-free']);
    // a reader that is in no section
    const bare = READER.filter((step) => !step.startsWith('read-')).map((step) => step.replace('1:5', 'end'));
    expect(failuresOf(lanes(DECLARED, bare, ['p = null', 'call-rcu cb'], CALLBACK))).toEqual(['use-after-free']);
  });

  it('do not wait for readers of another domain, nor for later ones', () => {
    const other = DECLARED.map((line) => line.replace('= rcu', '= srcu'));
    expect(failuresOf(lanes(['readers srcu', ...other], READER, ['p = null', 'call-rcu cb'], CALLBACK))).toEqual([
      'use-after-free',
    ]);
    const later = ['await x == 1', 'read-lock rcu', 'await y == 1', 'read-unlock rcu'];
    const declared = ['readers rcu', 'callback cb = rcu', 'cell x', 'cell y'];
    expect(failuresOf(lanes(declared, later, ['call-rcu cb', 'x = 1'], ['begin cb', 'y = 1', 'end cb']))).toEqual([]);
    // inside before: the callback waits for it, and it for the callback
    const before = ['call-rcu cb'];
    expect(
      failuresOf(
        lanes(
          declared,
          ['read-lock rcu', 'x = 1', 'await y == 1', 'read-unlock rcu'],
          ['await x == 1', ...before],
          ['begin cb', 'y = 1', 'end cb'],
        ),
      ),
    ).toEqual(['deadlock']);
  });

  it('queued a second time before they ran are a warning; afterwards they are not', () => {
    expect(failuresOf(lanes(DECLARED, ['call-rcu cb', 'call-rcu cb']))).toEqual(['warning']);
    const runs = ['begin cb', 'x = x + 1', 'again cb'];
    const declared = ['readers rcu', 'callback cb = rcu', 'cell x'];
    expect(failuresOf(lanes(declared, runs, ['call-rcu cb', 'await x == 1', 'call-rcu cb', 'await x == 2']))).toEqual(
      [],
    );
  });

  it('are waited for by a barrier, not by a grace period', () => {
    const uses = ['begin cb', 'use module', 'end cb'];
    const declared = ['readers rcu', 'callback cb = rcu', 'object module'];
    expect(failuresOf(lanes(declared, uses, ['call-rcu cb', 'wait-readers rcu', 'free module']))).toEqual([
      'use-after-free',
    ]);
    expect(failuresOf(lanes(declared, uses, ['call-rcu cb', 'rcu-barrier rcu', 'free module']))).toEqual([]);
    // of several, all; of one queued later, not
    const two = ['readers rcu', 'callback cb = rcu', 'callback cc = rcu', 'object module'];
    const other = ['begin cc', 'use module', 'end cc'];
    expect(
      failuresOf(lanes(two, uses, other, ['call-rcu cb', 'call-rcu cc', 'rcu-barrier rcu', 'free module'])),
    ).toEqual([]);
    expect(
      failuresOf(lanes(two, uses, other, ['call-rcu cb', 'rcu-barrier rcu', 'call-rcu cc', 'free module'])),
    ).toEqual(['use-after-free']);
    expect(failuresOf(lanes(['readers rcu'], ['rcu-barrier rcu']))).toEqual([]);
  });

  it('deadlock with a barrier under a lock that they take, or that a reader before them wants', () => {
    const locks = ['begin cb', 'lock L', 'unlock L', 'end cb'];
    const barrier = ['lock L', 'rcu-barrier rcu', 'unlock L'];
    const declared = ['readers rcu', 'callback cb = rcu', 'lock L'];
    expect(failuresOf(lanes(declared, locks, ['call-rcu cb', ...barrier]))).toEqual(['deadlock']);
    const reader = ['read-lock rcu', 'lock L', 'unlock L', 'read-unlock rcu'];
    const plain = ['begin cb', 'end cb'];
    expect(failuresOf(lanes(declared, plain, reader, ['call-rcu cb', ...barrier]))).toEqual(['deadlock']);
    expect(failuresOf(lanes(declared, plain, ['call-rcu cb', ...barrier]))).toEqual([]);
    expect(failuresOf(lanes(declared, ['begin cb', 'rcu-barrier rcu', 'end cb'], ['call-rcu cb']))).toEqual([
      'deadlock',
    ]);
  });

  it('need a domain', () => {
    expect(scenarioProblems(race('lock L\ncallback cb = L\nlane A'), 'x.race')).toMatchObject([
      { code: 'race-syntax', line: 2, detail: 'a callback needs its domain of readers: callback NAME = READERS' },
    ]);
  });
});

describe('read-side sections', () => {
  it('ended where none was begun are a warning', () => {
    expect(failuresOf(lanes(['readers srcu'], ['read-unlock srcu']))).toEqual(['warning']);
  });
});
