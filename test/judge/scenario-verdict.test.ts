import { describe, expect, it } from 'vitest';
import { judgeScenario } from '../../src/judge/index.ts';
import { replay } from '../../src/sim/index.ts';
import { DEFAULT_BOUNDS } from '../../src/sim/types.ts';
import { options, race, raceVerdict } from './judged.ts';

/** Two lanes that count without a lock. */
const RACY = `
cell total = 0
cell x = 0
cell y = 0
lane A
  1:1 x = total
  2:1 total = x + 1
lane B
  3:1 y = total
  4:1 total = y + 1
`;
const LOCKED = RACY.replace('cell total', 'lock m\ncell total')
  .replace(/(\S+) (. = total)/g, '$1 lock m; $2')
  .replace(/(total = . \+ 1)/g, '$1; unlock m');
const GOAL = 'look for lost-update\n';
const DRAWN = 'drawn 1:1 3:1 4:1 2:1\n';

describe('reproduces', () => {
  it('comes with a witness that replays, and with the order that it needs', () => {
    const judged = raceVerdict(RACY + GOAL + DRAWN);
    expect(judged).toMatchObject({ verdict: 'reproduces', failure: 'lost-update', drawnOrder: { is: 'executable' } });
    expect(replay(judged.scenario, judged.witness?.token ?? '')).toMatchObject({ failure: 'lost-update' });
    expect(judged.why.map(({ kind }) => kind)).toEqual(['order', 'order']);
  });

  it('the first goal of the mail that is met decides', () => {
    const both = 'look for use-after-free shown\nlook for lost-update shown\n';
    expect(raceVerdict(RACY + both)).toMatchObject({ verdict: 'reproduces', failure: 'lost-update' });
  });
});

describe('refuted', () => {
  it('says what excludes the failure, and why the drawn order cannot run', () => {
    const judged = raceVerdict(LOCKED + GOAL + DRAWN);
    expect(judged).toMatchObject({
      verdict: 'refuted',
      failure: 'lost-update',
      witness: null,
      drawnOrder: { is: 'impossible', blocker: { on: 'm', holder: 0, since: '1:1' } },
      why: [{ kind: 'lock', lines: [1, 2, 3, 4] }],
    });
    expect(judged.reason).toMatch(/line 3 waits for m, held by A since line 1/);
  });
});

describe('undetermined', () => {
  const unknown = 'unknown 3:1 line 3 relevant "a call"\n';
  const cases: readonly [why: string, text: string, reason: RegExp][] = [
    ['no goal', LOCKED, /No failure is named/],
    ['a relevant step that is not understood', LOCKED + GOAL + unknown, /line 3 could matter/],
    [
      'a wait that is not modelled, where nothing fails',
      LOCKED + GOAL + unknown.replace('relevant', 'unmodelled'),
      /line 3 could matter/,
    ],
    [
      'a wait that is not modelled, where something fails',
      RACY + GOAL + unknown.replace('relevant', 'unmodelled'),
      /is reached.*but a call \(line 3\), which might exclude it/,
    ],
    ['a goal for which nothing is checked', `${LOCKED}look for stale-read at 2:1 line 2`, /nothing to look for/],
    [
      'a reordering where no order of the accesses matters',
      `${LOCKED}look for reordering`,
      /none would either if a barrier, a dependency or a lock were taken away/,
    ],
    ['a leak of what nobody says must be freed', `${LOCKED}look for leak`, /what must be freed by its end/],
    ['a data race', `plain v\n${LOCKED}look for data-race`, /weaker ones are not explored/],
    ['a refutation that nothing undoes', `${LOCKED}look for use-after-free`, /none would either/],
    ['another failure than the one that is claimed', `${RACY}look for deadlock`, /but some show lost-update/],
    [
      'one lane that fails alone',
      'object o\ncell x = 0\nlane A\n  1:1 free o\n  2:1 use o\nlane B\n  3:1 x = 1\nlook for use-after-free',
      /A gets there alone/,
    ],
    [
      'a failure outside of a drawn order that contradicts itself',
      `${RACY.replace('3:1 y', '3:1 noted total == 7; y').replace('cell total = 0', 'cell total in 0, 7')}${GOAL}drawn 1:1 2:1 3:1 4:1\n`,
      /only in another order/,
    ],
    [
      'a refutation whose drawn order contradicts itself',
      `${LOCKED.replace('3:1 lock m;', '3:1 lock m; noted total == 0;')}${GOAL}drawn 1:1 2:1 3:1 4:1\n`,
      /No execution shows lost-update, but line 3 says/,
    ],
    [
      'a failing step that nothing reaches',
      `lock m\ncell x = 0\nobject o\nlane A\n  1:1 lock m; noted x == 1\n  2:1 use o; unlock m\nlane B\n  3:1 lock m; unlock m\nlook for use-after-free at 2:1`,
      /reaches line 2/,
    ],
    [
      'a lane that never gets to its end',
      `lock m\ncell x = 0\nobject o\nlane A\n  1:1 lock m\n  2:1 use o; unlock m\nlane B\n  3:1 lock m; noted x == 1\n  4:1 unlock m\nlook for use-after-free`,
      /B does not get to its end/,
    ],
  ];
  it.each(cases)('%s', (_, text, reason) => {
    const judged = raceVerdict(text);
    expect(judged).toMatchObject({ verdict: 'undetermined', why: [], witness: null, fixes: [] });
    expect(judged.reason).toMatch(reason);
  });

  it('a search that is cut off is no refutation', () => {
    const bounds = { ...DEFAULT_BOUNDS, states: 2 };
    const judged = judgeScenario(race(LOCKED + GOAL), { bounds });
    expect(judged.verdict).toBe('undetermined');
    expect(judged.reason).toMatch(/cut off at its bound on states/);
    expect(judgeScenario(race(LOCKED + GOAL), options).verdict).toBe('refuted');
  });

  it('an irrelevant unknown step bars nothing', () => {
    expect(raceVerdict(LOCKED + GOAL + unknown.replace('relevant', 'irrelevant')).verdict).toBe('refuted');
    expect(raceVerdict(RACY + GOAL + unknown).verdict).toBe('reproduces');
  });
});
