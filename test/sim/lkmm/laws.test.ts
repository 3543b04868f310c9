import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Expression, LitmusStatement, LitmusTest, LitmusThread, Observable } from '../../../src/sim/lkmm/index.ts';
import { MODELS } from '../../../src/sim/lkmm/models/index.ts';
import { framesOf } from '../../../src/sim/lkmm/run.ts';
import { Budget, DEFAULT_LITMUS_BOUNDS } from '../../../src/sim/lkmm/search/bounds.ts';
import { programOf } from '../../../src/sim/lkmm/search/program.ts';
import { Search } from '../../../src/sim/lkmm/search/search.ts';
import { interleavedStates } from './interleavings.ts';
import { outcomeOf, statesOf } from './programs.ts';

const LOCATIONS = ['x', 'y'] as const;
const REGISTERS = ['r0', 'r1'] as const;

const address = fc.constantFrom(...LOCATIONS).map((name): Expression => ({ is: 'address', name }));
const stored: fc.Arbitrary<Expression> = fc.oneof(
  fc.integer({ min: 1, max: 2 }).map((value): Expression => ({ is: 'number', value })),
  fc.constantFrom(...REGISTERS).map((name): Expression => ({ is: 'register', name })),
);
const call = (primitive: string, ...operands: readonly Expression[]): Expression => ({
  is: 'call',
  primitive,
  operands,
});
const done = (expression: Expression): LitmusStatement => ({ is: 'evaluate', expression });
const FULL_BARRIER = done(call('smp_mb'));

const accesses: fc.Arbitrary<LitmusStatement> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .tuple(fc.constantFrom('WRITE_ONCE', 'smp_store_release'), address, stored)
      .map(([name, at, value]) => done(call(name, at, value))),
  },
  {
    weight: 4,
    arbitrary: fc
      .tuple(fc.constantFrom(...REGISTERS), fc.constantFrom('READ_ONCE', 'smp_load_acquire'), address)
      .map(([register, name, at]): LitmusStatement => ({ is: 'assign', register, value: call(name, at) })),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom(...REGISTERS), fc.constantFrom('xchg', 'xchg_relaxed', 'xchg_acquire'), address, stored)
      .map(
        ([register, name, at, value]): LitmusStatement => ({ is: 'assign', register, value: call(name, at, value) }),
      ),
  },
  { weight: 1, arbitrary: address.map((at) => done(call('atomic_inc', at))) },
);
const fences = fc
  .constantFrom('smp_mb', 'smp_wmb', 'smp_rmb', 'barrier', 'smp_mb__before_atomic', 'smp_mb__after_atomic')
  .map((name) => done(call(name)));
const simple = fc.oneof({ weight: 5, arbitrary: accesses }, { weight: 2, arbitrary: fences });
const branch = fc.tuple(fc.constantFrom(...REGISTERS), accesses, fc.option(accesses)).map(
  ([register, then, otherwise]): LitmusStatement => ({
    is: 'if',
    condition: { is: 'register', name: register },
    body: [then],
    otherwise: otherwise === null ? [] : [otherwise],
  }),
);
const body = fc.array(fc.oneof({ weight: 5, arbitrary: simple }, { weight: 1, arbitrary: branch }), {
  minLength: 1,
  maxLength: 4,
});

/** A test of these threads that looks at every register and location. */
function testOf(bodies: readonly (readonly LitmusStatement[])[], extra: readonly string[] = []): LitmusTest {
  const parameters = [...LOCATIONS, ...extra].map((name) => ({
    type: extra.includes(name) ? 'spinlock_t *' : 'int *',
    name,
  }));
  const threads: LitmusThread[] = bodies.map((each) => ({ parameters, body: each }));
  const observed: Observable[] = [
    ...bodies.flatMap((_, thread) => REGISTERS.map((name): Observable => ({ is: 'register', thread, name }))),
    ...LOCATIONS.map((name): Observable => ({ is: 'location', name })),
  ];
  return {
    ...{ name: 'generated', source: 'generated', initial: [], threads, locations: [], filter: null },
    quantifier: 'exists',
    condition: { is: 'and', operands: observed.map((left) => ({ is: 'equal', left, right: 0 })) },
  };
}
const tests = fc.array(body, { minLength: 2, maxLength: 3 }).map((bodies) => testOf(bodies));
const isPart = (part: readonly string[], whole: readonly string[]): boolean =>
  part.every((state) => whole.includes(state));

describe('the models', () => {
  it('sequential consistency is what interleaving gives', () => {
    fc.assert(
      fc.property(tests, (test) => {
        expect(statesOf(test, 'sc')).toEqual(interleavedStates(test));
      }),
      { numRuns: 150 },
    );
  });

  it('allow more from sequential consistency over x86 to the kernel', () => {
    fc.assert(
      fc.property(tests, (test) => {
        const [sc, tso, lkmm] = (['sc', 'tso', 'lkmm'] as const).map((model) => statesOf(test, model)) as [
          string[],
          string[],
          string[],
        ];
        expect(isPart(sc, tso)).toBe(true);
        expect(isPart(tso, lkmm)).toBe(true);
        expect(isPart(lkmm, statesOf(test, 'lkmm-6.1'))).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  it('allow no outcome more with a full barrier more', () => {
    const place = fc.tuple(fc.nat(), fc.nat());
    fc.assert(
      fc.property(tests, place, (test, [which, where]) => {
        const thread = which % test.threads.length;
        const threads = test.threads.map(({ parameters, body: statements }, index) => {
          if (index !== thread) return { parameters, body: statements };
          const at = where % (statements.length + 1);
          return { parameters, body: [...statements.slice(0, at), FULL_BARRIER, ...statements.slice(at)] };
        });
        for (const model of ['lkmm', 'lkmm-6.1', 'tso', 'sc'] as const) {
          expect(isPart(statesOf({ ...test, threads }, model), statesOf(test, model))).toBe(true);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('are one where a full barrier stands everywhere', () => {
    fc.assert(
      fc.property(tests, (test) => {
        const threads = test.threads.map(({ parameters, body: statements }) => ({
          parameters,
          body: statements.flatMap((statement) => [statement, FULL_BARRIER]),
        }));
        expect(statesOf({ ...test, threads })).toEqual(interleavedStates(test));
      }),
      { numRuns: 100 },
    );
  });

  it('are one where all accesses are made under one lock', () => {
    const lock: Expression = { is: 'address', name: 'l' };
    const locked = fc
      .array(fc.array(body, { minLength: 1, maxLength: 2 }), { minLength: 2, maxLength: 3 })
      .map((threads) =>
        testOf(
          threads.map((sections) =>
            sections.flatMap((section) => [done(call('spin_lock', lock)), ...section, done(call('spin_unlock', lock))]),
          ),
          ['l'],
        ),
      );
    fc.assert(
      fc.property(locked, (test) => {
        expect(statesOf(test)).toEqual(interleavedStates(test));
      }),
      { numRuns: 100 },
    );
  });
});

describe('the search', () => {
  it('counts as many executions as it finds one by one', () => {
    fc.assert(
      fc.property(tests, (test) => {
        const program = programOf(test);
        let count = 0;
        for (const frame of framesOf(program)) {
          const visit = { admits: () => true, found: () => void count++ };
          new Search(
            frame,
            MODELS.lkmm.prepare(frame),
            program.initial,
            visit,
            new Budget(DEFAULT_LITMUS_BOUNDS),
            null,
          ).run();
        }
        const { positive, negative } = outcomeOf(test);
        expect(positive + negative).toBe(count);
      }),
      { numRuns: 200 },
    );
  });
});
