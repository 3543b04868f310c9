import { describe, expect, it } from 'vitest';
import { explore } from '../../../src/sim/index.ts';
import { failuresOf, lanes } from '../race.ts';

describe('cells', () => {
  it('start at each value of their domain, at 0 where none is given', () => {
    const seen = (declaration: string) =>
      [-1, 0, 1, 2].filter((value) => failuresOf(lanes([declaration], [`check x != ${value} else torn`])).length > 0);
    expect(seen('cell x')).toEqual([0]);
    expect(seen('cell x = -1')).toEqual([-1]);
    expect(seen('cell x in 0, 2, 2')).toEqual([0, 2]);
    expect(explore(lanes(['cell x in 0, 1, 2', 'cell y in 0, 1'], ['pass'])).states).toBe(12);
  });

  it('hold what constants stand for', () => {
    expect(
      failuresOf(lanes(['cell x = RUNNING', 'constant RUNNING = 3'], ['check x == RUNNING && RUNNING == 3 else torn'])),
    ).toEqual([]);
  });

  it.each([
    ['1 + 2 - 4 == -1', true],
    ['(6 & 3) == 2 && (6 | 1) == 7', true],
    ['!0 == 1 && !5 == 0', true],
    ['2 > 1 && 1 >= 1 && 1 < 2 && 2 <= 2', true],
    ['0 || 3', true],
    ['3 && 0', false],
    ['2147483647 + 1 < 0', true],
  ])('compute %s', (condition, holds) => {
    expect(failuresOf(lanes([], [`check ${condition} else torn`]))).toEqual(holds ? [] : ['torn']);
  });

  it('lose an update that is computed from an old value', () => {
    const racy = ['seen = x', 'x = seen + 1'];
    const other = ['mine = x', 'x = mine + 1'];
    const cells = ['cell x', 'cell seen', 'cell mine', 'lock L'];
    expect(failuresOf(lanes(cells, racy, other))).toEqual(['lost-update']);
    const held = (steps: readonly string[]) => ['lock L', ...steps, 'unlock L'];
    expect(failuresOf(lanes(cells, held(racy), held(other)))).toEqual([]);
    expect(failuresOf(lanes(cells, ['x = x + 1'], ['x = x + 1']))).toEqual([]);
    // looked at again before it is written: nothing is lost
    expect(failuresOf(lanes(cells, ['seen = x', 'seen = x; x = seen + 1'], ['x = 5']))).toEqual([]);
  });
});

describe('statements', () => {
  it('noted: an execution in which it is false proves nothing', () => {
    const outcome = explore(lanes(['cell x'], ['noted x == 1', 'check 0 else torn'], ['x = 1']));
    expect(outcome.witnesses.map(({ token }) => token)).toEqual(['0/1-0-0']);
    expect(explore(lanes(['cell x'], ['noted x == 1', 'check 0 else torn'])).finished).toEqual([false]);
  });

  it('await: blocks until it holds', () => {
    expect(failuresOf(lanes(['cell x'], ['await x == 1', 'check x == 1 else torn'], ['x = 1']))).toEqual([]);
    expect(failuresOf(lanes(['cell x'], ['await x == 1'], ['x = 1', 'x = 0']))).toEqual(['hang']);
  });

  it('if: goes on elsewhere, over what follows on its line', () => {
    expect(
      failuresOf(lanes(['cell x'], ['if x == 0 goto 1:3; check 0 else torn', 'check 0 else torn', 'pass'])),
    ).toEqual([]);
    expect(failuresOf(lanes(['cell x'], ['if x == 0 goto end', 'check 0 else torn']))).toEqual([]);
    expect(failuresOf(lanes(['cell x'], ['x = x + 1', 'if x < 3 goto 1:1', 'check x == 3 else torn']))).toEqual([]);
  });

  it('of one step happen at once, or not at all', () => {
    expect(failuresOf(lanes(['cell x', 'cell y'], ['x = 1; y = 1'], ['check x == y else torn']))).toEqual([]);
    expect(failuresOf(lanes(['cell x', 'cell y'], ['x = 1', 'y = 1'], ['check x == y else torn']))).toEqual(['torn']);
    // the lock is not taken while the condition is false
    expect(failuresOf(lanes(['cell x', 'lock L'], ['lock L; await x == 1'], ['lock L', 'x = 1', 'unlock L']))).toEqual(
      [],
    );
  });
});
