import { describe, expect, it } from 'vitest';
import type { Scenario } from '../../src/scenario/types.ts';
import { drawnOrder } from '../../src/sim/index.ts';
import { race } from './race.ts';

/** A scenario whose steps are rows `lane step`, in drawn order; ids are `row:lane`. Rows with several parts: `lane a | b`. */
function drawing(declarations: readonly string[], rows: readonly string[], implied: readonly string[] = []): Scenario {
  const steps = rows.map((row, at) => ({
    lane: Number(row[0]),
    id: `${at + 1}:${row[0]}`,
    parts: row.slice(2).split(' | '),
  }));
  const lanes = [...new Set(steps.map(({ lane }) => lane))].sort();
  return race(
    [
      ...declarations,
      ...lanes.flatMap((lane) => [
        `lane CPU${lane}`,
        ...steps.flatMap((step) =>
          step.lane === lane ? step.parts.map((part) => `  ${step.id} ${part} # row ${step.id}`) : [],
        ),
        ...implied.flatMap((each, at) => (Number(each[0]) === lane ? [`  implied:${at + 1} ${each.slice(2)}`] : [])),
      ]),
      `drawn ${steps.map(({ id }) => id).join(' ')}`,
    ].join('\n'),
  );
}
const orderOf = (...given: Parameters<typeof drawing>) => drawnOrder(drawing(...given));
/** The steps that ran, in order. */
function ran(...given: Parameters<typeof drawing>): string[] {
  const order = orderOf(...given);
  if (order.is !== 'executable') throw new Error(JSON.stringify(order));
  return order.moves.map(({ step }) => step);
}

describe('the drawn order', () => {
  it('runs row by row', () => {
    expect(ran(['cell x'], ['0 x = 1', '1 x = 2', '0 x = 3'])).toEqual(['1:0', '2:1', '3:0']);
  });

  it('lets a lock attempt wait that is drawn before the other side releases', () => {
    const rows = ['0 lock L', '1 lock L', '0 x = 1', '0 unlock L', '1 x = 2', '1 unlock L'];
    expect(ran(['lock L', 'cell x'], rows)).toEqual(['1:0', '3:0', '4:0', '2:1', '5:1', '6:1']);
  });

  it('cannot go on past a lock that is still held; the step, the lock, its holder and since when are named', () => {
    const rows = ['0 x = 1', '0 lock L', '1 lock L', '1 x = 2', '0 unlock L', '1 unlock L'];
    expect(orderOf(['lock L', 'cell x'], rows)).toEqual({
      is: 'impossible',
      blocker: { lane: 1, step: '3:1', on: 'L', holder: 0, since: '2:0' },
      contradicted: null,
      step: '3:1',
    });
    expect(orderOf(['lock L = CPU0', 'cell x'], ['1 lock L', '1 x = 2', '0 unlock L', '1 unlock L'])).toMatchObject({
      blocker: { lane: 1, step: '1:1', on: 'L', holder: 0, since: null },
    });
    const shared = ['0 lock L', '1 lock L shared', '1 x = 2', '0 unlock L', '1 unlock L'];
    expect(orderOf(['lock L', 'cell x'], shared)).toMatchObject({ blocker: { on: 'L', holder: 0, since: '1:0' } });
    const writer = ['0 lock L shared', '1 lock L', '1 x = 2', '0 unlock L', '1 unlock L'];
    expect(orderOf(['lock L', 'cell x'], writer)).toMatchObject({ blocker: { on: 'L', holder: 0, since: '1:0' } });
  });

  it('runs into a deadlock that is drawn, also with what comes after it', () => {
    const rows = ['0 lock A', '1 lock B', '0 lock B', '1 lock A'];
    expect(ran(['lock A', 'lock B'], rows)).toEqual(['1:0', '2:1']);
    const released = ['0 unlock B', '0 unlock A', '1 unlock A', '1 unlock B'];
    expect(ran(['lock A', 'lock B'], rows, released)).toEqual(['1:0', '2:1']);
    expect(ran(['lock A', 'lock B'], [...rows, '0 pass'], released)).toEqual(['1:0', '2:1']);
    expect(orderOf(['lock A', 'lock B', 'cell x'], [...rows, '0 x = 1'])).toMatchObject({
      is: 'impossible',
      blocker: { lane: 0, step: '3:0', on: 'B', holder: 1, since: '2:1' },
    });
  });

  it('runs into a hang, and a failure ends it', () => {
    expect(ran(['queue wq'], ['1 wake wq', '0 prepare-wait wq | sleep wq'])).toEqual(['1:1', '2:0']);
    expect(ran(['object a', 'cell x'], ['0 free a', '1 use a', '0 x = 1', '1 x = 2'])).toEqual(['1:0', '2:1']);
  });

  it('tells a noted fact that is false where it is drawn', () => {
    const rows = ['0 x = 1', '1 noted x == 0', '0 x = 0'];
    expect(orderOf(['cell x'], rows)).toEqual({
      is: 'impossible',
      blocker: null,
      contradicted: 'row 2:1',
      step: '2:1',
    });
    expect(ran(['cell x'], ['0 x = 1', '1 noted x == 1'])).toEqual(['1:0', '2:1']);
    // one initial value for which it holds is enough
    expect(ran(['cell x in 0, 1'], ['1 noted x == 1'])).toEqual(['1:1']);
  });

  it('runs the parts of a cell one after another, as far as they go', () => {
    expect(ran(['cell x', 'cell y'], ['0 y = x | x = y + 1', '1 x = 5'])).toEqual(['1:0', '1:0', '2:1']);
    const sleeper = ['0 prepare-wait wq | sleep wq', '1 wake wq', '0 x = 1'];
    expect(ran(['queue wq', 'cell x'], sleeper)).toEqual(['1:0', '2:1', '1:0', '3:0']);
  });

  it('lets a grace period go on until the readers that it waits for are gone', () => {
    const rows = ['0 read-lock rcu', '1 wait-readers rcu', '0 use a', '0 read-unlock rcu', '1 free a'];
    expect(ran(['readers rcu', 'object a'], rows)).toEqual(['1:0', '2:1', '3:0', '4:0', '2:1', '5:1']);
    const early = ['0 read-lock rcu', '1 wait-readers rcu', '1 free a', '0 use a', '0 read-unlock rcu'];
    expect(orderOf(['readers rcu', 'object a'], early)).toMatchObject({
      is: 'impossible',
      blocker: { lane: 1, step: '2:1', on: 'a grace period of rcu', holder: 0, since: '1:0' },
    });
    expect(ran(['readers rcu', 'object a'], ['1 wait-readers rcu', '1 free a'])).toEqual(['1:1', '1:1', '2:1']);
  });

  it('lets a waiter look again after each wake-up', () => {
    const rows = ['0 wait wq until x == 1', '1 wake wq', '1 x = 1', '1 wake wq', '0 x = 2'];
    expect(ran(['queue wq', 'cell x'], rows).at(-1)).toBe('5:0');
  });

  it('lets implied actors move in between', () => {
    const scenario = race(
      'cell x\nlane CPU0\n  1:1 await x == 1\n  2:1 x = 2\nlane user implied\n  implied:1 x = 1\ndrawn 1:1 2:1',
    );
    expect(drawnOrder(scenario)).toMatchObject({ is: 'executable' });
    const loops = race(
      'cell x\nlane CPU0\n  1:1 x = 1\n  2:1 x = 2\nlane user implied\n  implied:1 x = 7\n  implied:2 if 1 == 1 goto implied:1\ndrawn 1:1 2:1',
    );
    expect(drawnOrder(loops)).toMatchObject({ is: 'executable' });
  });

  it('lets a lane release after its last row when it likes', () => {
    const rows = ['0 lock L', '0 x = 1', '1 lock L', '1 x = 2'];
    expect(ran(['lock L', 'cell x'], rows, ['0 unlock L', '1 unlock L'])).toEqual([
      '1:0',
      '2:0',
      'implied:1',
      '3:1',
      '4:1',
      'implied:2',
    ]);
  });

  it('is contradicted where a branch jumps over a row that is drawn', () => {
    const order = drawnOrder(drawing(['cell x'], ['0 if x == 0 goto end', '0 x = 1', '1 x = 2']));
    expect(order).toMatchObject({ is: 'impossible', blocker: null, step: '1:0' });
  });

  it('may jump over rows that it met in an earlier round of a loop', () => {
    // CPU0 tries until CPU1 has let go: its second round passes "x = 1", which is no row any more
    const scenario = race(
      [
        'lock L = CPU1',
        'cell got',
        'cell x',
        'lane CPU0',
        '  1:0 trylock L into got; if got goto 4:0',
        '  2:0 x = 1',
        '  implied:1 if 1 goto 1:0',
        '  4:0 unlock L',
        'lane CPU1',
        '  3:1 unlock L',
        'drawn 1:0 2:0 3:1 4:0',
      ].join('\n'),
    );
    expect(drawnOrder(scenario)).toMatchObject({ is: 'executable' });
  });

  it('is unknown where nothing is drawn, and where the bound is hit', () => {
    expect(drawnOrder(race('lane CPU0\n  1:1 pass'))).toEqual({ is: 'unknown', why: 'no step is drawn' });
    const rows = Array.from({ length: 50 }, (_, at) => `0 x = ${at}`);
    const order = drawnOrder(drawing(['cell x'], rows), { states: 10, steps: 100, memory: 1 << 20, time: 1000 });
    expect(order).toEqual({ is: 'unknown', why: 'the search was given up after 11 states' });
  });

  it('takes no longer than its rows ask for', () => {
    const rows = Array.from({ length: 5000 }, (_, at) => `${at % 5} x = ${at % 3}`);
    const begin = performance.now();
    expect(ran(['cell x'], rows)).toHaveLength(5000);
    expect(performance.now() - begin).toBeLessThan(5000);
  });
});
