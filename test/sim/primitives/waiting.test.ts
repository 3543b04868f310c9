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

  it('say what is waited for', () => {
    const scenario = lanes(['queue wq', 'cell ready'], ['wait wq until ready == 1 && !(ready == 2)']);
    expect(messageOf(scenario, 'hang')).toBe(
      'CPU0 sleeps at 1:1 for a wake-up of wq with ready == 1 && !(ready == 2), which nobody brings any more',
    );
  });
});

describe('completions', () => {
  it('let as many go on as were completed, also before', () => {
    expect(failuresOf(lanes(['completion done'], ['wait-completion done'], ['complete done']))).toEqual([]);
    expect(
      failuresOf(lanes(['completion done'], ['wait-completion done'], ['wait-completion done'], ['complete done'])),
    ).toEqual(['hang']);
    expect(failuresOf(lanes(['completion done = 2'], ['wait-completion done', 'wait-completion done']))).toEqual([]);
  });
});
