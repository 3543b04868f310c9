import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRace } from '../../../src/scenario/index.ts';
import { explore } from '../../../src/sim/index.ts';
import { program, statesOf } from './programs.ts';

/** One access of a critical section: a register is read into, or a number is written; what was read is not, for the machine calls that a lost update. */
type Access = {
  readonly location: 'x' | 'y';
  readonly register: 'r0' | 'r1';
  readonly writes: number | null;
};

const access: fc.Arbitrary<Access> = fc.record({
  location: fc.constantFrom('x' as const, 'y' as const),
  register: fc.constantFrom('r0' as const, 'r1' as const),
  writes: fc.constantFrom(null, null, 1, 2),
});
const threads = fc.array(fc.array(fc.array(access, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 2 }), {
  minLength: 2,
  maxLength: 3,
});
type Threads = readonly (readonly (readonly Access[])[])[];

const observed = (count: number): string[] => [
  ...Array.from({ length: count }, (_, thread) => [`${thread}:r0`, `${thread}:r1`]).flat(),
  'x',
  'y',
];

function litmusOf(all: Threads) {
  const bodies = all.map((sections) =>
    sections.map((section) => {
      const lines = section.map(({ location, register, writes }) =>
        writes === null ? `${register} = READ_ONCE(*${location});` : `WRITE_ONCE(*${location}, ${writes});`,
      );
      return `spin_lock(l); ${lines.join(' ')} spin_unlock(l);`;
    }),
  );
  const condition = `exists (${observed(all.length)
    .map((name) => `${name}=0`)
    .join(' /\\ ')})`;
  return program(
    bodies.map((sections) => sections.join('\n')),
    condition,
    { parameters: 'int *x, int *y, spinlock_t *l' },
  );
}

/** The same threads for the machine, and a lane that looks at the end whether one of `states` is there. */
function raceOf(all: Threads, states: readonly string[]) {
  const lanes = all.map((sections, thread) => {
    let line = 0;
    const steps = sections.flatMap((section) => [
      'lock l',
      ...section.map(({ location, register, writes }) => {
        const own = `${register}_${thread}`;
        return writes === null ? `${own} = ${location}` : `${location} = ${writes}`;
      }),
      'unlock l',
    ]);
    return [`lane T${thread}`, ...[...steps, `done_${thread} = 1`].map((step) => `${thread + 1}${++line}:1 ${step}`)];
  });
  const one = (state: string) =>
    `(${state
      .split(' ')
      .map((part) =>
        part
          .replace(/^(\d):(r\d)/, '$2_$1')
          .replace(/[[\]]/g, '')
          .replace('=', ' == '),
      )
      .join(' && ')})`;
  const cells = all.flatMap((_, thread) => [`r0_${thread}`, `r1_${thread}`, `done_${thread}`]);
  const text = [
    'scenario "one lock"',
    'lock l',
    ...['x', 'y', ...cells].map((name) => `cell ${name}`),
    ...lanes.flat(),
    'lane end',
    `99:1 await ${all.map((_, thread) => `done_${thread} == 1`).join(' && ')}`,
    `100:1 check ${states.map(one).join(' || ')} else wrong-state`,
    'look for wrong-state at 100:1 shown',
  ].join('\n');
  const read = readRace(text, 'test.race');
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return explore(read.scenario);
}

const fails = (all: Threads, states: readonly string[]): boolean => {
  const outcome = raceOf(all, states);
  expect(outcome.complete).toBe(true);
  return outcome.witnesses.some(({ failure }) => failure === 'wrong-state');
};

describe('a program whose accesses are all made under one lock', () => {
  it('ends under the kernel’s model as the interleaving explorer has it end', () => {
    fc.assert(
      fc.property(threads, (all) => {
        const states = statesOf(litmusOf(all));
        // the machine is asked once for each, in a line that may have so many operators
        fc.pre(states.length <= 20);
        // no other end is reached, and each of these is
        expect(fails(all, states)).toBe(false);
        if (states.length === 1) return;
        for (const state of states) {
          expect(
            fails(
              all,
              states.filter((other) => other !== state),
            ),
          ).toBe(true);
        }
      }),
      { numRuns: 25 },
    );
  });
});
