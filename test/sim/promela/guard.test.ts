import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  BLOCK,
  binary,
  constant,
  equal,
  LEAVE,
  plus,
  STAY,
  set,
  slot,
  when,
} from '../../../src/sim/machine/actions/build.ts';
import { conditionOf, endingsOf, guardOf, keyOf } from '../../../src/sim/machine/actions/guard.ts';
import { evaluator, runner } from '../../../src/sim/machine/actions/interpret.ts';
import type { Effect, Term, TermOperator } from '../../../src/sim/machine/actions/types.ts';
import { BLOCKED, failureOf, JUMPS, LEAVES, OK, STAYS } from '../../../src/sim/machine/types.ts';

const SLOTS = 3;
const OPERATORS: readonly TermOperator[] = [
  '==', '!=', '<', '<=', '>', '>=', '&&', '||', '+', '-', '&', '|', '^', '<<', '>>',
]; // biome-ignore format: a list

const terms: fc.Arbitrary<Term> = fc.letrec<{ term: Term }>((tie) => ({
  term: fc.oneof(
    { depthSize: 'small' },
    fc.integer({ min: -2, max: 3 }).map(constant),
    fc.nat({ max: SLOTS - 1 }).map(slot),
    fc
      .tuple(fc.constantFrom('!', '-', '~'), tie('term'))
      .map(([operator, operand]) => ({ is: 'unary', operator, operand }) as Term),
    fc
      .tuple(fc.constantFrom(...OPERATORS), tie('term'), tie('term'))
      .map(([operator, left, right]) => binary(operator, left, right)),
  ),
})).term;

const effects: fc.Arbitrary<readonly Effect[]> = fc.letrec<{ effects: readonly Effect[]; effect: readonly Effect[] }>(
  (tie) => ({
    effect: fc.oneof(
      { depthSize: 'small' },
      fc.tuple(fc.nat({ max: SLOTS - 1 }), terms).map(([target, value]) => [set(target, value)]),
      fc
        .constantFrom<Effect>(BLOCK, LEAVE, STAY, { do: 'jump', to: 4 }, { do: 'fail', failure: 'torn' })
        .map((each) => [each]),
      fc
        .tuple(terms, tie('effects'), tie('effects'))
        .map(([condition, then, otherwise]) => when(condition, then, otherwise)),
    ),
    effects: fc.array(tie('effect'), { maxLength: 4 }).map((all) => all.flat()),
  }),
).effects;

const states = fc
  .array(fc.integer({ min: -2, max: 3 }), { minLength: SLOTS, maxLength: SLOTS })
  .map((all) => Int32Array.from(all));

/** How a run ended, in the words of `keyOf`. */
function ended(result: number): string {
  if (result === OK) return 'next';
  if (result >= JUMPS) return `jump ${result - JUMPS}`;
  const failure = failureOf(result);
  return failure === null
    ? ({ [BLOCKED]: 'block', [LEAVES]: 'leave', [STAYS]: 'stay' }[result] ?? '')
    : `fail ${failure}`;
}

describe('the condition under which effects happen', () => {
  it('is true in exactly the states in which running them does not block', () => {
    fc.assert(
      fc.property(effects, fc.array(states, { minLength: 1, maxLength: 20 }), (all, starts) => {
        const guard = evaluator(guardOf(all) as Term);
        const run = runner(all);
        for (const start of starts) expect(guard(start) !== 0).toBe(run(Int32Array.from(start)) !== BLOCKED);
      }),
      { numRuns: Number(process.env.RUNS ?? 2000) },
    );
  });

  it('splits the states by how the effects end, and knows every way', () => {
    fc.assert(
      fc.property(effects, fc.array(states, { minLength: 1, maxLength: 20 }), (all, starts) => {
        const run = runner(all);
        const ways = endingsOf(all).map((ending) => ({
          key: keyOf(ending),
          holds: evaluator(conditionOf(all, (each) => keyOf(each) === keyOf(ending)) as Term),
        }));
        for (const start of starts) {
          const how = ended(run(Int32Array.from(start)));
          expect(ways.filter(({ holds }) => holds(start) !== 0).map(({ key }) => key)).toEqual([how]);
        }
      }),
      { numRuns: Number(process.env.RUNS ?? 2000) },
    );
  });

  it('speaks of the state before the step: what was set on the way is put in', () => {
    const all = [set(0, plus(slot(0), 1)), ...when(equal(slot(0), 3), [BLOCK])];
    expect(guardOf(all)).toEqual(binary('!=', plus(slot(0), 1), 3));
  });

  it('passes over what cannot matter for it', () => {
    const noise = Array.from({ length: 60 }, (_, at) => when(slot(1), [set(2, at)], [set(2, -at)])).flat();
    expect(guardOf([...noise, ...when(slot(0), [BLOCK])])).toEqual({ is: 'unary', operator: '!', operand: slot(0) });
  });

  it('is not built where it would be too large', () => {
    const doubling = Array.from({ length: 60 }, () => set(0, plus(slot(0), slot(0))));
    expect(guardOf([...doubling, ...when(slot(0), [BLOCK])])).toBeNull();
    const branches = Array.from({ length: 60 }, (_, at) =>
      when(slot(1), [set(0, plus(slot(0), at))], [set(0, at)]),
    ).flat();
    expect(guardOf([...branches, ...when(slot(0), [BLOCK])])).toBeNull();
  });
});
