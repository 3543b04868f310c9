import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Scenario } from '../../../src/scenario/types.ts';
import { search } from '../../../src/sim/explore/search.ts';
import { explore } from '../../../src/sim/index.ts';
import { generatedMachine } from '../../../src/sim/machine/packed/generated.ts';
import { interpretedMachine } from '../../../src/sim/machine/packed/interpreted.ts';
import { firstLayout, type Layout, widened } from '../../../src/sim/machine/packed/layout.ts';
import { overflowOf, type RowMachine } from '../../../src/sim/machine/packed/types.ts';
import { compileProgram, type Program } from '../../../src/sim/machine/program.ts';
import { BLOCKED, OK } from '../../../src/sim/machine/types.ts';
import { DEFAULT_BOUNDS } from '../../../src/sim/types.ts';
import { scenarios } from '../arbitrary.ts';
import { lanes, race, summary } from '../race.ts';

/** Runs the lanes of a walk on a machine; what each step gave, and the state behind it. */
function walk(program: Program, machine: RowMachine, choices: readonly number[]) {
  machine.pack(program.initial[0] as Int32Array);
  const before = new Int32Array(program.slots.length);
  const state = new Int32Array(program.slots.length);
  return choices.map((choice) => {
    const lane = choice % program.lanes.length;
    machine.unpack(machine.row, before);
    const result = machine.run(lane);
    if (result !== OK) machine.pack(before);
    if (result !== OK && result !== BLOCKED && overflowOf(result) === null) machine.bury(lane);
    machine.unpack(machine.row, state);
    return { result, state: [...state], counter: machine.counter(lane) };
  });
}

/** The first layout in which nothing overflows on the walk. */
function onWideRows(program: Program, choices: readonly number[]) {
  let layout: Layout = firstLayout(program);
  for (;;) {
    const seen = walk(program, generatedMachine(program, layout), choices);
    const slot = seen.map(({ result }) => overflowOf(result)).find((each) => each !== null);
    if (slot === undefined || slot === null) return seen;
    layout = widened(layout, slot);
  }
}

describe('generated code', () => {
  it('does what the interpreter does, on any walk', () => {
    fc.assert(
      fc.property(
        scenarios({ lanes: 3, steps: 12, loops: true }),
        fc.array(fc.nat({ max: 2 }), { maxLength: 40 }),
        (scenario, choices) => {
          const program = compileProgram(scenario);
          expect(onWideRows(program, choices)).toEqual(walk(program, interpretedMachine(program), choices));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('knows every operator as the interpreter does', () => {
    const operators = ['==', '!=', '<', '<=', '>', '>=', '&&', '||', '+', '-', '&', '|'];
    const values = [0, 1, -1, 2, 127, 128, -128, -129, 32767, 32768, 2147483647, -2147483648];
    const cells = ['cell a', 'cell b', ...operators.map((_, at) => `cell r${at}`), 'cell n', 'cell m'];
    for (const a of values) {
      for (const b of values) {
        const results = operators.map((operator, at) => `r${at} = a ${operator} b`);
        const scenario = lanes(cells, [`a = ${a}`, `b = ${b}`, results.join('; '), 'n = !a; m = -a']);
        const program = compileProgram(scenario);
        const choices = [0, 0, 0, 0];
        expect(onWideRows(program, choices)).toEqual(walk(program, interpretedMachine(program), choices));
      }
    }
  });
});

describe('narrow rows', () => {
  const counting = (by: number, rounds: number) =>
    race(
      `cell x\ncell y\nlane CPU0\n  1:1 x = x + ${by}\n  1:2 if x < ${by * rounds} goto 1:1\n  1:3 check x != ${by * rounds} else torn\nlane CPU1\n${Array.from({ length: 80 }, (_, at) => `  2:${at + 1} y = ${at}`).join('\n')}`,
    );

  it.each([
    [1, 100],
    [1, 200],
    [100, 100],
    [100_000, 100],
  ])('hold values that grow: by %i, %i times', (by, rounds) => {
    const { failures, complete, states } = search(compileProgram(counting(by, rounds)), {
      ...{ bounds: DEFAULT_BOUNDS, reduce: false, now: () => 0 },
    });
    expect(complete).toBe(true);
    expect([...failures.keys()]).toEqual(['torn']);
    // each place of the first lane beside each of the second; the first one fails at its last step
    expect(states).toBe((2 * rounds + 1) * 81);
  });

  it('take no more bytes than their values need', () => {
    const layout = firstLayout(
      compileProgram(race('cell a = 1\ncell b = 1000\ncell c = 100000\nlane A\n  1:1 a = 300')),
    );
    expect(layout.widths).toEqual([1, 2, 2, 4]);
    expect(layout.words).toBe(3);
  });

  it('of 40 variables take at most 120 bytes a state, with all that finds them again', () => {
    const cells = Array.from({ length: 40 }, (_, at) => `cell x${at}`);
    const steps = (lane: number) => Array.from({ length: 40 }, (_, at) => `x${(at * 7 + lane) % 40} = ${lane + 1}`);
    const outcome = explore(lanes(cells, steps(0), steps(1), steps(2)), { reduce: false });
    expect(outcome.states).toBeGreaterThan(60_000);
    expect(outcome.bytes / outcome.states).toBeLessThanOrEqual(120);
  });
});

describe('where no code may be made from text', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.resetModules();
  });

  it('the same is found', async () => {
    const scenario: Scenario = lanes(
      ['cell x', 'lock L'],
      ...[0, 1, 2].map((lane) => Array.from({ length: 14 }, (_, at) => `x = ${(at * 5 + lane) % 7}`)),
      ['lock L', 'check x != 6 else torn', 'unlock L'],
    );
    const expected = explore(scenario);
    expect(expected.states).toBeGreaterThan(2000);
    vi.resetModules();
    vi.stubGlobal('Function', () => {
      throw new EvalError('refused by the policy of the page');
    });
    const again = (await import('../../../src/sim/index.ts')).explore(scenario);
    expect(summary(again)).toEqual(summary(expected));
    expect(again.states).toBe(expected.states);
  });
});
