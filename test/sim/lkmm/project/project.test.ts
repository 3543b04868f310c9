import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reachableFailures } from '../../../../src/sim/index.ts';
import { printLitmus, projectScenario, readLitmus, runLitmus } from '../../../../src/sim/lkmm/index.ts';
import { lanes, race } from '../../race.ts';
import { NEITHER_SEEN, storeBuffering } from '../../store-buffering.ts';

const RUNS = Number(process.env.RUNS ?? 60);

/** The observation of a model for the scenario's only test. */
function observed(text: string, model: 'sc' | 'tso' | 'lkmm' = 'lkmm'): string {
  const projection = projectScenario(race(text));
  if (!projection.ok) return projection.why;
  const [test] = projection.tests;
  const run = test === undefined ? null : runLitmus(test, { model });
  return run?.ok ? run.outcome.observation : 'failed';
}

const SB = (barrier0: string, barrier1: string) => `${storeBuffering(barrier0, barrier1)}${NEITHER_SEEN}`;

const MP = (store: string, load: string, copy = 'copy = data') => `cell data
cell ready
cell seen
cell copy
readers rcu
lane CPU0
  1:1 data = 1
  2:1 ${store}
lane CPU1
  3:2 ${load}
  3:3 if seen == 0 goto end
  4:2 ${copy}
  5:2 check copy == 1 else reordering
look for reordering at 5:2`;

describe('what a scenario says as a litmus test', () => {
  it.each([
    ['no barriers', '', '', 'Sometimes'],
    ['one barrier', 'barrier full', '', 'Sometimes'],
    ['two barriers', 'barrier full', 'barrier full', 'Never'],
    ['barriers of the wrong kind', 'barrier write', 'barrier read', 'Sometimes'],
    ['a read-modify-write orders on both sides', 'fetch-add 1 to z into t', 'fetch-add 1 to z into u', 'Never'],
    ['one that returns nothing orders nothing', 'inc z', 'inc z', 'Sometimes'],
  ])('store buffering with %s', (_, first, second, expected) => {
    expect(observed(`cell z\ncell t\ncell u\n${SB(first, second)}`)).toBe(expected);
  });

  it.each([
    ['nothing', 'ready = 1', 'seen = ready', undefined, 'Sometimes'],
    ['release and acquire', 'barrier release; ready = 1', 'seen = ready; barrier acquire', undefined, 'Never'],
    ['a release alone', 'barrier release; ready = 1', 'seen = ready', undefined, 'Sometimes'],
    ['an acquire alone', 'ready = 1', 'seen = ready; barrier acquire', undefined, 'Sometimes'],
    ['a dependent address', 'barrier release; ready = 1', 'seen = ready', 'load data through seen into copy', 'Never'],
    [
      'a grace period',
      'wait-readers rcu; ready = 1',
      'read-lock rcu; seen = ready',
      'copy = data; read-unlock rcu',
      'Never',
    ],
  ])('message passing with %s', (_, store, load, copy, expected) => {
    expect(observed(MP(store, load, copy))).toBe(expected);
  });

  it.each([
    ['a store in a branch is not done before its test', 'if r0 == 0 goto end', 'Never'],
    ['a store behind a branch may be', 'if r0 == 0 goto 2:1', 'Sometimes'],
  ])('%s', (_, branch, expected) => {
    const text = `cell x
cell y
cell r0
cell r1
cell z
lane CPU0
  1:1 r0 = x
  1:1 ${branch}
  1:2 z = 1
  2:1 y = 1
lane CPU1
  1:3 r1 = y
  1:4 barrier full
  2:3 x = 1
look for reordering when r0 == 1 && r1 == 1`;
    expect(observed(text)).toBe(expected);
  });

  it('of a wait the round that ends it is taken, and what follows depends on it', () => {
    const text = (wait: string) => `cell x
cell go
cell seen
lane CPU0
  1:1 x = 1
  2:1 barrier release; go = 1
lane CPU1
  3:2 ${wait}
  4:2 seen = x
  5:2 check seen == 1 else reordering
look for reordering`;
    expect(observed(text('await go == 1'))).toBe('Sometimes');
    expect(observed(text('await go == 1; barrier acquire'))).toBe('Never');
    expect(observed(`cell g\n${text('g = go; barrier acquire; if g == 0 goto 3:2')}`)).toBe('Never');
  });

  it('shows what every load reads where nothing says what must not be seen', () => {
    const projection = projectScenario(race(SB('', '').replace(/ when.*/, '')));
    expect(projection).toMatchObject({ ok: true, isOpen: true });
    const locations = projection.ok && projection.tests[0]?.locations;
    expect(locations).toEqual([
      { is: 'register', thread: 0, name: 'r0' },
      { is: 'register', thread: 1, name: 'r1' },
    ]);
  });

  it('is a test for each choice of initial values', () => {
    const projection = projectScenario(race(SB('', '').replace('cell x', 'cell x in 0, 5')));
    expect(projection.ok && projection.tests.length).toBe(2);
  });

  it.each([
    ['an object is used', 'object o', 'use o', /knows nothing of "use"/],
    ['a lock is shared', 'rwsem L', 'lock L shared', /no variable of a memory model|no lock/],
    ['a lane jumps back', '', 'x = 1; if y == 0 goto 1:1', /jumps back/],
    ['a release stands alone', '', 'barrier release', /stands without the access/],
  ])('says why where %s', (_, declaration, statement, why) => {
    const projection = projectScenario(race(`${declaration}\n${SB(statement, '')}`));
    expect(projection.ok ? 'it can' : projection.why).toMatch(why);
  });

  it('takes a lock that is held at the start first, unless others want it', () => {
    const own = projectScenario(race(`lock L = CPU0\n${SB('unlock L', '')}`));
    expect(own.ok && own.tests[0]?.threads.map(({ body }) => JSON.stringify(body).includes('spin_lock'))).toEqual([
      true,
      false,
    ]);
    const shared = projectScenario(race(`lock L = CPU0\n${SB('unlock L', 'lock L')}`));
    expect(shared.ok ? 'it can' : shared.why).toMatch(/held at the start/);
  });

  it('gives names that C allows, each its own', () => {
    const text =
      'cell a->b\ncell a.b\ncell int\ncell `1st`\nlane A\n  1:1 a->b = 1; a.b = int\n  1:2 `1st` = a->b\nlane B\n  2:1 a->b = a.b; int = `1st`\nlook for reordering';
    const projection = projectScenario(race(text));
    const names = projection.ok ? (projection.tests[0]?.threads[0]?.parameters.map(({ name }) => name) ?? []) : [];
    expect(names).toEqual(['a_b', 'a_b_2', 'int_', 'v1st']);
  });
});

const statement = fc.oneof(
  fc.record({ is: fc.constant('read' as const), cell: fc.constantFrom('x', 'y') }),
  fc.record({ is: fc.constant('write' as const), cell: fc.constantFrom('x', 'y'), value: fc.constantFrom(1, 2) }),
  fc.record({ is: fc.constant('barrier' as const), order: fc.constantFrom('full', 'read', 'write') }),
  fc.record({ is: fc.constant('swap' as const), cell: fc.constantFrom('x', 'y'), value: fc.constantFrom(3, 4) }),
);
const programs = fc.array(fc.array(statement, { minLength: 1, maxLength: 4 }), { minLength: 2, maxLength: 3 });

/** The steps of a program, and the registers that its reads fill. */
function stepsOf(program: readonly (readonly { is: string; cell?: string; value?: number; order?: string }[])[]) {
  const registers: string[] = [];
  const steps = program.map((own, lane) =>
    own.map(({ is, cell, value, order }, at) => {
      if (is === 'barrier') return `barrier ${order}`;
      if (is === 'write') return `${cell} = ${value}`;
      const register = `r${lane}${at}`;
      registers.push(register);
      return is === 'read' ? `${register} = ${cell}` : `exchange ${cell} with ${value} into ${register}`;
    }),
  );
  return { registers, steps };
}

describe('the projection of any program', () => {
  const scenarioOf = (program: Parameters<typeof stepsOf>[0], wanted: readonly number[]) => {
    const { registers, steps } = stepsOf(program);
    const scenario = lanes(['cell x', 'cell y', ...registers.map((each) => `cell ${each}`)], ...steps);
    const when = registers.map((each, at) => `${each} == ${wanted[at] ?? 0}`).join(' && ');
    return registers.length === 0
      ? null
      : { ...scenario, goals: race(`lane A\n  1:1 pass\nlook for reordering when ${when}`).goals };
  };
  const wanted = fc.array(fc.constantFrom(0, 1, 2, 3), { minLength: 12, maxLength: 12 });

  it('gives under sequential consistency what the machine finds, and no less under the weaker models', () => {
    fc.assert(
      fc.property(programs, wanted, (program, values) => {
        const scenario = scenarioOf(program, values);
        if (scenario === null) return;
        const projection = projectScenario(scenario);
        if (!projection.ok) throw new Error(projection.why);
        const under = (model: 'sc' | 'tso' | 'lkmm') =>
          projection.tests.some((test) => {
            const run = runLitmus(test, { model });
            return run.ok && run.outcome.positive > 0;
          });
        expect(under('sc')).toBe(reachableFailures(scenario).failures.has('reordering'));
        expect(!under('sc') || under('tso')).toBe(true);
        expect(!under('tso') || under('lkmm')).toBe(true);
      }),
      { numRuns: RUNS },
    );
  });

  it('is read back from its text', () => {
    fc.assert(
      fc.property(programs, wanted, (program, values) => {
        const scenario = scenarioOf(program, values);
        const projection = scenario === null ? null : projectScenario(scenario);
        const test = projection?.ok ? projection.tests[0] : undefined;
        if (test === undefined) return;
        const read = readLitmus(printLitmus(test), 'again.litmus');
        if (!read.ok) throw new Error(JSON.stringify(read));
        const [before, after] = [runLitmus(test), runLitmus(read.test)];
        if (!before.ok || !after.ok) throw new Error('one cannot be run');
        expect(after.outcome.states).toEqual(before.outcome.states);
      }),
      { numRuns: RUNS },
    );
  });
});
