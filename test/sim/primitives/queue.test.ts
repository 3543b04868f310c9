import { describe, expect, it } from 'vitest';
import { failuresOf, lanes, messageOf } from '../race.ts';

describe('wait queues', () => {
  it('lose a wake-up that comes before the sleeper is on the queue', () => {
    const cells = ['queue wq', 'cell ready'];
    const waker = ['ready = 1', 'wake wq'];
    expect(failuresOf(lanes(cells, ['if ready == 1 goto end', 'prepare-wait wq', 'sleep wq'], waker))).toEqual([
      'hang',
    ]);
    const prepared = ['prepare-wait wq', 'if ready == 1 goto 1:4', 'sleep wq', 'finish-wait wq'];
    expect(failuresOf(lanes(cells, prepared, waker))).toEqual([]);
    // the condition set after the wake-up is not seen
    expect(failuresOf(lanes(cells, prepared, ['wake wq', 'ready = 1']))).toEqual(['hang']);
  });

  it('sleep only who is on them', () => {
    expect(failuresOf(lanes(['queue wq'], ['sleep wq']))).toEqual([]);
    expect(failuresOf(lanes(['queue wq'], ['prepare-wait wq', 'finish-wait wq', 'sleep wq']))).toEqual([]);
    expect(failuresOf(lanes(['queue wq'], ['prepare-wait wq', 'sleep wq']))).toEqual(['hang']);
  });

  it('wait with a condition never miss it', () => {
    const waits = ['wait wq until ready == 1', 'check ready == 1 else torn'];
    expect(failuresOf(lanes(['queue wq', 'cell ready'], waits, ['ready = 1', 'wake wq'], waits))).toEqual([]);
    expect(failuresOf(lanes(['queue wq', 'cell ready'], waits, ['wake wq', 'ready = 1']))).toEqual(['hang']);
    // a wake-up for nothing puts it to sleep again
    expect(failuresOf(lanes(['queue wq', 'cell ready'], waits, ['wake wq', 'ready = 1', 'wake wq']))).toEqual([]);
  });

  it('what stands before a wait on its line happens once', () => {
    const waits = ['x = x + 1; wait wq until ready == 1; check x == 1 else torn'];
    expect(failuresOf(lanes(['queue wq', 'cell ready', 'cell x'], waits, ['wake wq', 'ready = 1', 'wake wq']))).toEqual(
      [],
    );
  });

  it('wake one of those that stand in line, in the order in which they came', () => {
    const declared = ['queue wq', 'cell x'];
    const first = ['prepare-wait wq exclusive', 'x = 1', 'sleep wq', 'x = 3'];
    const second = ['await x == 1', 'prepare-wait wq exclusive', 'x = 2', 'sleep wq', 'check x == 3 else torn'];
    // the second hangs: one wake-up wakes the first only
    expect(failuresOf(lanes(declared, first, second, ['await x == 2', 'wake-one wq']))).toEqual(['hang']);
    // the next one is his, and he may run before the first does
    const twice = ['await x == 2', 'wake-one wq', 'wake-one wq'];
    expect(failuresOf(lanes(declared, first, second, twice))).toEqual(['torn']);
    expect(failuresOf(lanes(declared, first, second, ['await x == 2', 'wake wq']))).toEqual(['torn']);
    const inTurn = ['await x == 2', 'wake-one wq', 'await x == 3', 'wake-one wq'];
    expect(failuresOf(lanes(declared, first, second, inTurn))).toEqual([]);
  });

  it('wake those that are not exclusive along with the one', () => {
    const declared = ['queue wq', 'cell a', 'cell b'];
    const plain = ['prepare-wait wq', 'a = 1', 'sleep wq'];
    const exclusive = ['prepare-wait wq exclusive', 'b = 1', 'sleep wq'];
    expect(failuresOf(lanes(declared, plain, exclusive, ['await a == 1 && b == 1', 'wake-one wq']))).toEqual([]);
  });

  it('close up where one leaves the line: its wake-up goes to the next', () => {
    const declared = ['queue wq', 'cell x'];
    const leaves = ['prepare-wait wq exclusive', 'x = 1', 'await x == 2', 'finish-wait wq', 'x = 3'];
    const next = ['await x == 1', 'prepare-wait wq exclusive', 'x = 2', 'sleep wq'];
    expect(failuresOf(lanes(declared, leaves, next, ['await x == 3', 'wake-one wq']))).toEqual([]);
  });

  it('lose a wake-up to an exclusive sleeper that is woken and dies', () => {
    // the one that was woken does not pass it on, though there is another buffer to be had
    const taker = (lane: number) => ['wait wq exclusive until free > 0', `got${lane} = 1`];
    const declared = ['queue wq', 'cell free', 'cell got0', 'cell got1'];
    const frees = ['free = 2', 'wake-one wq'];
    expect(failuresOf(lanes(declared, taker(0), taker(1), frees))).toEqual(['hang']);
    expect(failuresOf(lanes(declared, [...taker(0), 'wake-one wq'], [...taker(1), 'wake-one wq'], frees))).toEqual([]);
  });

  it('tell which wake-up was missed', () => {
    const late = ['if ready == 1 goto end', 'prepare-wait wq', 'sleep wq'];
    expect(messageOf(lanes(['queue wq', 'cell ready'], late, ['ready = 1', 'wake wq']), 'hang')).toBe(
      "CPU0 sleeps at 1:3 for a wake-up of wq; CPU1's at 2:2 came before it was on the queue",
    );
    const early = ['wake wq', 'ready = 1'];
    const waits = ['wait wq until ready == 1'];
    expect(messageOf(lanes(['queue wq', 'cell ready'], waits, early), 'hang')).toMatch(
      /^CPU0 sleeps at 1:1 for a wake-up of wq with ready == 1; CPU1's at 2:1 (?:came before it was on the queue|was the last)$/,
    );
    expect(messageOf(lanes(['queue wq'], ['prepare-wait wq', 'sleep wq']), 'hang')).toBe(
      'CPU0 sleeps at 1:2 for a wake-up of wq, which nobody brings any more',
    );
  });

  it('are a deadlock where the waker needs what the sleeper holds', () => {
    const sleeper = ['lock L', 'wait wq until ready == 1', 'unlock L'];
    const waker = ['lock L', 'ready = 1', 'unlock L', 'wake wq'];
    expect(failuresOf(lanes(['queue wq', 'cell ready', 'lock L'], sleeper, waker))).toEqual(['deadlock']);
    expect(
      failuresOf(
        lanes(['queue wq', 'cell ready', 'lock L'], ['wait wq until ready == 1', 'lock L', 'unlock L'], waker),
      ),
    ).toEqual([]);
  });

  it('say what is waited for', () => {
    const scenario = lanes(['queue wq', 'cell ready'], ['wait wq until ready == 1 && !(ready == 2)']);
    expect(messageOf(scenario, 'hang')).toBe(
      'CPU0 sleeps at 1:1 for a wake-up of wq with ready == 1 && !(ready == 2), which nobody brings any more',
    );
  });
});
