import { describe, expect, it } from 'vitest';
import { failuresOf, lanes } from '../race.ts';

const fails = (declarations: readonly string[], ...steps: readonly (readonly string[])[]) =>
  failuresOf(lanes(declarations, ...steps));

describe('objects', () => {
  it('are used while they live', () => {
    expect(fails(['object a'], ['use a'])).toEqual([]);
    expect(fails(['object a freed'], ['use a'])).toEqual(['use-after-free']);
    expect(fails(['object a unallocated'], ['use a'])).toEqual(['wrong-state']);
    expect(fails(['object a'], ['use a'], ['free a'])).toEqual(['use-after-free']);
  });

  it('are reached through pointers', () => {
    expect(fails(['object a', 'cell p = a'], ['use p'], ['p = null'])).toEqual(['null-deref']);
    expect(fails(['object a', 'object b freed', 'cell p = a'], ['use p'], ['p = b'])).toEqual(['use-after-free']);
    expect(fails(['cell p = 7'], ['use p'])).toEqual(['wrong-state']);
  });

  it('are freed once; freeing NULL does nothing', () => {
    expect(fails(['object a'], ['free a'], ['free a'])).toEqual(['double-free']);
    expect(fails(['cell p = null'], ['free p'])).toEqual([]);
    expect(
      fails(
        ['object a', 'cell p = a', 'lock L'],
        ['lock L; free p; p = null; unlock L'],
        ['lock L; free p; p = null; unlock L'],
      ),
    ).toEqual([]);
  });

  it('live as long as a reference is left', () => {
    expect(fails(['object a refs 2'], ['put a'], ['use a', 'put a'])).toEqual([]);
    expect(fails(['object a refs 1'], ['put a'], ['use a'])).toEqual(['use-after-free']);
    expect(fails(['object a refs 2'], ['put a', 'put a', 'put a'])).toEqual(['use-after-free']);
    expect(fails(['object a refs 1'], ['get a', 'put a', 'use a', 'put a'])).toEqual([]);
    expect(fails(['object a refs 0'], ['get a'])).toEqual(['warning']);
  });

  it('give no reference when the last is gone, if asked so', () => {
    const careful = ['get-unless-zero a into got', 'if got == 0 goto end', 'use a', 'put a'];
    expect(fails(['object a refs 0', 'cell got'], careful)).toEqual([]);
    expect(fails(['object a refs 1', 'cell got'], careful)).toEqual([]);
    // the memory itself must still be there
    expect(fails(['object a refs 1', 'cell got'], careful, ['put a'])).toEqual(['use-after-free']);
  });

  it('are allocated once', () => {
    expect(fails(['object a unallocated', 'cell p'], ['alloc a into p', 'use p', 'free p'])).toEqual([]);
    expect(fails(['object a unallocated', 'cell p'], ['alloc a into p'], ['use p'])).toEqual(['null-deref']);
    expect(fails(['object a unallocated', 'cell p'], ['alloc a into p', 'free p', 'alloc a into p'])).toEqual([
      'wrong-state',
    ]);
  });
});
