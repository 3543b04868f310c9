import { describe, expect, it } from 'vitest';
import { problemLine } from '../../../src/problem-texts.ts';
import { scenarioProblems } from '../../../src/sim/index.ts';
import { failuresOf, race } from '../race.ts';

const problemsOf = (text: string) => scenarioProblems(race(text), 'x.race').map(problemLine);

describe('a text that releases what a lane never holds', () => {
  it.each(['lock', 'mutex', 'rwlock', 'rwsem', 'percpu-rwsem', 'seqlock'])(
    'is told with line and column: %s',
    (kind) => {
      expect(problemsOf(`${kind} L\nlane A\n  1:1 lock L\n  1:2 unlock L\nlane B\n  2:1 pass\n  2:2 unlock L`)).toEqual(
        [
          'x.race:7:7: B never takes L and does not hold it at the start, so it cannot release it; take it before, or declare it as held: = LANE',
        ],
      );
    },
  );

  it('also a write that never begins, and what is downgraded', () => {
    expect(problemsOf('seqcount S\nlane A\n  1:1 write-end S')).toHaveLength(1);
    expect(problemsOf('rwsem S\nlane A\n  1:1 downgrade S')).toHaveLength(1);
  });

  it.each([
    ['held at the start', 'mutex L = A\nlane A\n  1:1 unlock L'],
    ['tried', 'mutex L\ncell T\nlane A\n  1:1 trylock L into T\n  1:2 unlock L'],
    ['taken on one way', 'mutex L\ncell x\nlane A\n  1:1 if x == 1 goto 1:3\n  1:2 lock L\n  1:3 unlock L'],
    ['a bit lock, which anybody releases', 'bit-lock L\nlane A\n  1:1 lock L\nlane B\n  2:1 unlock L'],
  ])('is none where it may be held: %s', (_, text) => {
    expect(problemsOf(text)).toEqual([]);
  });

  it('releasing twice what was taken once is a bug to be run, not a slip', () => {
    const text = 'mutex L\nlane A\n  1:1 lock L\n  1:2 unlock L\n  1:3 unlock L';
    expect(problemsOf(text)).toEqual([]);
    expect(failuresOf(race(text))).toEqual(['warning']);
  });
});
