import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Expression, Scenario, Statement } from '../../src/scenario/types.ts';
import { drawnOrder, explore } from '../../src/sim/index.ts';
import { scenarios } from './arbitrary.ts';
import { failuresOf, lanes, summary } from './race.ts';

const RUNS = Number(process.env.RUNS ?? 150);

/** The same scenario under other names for everything that is declared, and for the lanes. */
function renamed(scenario: Scenario): Scenario {
  const known = new Set([...scenario.declarations.map(({ name }) => name), ...scenario.lanes.map(({ name }) => name)]);
  const rename = (name: string): string => {
    const [owner = '', ...field] = name.split('.');
    return known.has(owner) ? [`other ${owner}->name`, ...field].join('.') : name;
  };
  const inside = (expression: Expression): Expression => {
    switch (expression.is) {
      case 'number':
        return expression;
      case 'name':
        return { ...expression, name: rename(expression.name) };
      case 'unary':
        return { ...expression, operand: inside(expression.operand) };
      case 'binary':
        return { ...expression, left: inside(expression.left), right: inside(expression.right) };
    }
  };
  const statement = (each: Statement): Statement => {
    if (each.is === 'assign') return { ...each, target: rename(each.target), value: inside(each.value) };
    if (each.is === 'verb') return { ...each, operands: each.operands.map(inside) };
    return { ...each, condition: inside(each.condition) };
  };
  return {
    ...scenario,
    declarations: scenario.declarations.map((each) => ({
      ...each,
      name: rename(each.name),
      values: each.values.map(inside),
      options: each.options.map((option) => ({ ...option, value: option.value && inside(option.value) })),
    })),
    lanes: scenario.lanes.map((lane) => ({
      ...lane,
      name: rename(lane.name),
      ...(lane.on && { on: { ...lane.on, cpu: rename(lane.on.cpu) } }),
      steps: lane.steps.map((step) => ({ ...step, statements: step.statements.map(statement) })),
    })),
  };
}

function hasNotedFact(scenario: Scenario): boolean {
  return scenario.lanes.some((lane) => lane.steps.some((step) => step.statements.some(({ is }) => is === 'noted')));
}

describe('what must not matter does not', () => {
  it('names: other ones change nothing but the words', () => {
    fc.assert(
      fc.property(scenarios({ lanes: 3, steps: 8 }), (scenario) => {
        const [before, after] = [explore(scenario), explore(renamed(scenario))];
        expect(summary(after)).toEqual(summary(before));
        expect(after.states).toBe(before.states);
        expect(after.witnesses.map(({ failure, token, step }) => [failure, token, step])).toEqual(
          before.witnesses.map(({ failure, token, step }) => [failure, token, step]),
        );
      }),
      { numRuns: RUNS },
    );
  });

  it('the run: two give the same', () => {
    fc.assert(
      fc.property(scenarios({ lanes: 3, steps: 9, loops: true }), (scenario) => {
        expect(explore(scenario)).toEqual(explore(scenario));
        const drawn = { ...scenario, drawn: scenario.lanes.flatMap((lane) => lane.steps.map(({ id }) => id)) };
        expect(drawnOrder(drawn)).toEqual(drawnOrder(drawn));
      }),
      { numRuns: RUNS },
    );
  });

  it('reduction: it only leaves states out', () => {
    fc.assert(
      fc.property(scenarios({ lanes: 3, steps: 12 }), (scenario) => {
        const [with_, without] = [explore(scenario), explore(scenario, { reduce: false })];
        // an execution that ends early goes on without the lane that ended it, in states of their own
        const endsEarly = with_.witnesses.length > 0 || hasNotedFact(scenario);
        if (!endsEarly) expect(with_.states).toBeLessThanOrEqual(without.states);
        expect(summary(with_)).toEqual(summary(without));
        expect(with_.witnesses.map(({ token }) => token).sort()).toEqual(
          without.witnesses.map(({ token }) => token).sort(),
        );
      }),
      { numRuns: RUNS },
    );
  });

  it('a further lane that shares nothing: the failures stay', () => {
    fc.assert(
      fc.property(scenarios({ lanes: 2, steps: 7 }), (scenario) => {
        const alone = { name: 'alone', title: null, implied: false };
        const target = { kind: 'cell', name: 'own', values: [], options: [] };
        const step = {
          id: '99:1',
          text: '',
          statements: [{ is: 'assign', target: 'own', value: { is: 'number', value: 1 } } as const],
        };
        const wider: Scenario = {
          ...scenario,
          declarations: [...scenario.declarations, target],
          lanes: [...scenario.lanes, { ...alone, steps: [step, { ...step, id: '99:2' }] }],
        };
        expect(failuresOf(wider)).toEqual(failuresOf(scenario));
      }),
      { numRuns: RUNS },
    );
  });
});

describe('what must matter does', () => {
  /** Steps of one lane that leave the world whole when nobody comes between. */
  const sections: readonly (readonly string[])[] = [
    ['seenN = x', 'x = seenN + 1'],
    ['if p == null goto end', 'use p'],
    ['free p', 'p = null'],
    ['a = 1', 'b = 1'],
    ['check a == b else torn'],
    ['b = 0; a = 0'],
    ['p = null', 'check p == null else wrong-state', 'p = o'],
  ];
  const declared = ['object o', 'cell p = o', 'cell x', 'cell a', 'cell b', 'cell seen0', 'cell seen1'];
  /** Every kind of lock, and how it is taken for oneself. */
  const kinds: readonly (readonly [kind: string, take: string, release: string])[] = [
    ...['lock', 'mutex', 'rwlock', 'rwsem', 'percpu-rwsem', 'bit-lock'].map(
      (kind) => [kind, 'lock', 'unlock'] as const,
    ),
    ['seqlock', 'lock', 'unlock'],
    ['seqlock', 'write-begin', 'write-end'],
  ];
  const own = (steps: readonly string[], lane: number) => steps.map((step) => step.replaceAll('seenN', `seen${lane}`));
  // a lane that leaves early still has to release
  const held = (steps: readonly string[], lane: number, take: string, release: string) => [
    `${take} all`,
    ...steps.map((step) => step.replace('goto end', `goto ${lane + 1}:${steps.length + 2}`)),
    `${release} all`,
  ];
  const pairs = sections.flatMap((left) => sections.map((right) => [left, right] as const));

  it.each(kinds)('a lock around both sides: %s, by %s', (kind, take, release) => {
    for (const [left, right] of pairs) {
      const note = `${left.join('; ')} | ${right.join('; ')}`;
      const sides = [held(own(left, 0), 0, take, release), held(own(right, 1), 1, take, release)];
      const whole = lanes([...declared, `${kind} all`], ...sides);
      const sequential = ['free p', 'p = o'].every((step) => [...left, ...right].includes(step))
        ? ['double-free', 'use-after-free']
        : [];
      expect(
        failuresOf(whole).filter((failure) => !sequential.includes(failure)),
        note,
      ).toEqual([]);
      expect(explore(whole).finishes, note).toBe(true);
    }
  });

  it('a lock that both hold shared helps nobody', () => {
    for (const kind of ['lock', 'rwlock', 'rwsem', 'percpu-rwsem']) {
      const torn = [['a = 1', 'b = 1'], ['check a == b else torn']] as const;
      const [left, right] = torn.map((steps, lane) => held(steps, lane, 'lock', 'unlock'));
      const shared = [left, right].map((lane) =>
        (lane ?? []).map((step) => (step === 'lock all' ? 'lock all shared' : step)),
      );
      expect(failuresOf(lanes([...declared, `${kind} all`], ...shared)), kind).toEqual(['torn']);
    }
  });

  it('some of these pairs fail without it', () => {
    const open = pairs.filter(([left, right]) => failuresOf(lanes(declared, own(left, 0), own(right, 1))).length > 0);
    expect(open.length).toBeGreaterThanOrEqual(9);
  });
});
