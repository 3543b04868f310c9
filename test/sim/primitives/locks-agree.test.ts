import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printRace } from '../../../src/scenario/index.ts';
import { explore } from '../../../src/sim/index.ts';
import { scenarios } from '../arbitrary.ts';
import { enumerate } from '../naive.ts';
import { summary } from '../race.ts';

const RUNS = Number(process.env.RUNS ?? 250);
const SEED = Number(process.env.SEED ?? 7);

/** Scenarios of one kind of lock alone go deeper into it than those that choose among everything. */
describe('each kind of lock against its second implementation', () => {
  it.each(['locks', 'mutexes', 'rwlocks', 'rwsems', 'percpu', 'sequences', 'counters'])('%s', (theme) => {
    fc.assert(
      fc.property(scenarios({ lanes: 3, steps: 9, about: [theme] }), (scenario) => {
        const { ways, reached, finished, finishes } = enumerate(scenario);
        const expected = { failures: [...ways.keys()].sort(), reached: [...reached].sort(), finished, finishes };
        const note = printRace(scenario);
        expect(summary(explore(scenario)), note).toEqual({ complete: true, bound: null, ...expected });
      }),
      { numRuns: RUNS, seed: SEED },
    );
  });
});
