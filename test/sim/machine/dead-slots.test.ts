import { describe, expect, it } from 'vitest';
import type { Scenario } from '../../../src/scenario/types.ts';
import { explore } from '../../../src/sim/index.ts';
import { deadSlots } from '../../../src/sim/machine/dead-slots.ts';
import { compileProgram } from '../../../src/sim/machine/program.ts';
import { lanes, race } from '../race.ts';

/** By place of the first lane, the names of what is dead there. */
function deadOf(scenario: Scenario): string[][] {
  const program = compileProgram(scenario);
  return (deadSlots(program)[0] ?? []).map((slots) => slots.map((slot) => program.slots[slot]?.name ?? '').sort());
}

describe('what a lane will not read again', () => {
  it('is dead from its last read to its next write', () => {
    const scenario = lanes(['cell own', 'cell x'], ['own = x', 'x = own + 1', 'own = x', 'x = own'], ['x = 5']);
    expect(deadOf(scenario)).toEqual([['own'], [], ['own'], [], ['own']]);
  });

  it('lives on through a step that may leave it as it is', () => {
    const declared = ['cell own', 'cell x', 'lock L'];
    const tries = ['own = x', 'trylock L into own', 'x = own'];
    expect(deadOf(lanes(declared, tries, ['x = 1']))).toEqual([['own'], ['own'], [], ['own']]);
    const jumps = ['own = x', 'if x == 1 goto 1:4; own = 2', 'x = 3', 'x = own'];
    expect(deadOf(lanes(declared, jumps, ['x = 1']))).toEqual([['own'], [], [], [], ['own']]);
  });

  it('lives round a loop', () => {
    const scenario = race(
      'cell own\ncell x\nlane A\n  1:1 x = own\n  1:2 own = x\n  1:3 if x == 0 goto 1:1\nlane B\n  2:1 x = 1',
    );
    expect(deadOf(scenario)).toEqual([[], ['own'], [], ['own']]);
  });

  it('is never what others know of, or what must hold at the end', () => {
    expect(deadOf(lanes(['cell x'], ['x = 1'], ['x = 2']))).toEqual([[], []]);
    expect(deadOf(lanes(['object a must-free'], ['free a']))).toEqual([[], []]);
  });

  it('makes no difference between states', () => {
    const reads = (lane: number) => Array.from({ length: 5 }, (_, at) => `own${lane} = x${at % 2}`);
    const scenario = lanes(['cell x0', 'cell x1', 'cell own0', 'cell own1'], reads(0), [
      ...reads(1),
      'x0 = 1',
      'x1 = 2',
    ]);
    const [with_, without] = [explore(scenario), explore(scenario, { reduce: false })];
    expect(with_.states * 2).toBeLessThan(without.states);
  });
});
