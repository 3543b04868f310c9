import { describe, expect, it } from 'vitest';
import { explore } from '../../../src/sim/index.ts';
import { failuresOf, lanes, messageOf } from '../race.ts';

const CELLS = ['cell x = 5', 'cell r', 'cell seen', 'cell p = a', 'object a'];
/** The failures of one lane that runs the step and then looks at x and r. */
const leaves = (step: string, x: number, r: number) =>
  failuresOf(lanes(CELLS, [step, `check x == ${x} && r == ${r} else torn`]));

describe('atomic operations', () => {
  it.each([
    ['inc x', 6, 0],
    ['dec x', 4, 0],
    ['atomic-add 3 to x', 8, 0],
    ['atomic-add (-3) to x', 2, 0],
    ['add-return 2 to x into r', 7, 7],
    ['fetch-add 2 to x into r', 7, 5],
    ['fetch-or 2 to x into r', 7, 5],
    ['fetch-and 4 to x into r', 4, 5],
    ['dec-and-test x into r', 4, 0],
    ['x = 1; dec-and-test x into r', 0, 1],
    ['inc-not-zero x into r', 6, 1],
    ['x = 0; r = 7; inc-not-zero x into r', 0, 0],
    ['atomic-add 2 to x unless 5 into r', 5, 0],
    ['atomic-add 2 to x unless 4 into r', 7, 1],
    ['exchange x with 9 into r', 9, 5],
    ['compare-exchange x from 5 to 8 into r', 8, 5],
    ['compare-exchange x from 4 to 8 into r', 5, 5],
    // what is given, and what is computed from, are the values before
    ['r = 2; fetch-add r to x into r', 7, 5],
    ['fetch-add x to x into r', 10, 5],
    ['r = 2; fetch-add (x + r) to x into r', 12, 5],
    ['r = 2; exchange x with (x + r) into r', 7, 5],
  ])('%s leaves x = %d and gives %d', (step, x, r) => {
    expect(leaves(step, x, r)).toEqual([]);
    expect(leaves(step, x + 1, r)).toEqual(['torn']);
    expect(leaves(step, x, r + 1)).toEqual(['torn']);
  });

  it('give the old value to the cell itself, where that is named twice', () => {
    expect(leaves('fetch-add 2 to x into x', 5, 0)).toEqual([]);
    expect(leaves('exchange x with 9 into x', 5, 0)).toEqual([]);
    expect(leaves('add-return 2 to x into x', 7, 0)).toEqual([]);
  });

  it('lose no update of each other; a plain write-back over one does', () => {
    const declared = ['cell x', 'cell seen', 'cell r'];
    expect(
      failuresOf(lanes(declared, ['inc x'], ['fetch-add 2 to x into r'], ['exchange x with 0 into seen'])),
    ).toEqual([]);
    const plain = lanes(declared, ['seen = x', 'x = seen + 1'], ['inc x']);
    expect(failuresOf(plain)).toEqual(['lost-update']);
    expect(messageOf(plain, 'lost-update')).toBe(
      'at "1:2" CPU0 overwrites a write that it has not seen (by CPU1 at "2:1"), which is lost',
    );
    expect(failuresOf(lanes(declared, ['fetch-add 0 to x into seen', 'x = seen + 1'], ['inc x']))).toEqual([
      'lost-update',
    ]);
    expect(failuresOf(lanes(declared, ['seen = x', 'atomic-add (seen + 1) to x'], ['inc x']))).toEqual([]);
    // looked at again
    expect(failuresOf(lanes(declared, ['seen = x', 'exchange x with 0 into seen; x = seen + 1'], ['inc x']))).toEqual(
      [],
    );
  });

  it('that do not write outdate nothing', () => {
    const declared = ['cell x', 'cell seen', 'cell r'];
    const back = ['seen = x', 'x = seen + 1'];
    expect(failuresOf(lanes(declared, back, ['compare-exchange x from 7 to 8 into r']))).toEqual([]);
    expect(failuresOf(lanes(declared, back, ['compare-exchange x from 0 to 8 into r']))).toEqual(['lost-update']);
    expect(
      failuresOf(
        lanes(
          ['cell x = 0', 'cell seen', 'cell r', 'cell y in 0, 1'],
          ['seen = y', 'y = seen'],
          ['inc-not-zero x into r'],
        ),
      ),
    ).toEqual([]);
  });

  it('decide who is last', () => {
    const put = ['dec-and-test refs into T', 'if T == 0 goto end', 'free a'].map((step) => step);
    const own = (lane: number) => put.map((step) => step.replaceAll('T', `t${lane}`));
    const declared = ['object a', 'cell refs = 2', 'cell t0', 'cell t1'];
    expect(failuresOf(lanes(declared, own(0), own(1)))).toEqual([]);
    expect(explore(lanes(declared, own(0), own(1), ['await t0 == 1 || t1 == 1'])).finishes).toBe(true);
    const apart = (lane: number) =>
      ['dec refs', `if refs != 0 goto end`, 'free a'].map((step) => step.replaceAll('T', `t${lane}`));
    expect(failuresOf(lanes(declared, apart(0), apart(1)))).toEqual(['double-free']);
  });
});

describe('bit operations', () => {
  it.each([
    ['set-bit 1 of x', 7, 0],
    ['clear-bit 0 of x', 4, 0],
    ['change-bit 0 of x', 4, 0],
    ['change-bit 1 of x', 7, 0],
    ['test-bit 2 of x into r', 5, 1],
    ['test-bit 1 of (x + 2) into r', 5, 1],
    ['test-and-set-bit 1 of x into r', 7, 0],
    ['test-and-set-bit 0 of x into r', 5, 1],
    ['test-and-clear-bit 0 of x into r', 4, 1],
    ['test-and-clear-bit 1 of x into r', 5, 0],
    ['r = 1; test-and-set-bit r of x into r', 7, 0],
  ])('%s leaves x = %d and gives %d', (step, x, r) => {
    expect(leaves(step, x, r)).toEqual([]);
    expect(leaves(step, x + 1, r)).toEqual(['torn']);
  });

  it('lose nothing of each other; a non-atomic one beside them does', () => {
    expect(failuresOf(lanes(['cell x', 'cell seen'], ['set-bit 0 of x'], ['set-bit 1 of x']))).toEqual([]);
    expect(failuresOf(lanes(['cell x', 'cell seen'], ['set-bit 0 of x'], ['seen = x', 'x = seen | 2']))).toEqual([
      'lost-update',
    ]);
  });

  it('have words of 32 bits', () => {
    expect(
      failuresOf(lanes(['cell x', 'cell r'], ['set-bit 31 of x', 'test-bit 31 of x into r', 'check r == 1 else torn'])),
    ).toEqual([]);
    expect(() => failuresOf(lanes(['cell x'], ['set-bit 32 of x']))).toThrow(/bits 0 to 31/);
  });
});
