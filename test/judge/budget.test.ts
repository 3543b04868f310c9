import { describe, expect, it } from 'vitest';
import { forVariants, withinTime } from '../../src/judge/budget.ts';
import { judgeScenario } from '../../src/judge/index.ts';
import { DEFAULT_BOUNDS } from '../../src/sim/types.ts';
import { race } from '../sim/race.ts';

describe('the time of a drawing', () => {
  it('is shared by all of its searches', () => {
    let clock = 0;
    const options = withinTime({ bounds: { ...DEFAULT_BOUNDS, time: 100 }, now: () => clock });
    expect(options.bounds.time).toBe(100);
    clock = 70;
    expect(options.bounds.time).toBe(30);
    clock = 500;
    expect(options.bounds.time).toBe(1);
    expect(forVariants(options).bounds).toMatchObject({ time: 1, states: DEFAULT_BOUNDS.states / 10 });
  });

  it('ends the search for fixes too', () => {
    const lanes = Array.from(
      { length: 6 },
      (_, lane) =>
        `lane CPU${lane}\n${Array.from({ length: 40 }, (_, at) => `  ${lane + 1}:${at + 1} x = ${(lane * 7 + at) % 50}`).join('\n')}\n  ${lane + 1}:90 if x == 3 goto end\n  ${lane + 1}:91 free o`,
    );
    const scenario = race(`cell x\nobject o\n${lanes.join('\n')}\nlook for double-free at 1:91 shown`);
    // the clock goes on by a millisecond whenever it is looked at
    let clock = 0;
    const judged = judgeScenario(scenario, { bounds: { ...DEFAULT_BOUNDS, time: 400 }, now: () => clock++ });
    expect(judged.outcome).toMatchObject({ complete: false, bound: 'time' });
    expect(judged.verdict).toBe('reproduces');
    // each of the variants may still look once or twice
    expect(clock).toBeLessThan(400 + 200 * 24);
  });
});
