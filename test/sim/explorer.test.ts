import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printRace } from '../../src/scenario/index.ts';
import type { Scenario } from '../../src/scenario/types.ts';
import { explore, reachableFailures, replay } from '../../src/sim/index.ts';
import { scenarios } from './arbitrary.ts';
import { enumerate, enumerateWorlds } from './naive.ts';
import { summary } from './race.ts';

const RUNS = Number(process.env.RUNS ?? 300);
const check = (property: fc.IProperty<[Scenario]>) =>
  fc.assert(property, { numRuns: RUNS, seed: Number(process.env.SEED ?? 7) });

describe('the explorer against plain enumeration', () => {
  it('finds the same failures, reached steps and finished lanes, with reduction and without', () => {
    check(
      fc.property(scenarios({ lanes: 3, steps: 8 }), (scenario) => {
        const naive = enumerate(scenario);
        const expected = {
          complete: true,
          bound: null,
          failures: [...naive.ways.keys()].sort(),
          reached: [...naive.reached].sort(),
          finished: naive.finished,
          finishes: naive.finishes,
        };
        const note = printRace(scenario);
        expect(summary(explore(scenario)), note).toEqual(expected);
        expect(summary(explore(scenario, { reduce: false })), note).toEqual(expected);
        expect([...reachableFailures(scenario).failures].sort(), note).toEqual(expected.failures);
      }),
    );
  });

  it('gives witnesses that replay, with the fewest switches, then steps, then lanes in order', () => {
    check(
      fc.property(scenarios({ lanes: 3, steps: 8 }), (scenario) => {
        const naive = enumerate(scenario);
        for (const { failure, token, moves } of explore(scenario).witnesses) {
          const note = `${failure} ${token}\n${printRace(scenario)}`;
          const way = naive.ways.get(failure);
          expect(token, note).toBe(`${way?.initial}/${way?.lanes.join('-')}`);
          const again = replay(scenario, token);
          expect(again, note).toEqual({ moves, failure });
        }
      }),
    );
  });

  it('agrees on scenarios whose lanes loop', () => {
    check(
      fc.property(scenarios({ lanes: 3, steps: 6, loops: true }), (scenario) => {
        const { failures, reached, finished, finishes } = enumerateWorlds(scenario);
        const note = printRace(scenario);
        const outcome = explore(scenario);
        const expected = { failures: [...failures].sort(), reached: [...reached].sort(), finished, finishes };
        expect(summary(outcome), note).toEqual({ complete: true, bound: null, ...expected });
        expect(summary(explore(scenario, { reduce: false })), note).toEqual({
          complete: true,
          bound: null,
          ...expected,
        });
        for (const { failure, token } of outcome.witnesses) {
          expect(replay(scenario, token), `${token}\n${note}`).toMatchObject({ failure });
        }
      }),
    );
  });
});
