import { bitsOf, constant, differ, equal, minus, plus, when, withBits } from '../actions/build.ts';
import type { Effect, Term } from '../actions/types.ts';
import type { Access, Compiler, Primitive, Verb } from '../types.ts';
import { assign, bothAtOnce } from './at-once.ts';
import { accessOf, valueOperand } from './operands.ts';

/**
 * Atomic read-modify-write operations on cells, with what they return (Documentation/atomic_t.txt): the cell is read, computed from and
 * written in one step that no other lane comes between, and what stands behind `into` is told of it in the same step.
 *
 *     12:1 inc counter                              atomic_inc(&counter)
 *     14:1 dec-and-test refs into last              if (atomic_dec_and_test(&refs))
 *     16:1 exchange owner with null into old        old = xchg(&owner, NULL)
 *     18:1 compare-exchange state from 0 to 1 into old
 *
 * So none of them loses an update; a plain write-back over one of them does.
 */
export const atomic: Primitive = {
  kinds: {},
  verbs: [
    {
      signature: 'inc {cell}',
      meaning: 'adds 1 (atomic_inc)',
      compile: ([cell]) => ({ effects: assign([accessOf(cell), plus(accessOf(cell).value, 1)]) }),
    },
    {
      signature: 'dec {cell}',
      meaning: 'takes 1 away (atomic_dec)',
      compile: ([cell]) => ({ effects: assign([accessOf(cell), minus(accessOf(cell).value, 1)]) }),
    },
    {
      signature: 'atomic-add {value} to {cell}',
      meaning: 'adds the value (atomic_add, atomic_sub)',
      compile: ([value, cell]) => ({
        effects: assign([accessOf(cell), plus(accessOf(cell).value, valueOperand(value).value)]),
      }),
    },
    returning(
      'add-return {value} to {cell} into {cell}',
      'adds the value; gives the new one (atomic_add_return)',
      plus,
      'new',
    ),
    returning(
      'fetch-add {value} to {cell} into {cell}',
      'adds the value; gives the old one (atomic_fetch_add)',
      plus,
      'old',
    ),
    returning(
      'fetch-or {value} to {cell} into {cell}',
      'sets the bits; gives the old value (atomic_fetch_or)',
      withBits,
      'old',
    ),
    returning(
      'fetch-and {value} to {cell} into {cell}',
      'keeps only the bits; gives the old value (atomic_fetch_and)',
      bitsOf,
      'old',
    ),
    {
      signature: 'dec-and-test {cell} into {cell}',
      meaning: 'takes 1 away; gives 1 where that leaves 0, else 0 (atomic_dec_and_test)',
      compile: ([cell, result], _lane, compiler) => {
        const less = minus(accessOf(cell).value, 1);
        return { effects: bothAtOnce([accessOf(cell), less], [accessOf(result), equal(less, 0)], compiler) };
      },
    },
    {
      signature: 'inc-not-zero {cell} into {cell}',
      meaning: 'adds 1 and gives 1, or gives 0 where the cell is 0 (atomic_inc_not_zero)',
      compile: ([cell, result], _lane, compiler) =>
        unless([accessOf(cell), constant(1), constant(0)], accessOf(result), compiler),
    },
    {
      signature: 'atomic-add {value} to {cell} unless {value} into {cell}',
      meaning: 'adds the first value and gives 1, or gives 0 where the cell has the second one (atomic_add_unless)',
      compile: ([value, cell, excepted, result], _lane, compiler) =>
        unless([accessOf(cell), valueOperand(value).value, valueOperand(excepted).value], accessOf(result), compiler),
    },
    {
      signature: 'exchange {cell} with {value} into {cell}',
      meaning: 'writes the value; gives the old one (xchg)',
      compile: ([cell, value, result], _lane, compiler) => ({
        effects: bothAtOnce(
          [accessOf(cell), valueOperand(value).value],
          [accessOf(result), accessOf(cell).value],
          compiler,
        ),
      }),
    },
    {
      signature: 'compare-exchange {cell} from {value} to {value} into {cell}',
      meaning: 'writes the second value where the cell has the first one; gives the old value (cmpxchg)',
      compile: ([cell, from, to, result], _lane, compiler) => {
        const [target, into] = [accessOf(cell), accessOf(result)];
        const both = bothAtOnce([target, valueOperand(to).value], [into, target.value], compiler);
        return { effects: when(equal(target.value, valueOperand(from).value), both, assign([into, target.value])) };
      },
    },
  ],
};

function returning(
  signature: string,
  meaning: string,
  compute: (old: Term, value: Term) => Term,
  gives: 'old' | 'new',
): Verb {
  return {
    signature,
    meaning,
    compile: ([value, cell, result], _lane, compiler) => {
      const target = accessOf(cell);
      const now = compute(target.value, valueOperand(value).value);
      const given = gives === 'new' ? now : target.value;
      return { effects: bothAtOnce([target, now], [accessOf(result), given], compiler) };
    },
  };
}

function unless(
  [target, value, excepted]: readonly [Access, Term, Term],
  result: Access,
  compiler: Compiler,
): { readonly effects: readonly Effect[] } {
  const added = bothAtOnce([target, plus(target.value, value)], [result, constant(1)], compiler);
  return { effects: when(differ(target.value, excepted), added, assign([result, constant(0)])) };
}
