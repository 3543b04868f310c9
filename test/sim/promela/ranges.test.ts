import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printRace } from '../../../src/scenario/index.ts';
import type { Scenario } from '../../../src/scenario/types.ts';
import { compileProgram, runStep } from '../../../src/sim/machine/program.ts';
import { OK } from '../../../src/sim/machine/types.ts';
import { type Range, rangesOf } from '../../../src/sim/promela/ranges.ts';
import { scenarios } from '../arbitrary.ts';
import { lanes } from '../race.ts';

function rangeIn(scenario: Scenario, name: string) {
  const program = compileProgram(scenario);
  return rangesOf(program)[program.slots.findIndex((slot) => slot.name === name)];
}

describe('the values that a slot can hold', () => {
  it.each([{ loops: false }, { loops: true }])('no execution leaves them ($loops)', ({ loops }) => {
    fc.assert(
      fc.property(scenarios({ lanes: 3, steps: 9, loops }), (scenario) => {
        const program = compileProgram(scenario);
        const ranges = rangesOf(program);
        const next = new Int32Array(program.slots.length);
        const seen = new Set(program.initial.map((state) => state.join()));
        for (const text of seen) {
          const state = Int32Array.from(text.split(',').map(Number));
          const outside = program.slots.filter((_, slot) => {
            const [value, range] = [state[slot] as number, ranges[slot] as Range];
            return slot >= program.lanes.length && (value < range.least || value > range.most);
          });
          if (outside.length > 0) expect(outside, printRace(scenario)).toEqual([]);
          for (const lane of program.lanes.keys())
            if (runStep(program, state, lane, next) === OK) seen.add(next.join());
        }
      }),
      { numRuns: Number(process.env.RUNS ?? 200) },
    );
  });

  it('count what happens once: an increment in each of three lanes', () => {
    const scenario = lanes(['cell x = 2'], ['x = x + 1'], ['x = x + 1'], ['x = x + 1']);
    expect(rangeIn(scenario, 'x')).toEqual({ least: 2, most: 5 });
  });

  it('stop at a condition: what is dropped while it is not 0 does not become negative', () => {
    const scenario = lanes(['object o refs 3', 'cell p = o'], ['put p', 'put p'], ['put p']);
    expect(rangeIn(scenario, 'o references')).toEqual({ least: 0, most: 3 });
  });

  it('are widened where a lane goes round, up to what wraps', () => {
    const counting = lanes(['cell x', 'cell y'], ['x = x + 1; if y == 0 goto 1:1']);
    expect(rangeIn(counting, 'x')).toEqual({ least: -(2 ** 31), most: 2 ** 31 - 1 });
    const bounded = lanes(['cell x', 'cell y'], ['await x < 9; x = x + 1; if y == 0 goto 1:1']);
    expect(rangeIn(bounded, 'x')).toEqual({ least: 0, most: 9 });
  });
});
