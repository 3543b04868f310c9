import { describe, expect, it } from 'vitest';
import { explore, reachableFailures, replay, scenarioProblems } from '../../src/sim/index.ts';
import { DEFAULT_BOUNDS } from '../../src/sim/types.ts';
import { failuresOf, lanes, race } from './race.ts';

/** `lanes` lanes of `steps` steps that all write one cell: (steps + 1) ^ lanes states for each of its values, at least. */
const large = (count: number, steps: number) =>
  lanes(['cell x'], ...Array.from({ length: count }, (_, lane) => Array.from({ length: steps }, () => `x = ${lane}`)));

describe('bounds', () => {
  it('on states: is reported, and nothing is called complete', () => {
    const bounds = { ...DEFAULT_BOUNDS, states: 1000 };
    const outcome = explore(large(4, 20), { bounds });
    expect(outcome).toMatchObject({ complete: false, bound: 'states' });
    expect(outcome.states).toBeLessThanOrEqual(1001);
    expect(reachableFailures(large(4, 20), { bounds })).toEqual({ failures: new Set(), complete: false });
  });

  it('are not hit by a scenario that fits exactly', () => {
    const scenario = large(2, 3);
    const { states } = explore(scenario);
    expect(explore(scenario, { bounds: { ...DEFAULT_BOUNDS, states } }).complete).toBe(true);
    expect(explore(scenario, { bounds: { ...DEFAULT_BOUNDS, states: states - 1 } }).bound).toBe('states');
  });

  it('on steps: is reported', () => {
    expect(explore(large(2, 20), { bounds: { ...DEFAULT_BOUNDS, steps: 39 } })).toMatchObject({
      complete: false,
      bound: 'steps',
    });
    expect(explore(large(2, 20), { bounds: { ...DEFAULT_BOUNDS, steps: 40 } }).complete).toBe(true);
  });

  it('on time: is reported, soon after it has passed, with witnesses too', () => {
    const failing = race(
      `cell x\n${Array.from({ length: 6 }, (_, lane) => `lane CPU${lane}\n${Array.from({ length: 30 }, (_, at) => `  ${lane + 1}:${at + 1} x = ${(lane * 7 + at) % 40}\n`).join('')}  ${lane + 1}:31 check x != 3 else torn\n`).join('')}`,
    );
    const begin = performance.now();
    const outcome = explore(failing, { bounds: { ...DEFAULT_BOUNDS, states: 100_000_000, time: 800 } });
    const took = performance.now() - begin;
    expect(outcome).toMatchObject({ complete: false, bound: 'time' });
    expect(took).toBeLessThan(800 * 1.6);
    for (const { failure, token } of outcome.witnesses) expect(replay(failing, token)).toMatchObject({ failure });
  });

  it('a million states are stored and counted', () => {
    const outcome = explore(large(5, 30), { bounds: { ...DEFAULT_BOUNDS, time: 60_000 } });
    expect(outcome).toMatchObject({ complete: false, bound: 'states' });
    expect(outcome.states).toBeGreaterThanOrEqual(1_000_000);
  });

  it('asking for one failure ends with the first', () => {
    const scenario = lanes(
      ['object a', 'cell x'],
      ['free a', 'x = 1', 'x = 2'],
      ['use a', 'x = 3'],
      ['x = 4', 'free a'],
    );
    expect(reachableFailures(scenario)).toMatchObject({ complete: true });
    const first = reachableFailures(scenario, { stopAt: ['use-after-free'] });
    expect([...first.failures]).toContain('use-after-free');
    expect(first.complete).toBe(false);
    expect(reachableFailures(scenario, { stopAt: ['deadlock'] }).complete).toBe(true);
  });
});

describe('ends', () => {
  it('a deadlock is named by its circle, and by it alone', () => {
    const scenario = lanes(
      ['lock A', 'lock B', 'lock C', 'lock D'],
      ['lock A', 'lock B'],
      ['lock B', 'lock C'],
      ['lock C', 'lock A'],
      ['lock D', 'lock A'],
    );
    const { witnesses } = explore(scenario);
    const deadlock = witnesses.find(({ failure }) => failure === 'deadlock');
    expect(deadlock?.message).toBe(
      'CPU0 holds A (1:1) and waits for B (1:2); CPU1 holds B (2:1) and waits for C (2:2); CPU2 holds C (3:1) and waits for A (3:2)',
    );
    expect(
      deadlock?.blocked.slice(0, 3).map(({ lane, step, on, holder, since }) => [lane, step, on, holder, since]),
    ).toEqual([
      [0, '1:2', 'B', 1, '2:1'],
      [1, '2:2', 'C', 2, '3:1'],
      [2, '3:2', 'A', 0, '1:1'],
    ]);
  });

  it('a deadlock through the second of two shared holders is one', () => {
    const scenario = lanes(
      ['lock L', 'lock M', 'completion done'],
      ['lock L shared', 'wait-completion done', 'unlock L'],
      ['lock L shared', 'lock M', 'unlock M', 'unlock L'],
      ['lock M', 'lock L', 'unlock L', 'unlock M'],
    );
    expect(failuresOf(scenario)).toEqual(['deadlock', 'hang']);
  });

  it('a lane that waits for who will not come any more hangs; implied ones and uncalled functions do not', () => {
    expect(failuresOf(lanes(['completion done'], ['wait-completion done']))).toEqual(['hang']);
    expect(failuresOf(race('completion done\nlane user implied\n  1:1 wait-completion done'))).toEqual([]);
    expect(failuresOf(lanes(['work w'], ['begin w', 'end w'], ['cancel w']))).toEqual([]);
    expect(failuresOf(lanes(['lock L'], ['lock L'], ['lock L', 'unlock L']))).toEqual(['hang']);
  });

  it('are found beside a lane that loops for good', () => {
    const looping = 'cell x\nlane user implied\n  9:1 x = 1\n  9:2 x = 0\n  9:3 if 1 == 1 goto 9:1\n';
    const abba = race(
      `lock A\nlock B\n${looping}lane CPU0\n  1:1 lock A\n  1:2 lock B\nlane CPU1\n  2:1 lock B\n  2:2 lock A`,
    );
    const outcome = explore(abba);
    expect(outcome.witnesses.map(({ failure }) => failure)).toContain('deadlock');
    for (const { failure, token } of outcome.witnesses) expect(replay(abba, token)).toMatchObject({ failure });
    expect(
      failuresOf(
        race(`queue wq\n${looping}lane CPU0\n  1:1 prepare-wait wq\n  1:2 sleep wq\nlane CPU1\n  2:1 wake wq`),
      ),
    ).toEqual(['hang']);
    // it waits for what the loop brings again and again
    expect(failuresOf(race(`${looping}lane CPU0\n  1:1 await x == 1`))).toEqual([]);
  });
});

describe('what does not compile is told with its place', () => {
  const problem = (text: string) =>
    scenarioProblems(race(text), 'x.race').map(
      ({ code, line, column, detail }) => `${line}:${column} ${code} ${detail}`,
    )[0];
  it.each([
    ['lane A\n  1:1 x = 1', '2:7 race-unknown-name x'],
    ['cell x\nlane A\n  1:1 x = y + 1', '3:11 race-unknown-name y'],
    ['cell x\nlane A\n  1:1 lock M', '3:12 race-unknown-name M'],
    ['lane A\n  1:1 frobnicate', '2:7 race-unknown-verb frobnicate'],
    ['lock L\nlane A\n  1:1 lock', /^3:7 race-syntax "lock" is written: lock \{lock\}, or lock \{lock\} shared/],
    ['cell x\nlane A\n  1:1 lock x', /^3:7 race-syntax "lock" is written: lock \{lock\}, or lock \{lock\} shared/],
    ['lane A\n  1:1 if 1 goto 7:1', '2:7 race-syntax this lane has no step 7:1 to go to'],
    ['lock L\nlane A\n  1:1 L = 1', '3:7 race-syntax the lock "L" has no value'],
    ['constant C = 1\nlane A\n  1:1 C = 2', '3:7 race-syntax "C" cannot be assigned to'],
    ['page p\npte e = p\nlane A\n  1:1 e.constructor = 1', '4:7 race-syntax the pte "e" has no field "constructor"'],
    ['frob L\nlane A', /^1:1 race-syntax "frob" can neither be declared nor done here/],
    ['lock L = B\nlane A', '1:1 race-syntax a lock is held by a lane at the start, or by nobody'],
    ['lock L in A, B\nlane A\nlane B', '1:1 race-syntax it has one initial value; it is written: lock NAME [= LANE]'],
    ['readers rcu = 1\nlane A', '1:1 race-syntax it has no initial value; it is written: readers NAME'],
    [
      'cell x = 1 often\nlane A',
      '1:1 race-syntax "often" is no option here; it is written: cell NAME [= VALUE | in VALUE, VALUE …]',
    ],
    [
      'object a refs\nlane A',
      '1:1 race-syntax "refs" is given wrongly; it is written: object NAME [refs N | saturated] [unallocated | freed] [must-free]',
    ],
    ['tlb t = nothing\nlane A', '1:1 race-syntax a tlb needs a pte: tlb NAME = PTE'],
  ])('%s', (text, expected) => {
    if (typeof expected === 'string') expect(problem(text)).toBe(expected);
    else expect(problem(text)).toMatch(expected);
  });

  it('too many initial states, too many lanes', () => {
    const cells = Array.from({ length: 13 }, (_, at) => `cell x${at} in 0, 1`).join('\n');
    expect(problem(`${cells}\nlane A`)).toMatch(/race-limit the initial values give 8192 initial states/);
    const lane = { name: 'A', title: null, implied: false, steps: [] };
    const many = { ...race('lane A'), lanes: Array.from({ length: 500 }, () => lane) };
    expect(scenarioProblems(many, 'x')).toMatchObject([{ code: 'race-limit', detail: 'more than 30 lanes' }]);
  });
});
