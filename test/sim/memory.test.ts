import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printRace } from '../../src/scenario/index.ts';
import { explore } from '../../src/sim/index.ts';
import { scenarios } from './arbitrary.ts';
import { enumerateWorlds } from './naive.ts';
import { summary } from './race.ts';

const RUNS = Number(process.env.RUNS ?? 40);

/** Each theme alone, so that its statements meet. */
describe('what lanes do to memory, against the plain second implementation', () => {
  it.each(['memory', 'atomics', 'bits', 'objects', 'counts', 'lists', 'wides', 'plains', 'ordering'])('%s', (theme) => {
    for (const loops of [false, true]) {
      fc.assert(
        fc.property(scenarios({ lanes: 3, steps: loops ? 4 : 6, about: [theme], loops }), (scenario) => {
          const { failures, reached, finished, finishes } = enumerateWorlds(scenario);
          const expected = { failures: [...failures].sort(), reached: [...reached].sort(), finished, finishes };
          const whole = { complete: true, bound: null, ...expected };
          expect(summary(explore(scenario)), printRace(scenario)).toEqual(whole);
          expect(summary(explore(scenario, { reduce: false })), printRace(scenario)).toEqual(whole);
        }),
        { numRuns: RUNS, seed: Number(process.env.SEED ?? 5) },
      );
    }
  });
});
