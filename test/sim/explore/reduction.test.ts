import { describe, expect, it } from 'vitest';
import { explore } from '../../../src/sim/index.ts';
import { DEFAULT_BOUNDS } from '../../../src/sim/types.ts';
import { lanes } from '../race.ts';

const both = (scenario: ReturnType<typeof lanes>) => {
  const [reduced, all] = [explore(scenario), explore(scenario, { reduce: false })];
  return { reduced: reduced.states, all: all.states, transitions: reduced.transitions };
};
const times = <Item>(count: number, make: (index: number) => Item) =>
  Array.from({ length: count }, (_, at) => make(at));

describe('reduction', () => {
  it('lanes that share nothing are run one after another', () => {
    const { reduced, all } = both(
      lanes(
        times(4, (lane) => `cell x${lane}`),
        ...times(4, (lane) => times(6, (at) => `x${lane} = ${at}`)),
      ),
    );
    expect(all).toBe(7 ** 4);
    expect(reduced).toBe(4 * 6 + 1);
  });

  it('a critical section runs as if it were one step: who waits for the lock does nothing meanwhile', () => {
    const section = ['lock L', ...times(6, (at) => `x = ${at}`), 'unlock L'];
    const { reduced, all } = both(
      lanes(
        ['lock L', 'cell x', 'cell y'],
        section,
        section,
        section,
        times(5, (at) => `y = ${at}`),
      ),
    );
    // six orders of three sections, which share what comes before they differ
    expect(reduced).toBeLessThanOrEqual(8 * (3 + 6 + 6) + 6);
    expect(all).toBeGreaterThan(4 * reduced);
  });

  it('nobody waits with the lane that lets it go on', () => {
    const { reduced } = both(
      lanes(['cell flag', 'cell x'], [...times(8, (at) => `x = ${at}`), 'flag = 1'], ['await flag == 1', 'x = 9']),
    );
    expect(reduced).toBe(12);
  });

  it('independent steps of two lanes are crossed once', () => {
    // the last steps conflict, so both lanes are tried; what they do before in either order is the same
    const { transitions, reduced } = both(
      lanes(['cell a', 'cell b', 'cell x'], ['a = 1', 'a = 2', 'x = 1'], ['b = 1', 'b = 2', 'x = 2']),
    );
    expect(transitions).toBeLessThan(reduced + 3);
  });
});

describe('memory', () => {
  it('is a bound, and reported', () => {
    const scenario = lanes(['cell x'], ...times(5, (lane) => times(20, (at) => `x = ${lane + at}`)));
    const outcome = explore(scenario, { bounds: { ...DEFAULT_BOUNDS, memory: 1 << 20 } });
    expect(outcome).toMatchObject({ complete: false, bound: 'memory' });
    expect(outcome.bytes).toBeLessThan(4 << 20);
  });
});
