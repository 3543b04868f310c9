import { choose, constant, differ, fail, STAY, set, slot, when } from '../actions/build.ts';
import type { Effect, Term } from '../actions/types.ts';
import type { Compiler, Operand, Primitive } from '../types.ts';
import { assignTo, ownOf, valueOperand } from './operands.ts';

/**
 * Values that are written and read in two parts: more than a word, structures, and what the compiler may split ("store tearing" in
 * Documentation/memory-barriers.txt, tools/memory-model/Documentation/access-marking.txt).
 *
 *     wide ts = 7
 *     12:1 store 8 to ts        another lane may come between the parts
 *     14:9 load ts into t       torn, where one part is old and the other one new
 *     16:9 copy ts to mine      a structure copy: it may come out torn, and only a load of `mine` would see that
 *
 * Two different values differ in both parts here. A part remembers the whole value that it was written for.
 */
type Wide = { readonly first: number; readonly second: number };

const FIRST_PART = 0;
const SECOND_PART = 1;

export const wide: Primitive = {
  kinds: {
    wide: {
      form: 'wide NAME [= VALUE]',
      declare: ({ name, values }, compiler) => {
        const initial = [values[0] === undefined ? 0 : compiler.constant(values[0])];
        const own: Wide = {
          first: compiler.slot(`${name} (first part)`, initial, String),
          second: compiler.slot(`${name} (second part)`, initial, String),
        };
        return { kind: 'wide', name, access: null, own };
      },
    },
  },
  verbs: [
    {
      signature: 'store {value} to {wide}',
      meaning: 'writes the first part, then the second one; others may come between',
      stays: true,
      compile: ([value, target], lane, compiler) => {
        const { first, second } = ownOf<Wide>(target);
        return inTwoParts(lane, compiler, valueOperand(value).value, (kept) => [
          [set(first, kept)],
          [set(second, kept)],
        ]);
      },
    },
    {
      signature: 'load {wide} into {cell}',
      meaning: 'reads the first part, then the second one; torn where they belong to different values',
      stays: true,
      compile: ([source, result], lane, compiler) => {
        const { first, second } = ownOf<Wide>(source);
        return inTwoParts(lane, compiler, slot(first), (kept) => [
          [],
          [...when(differ(slot(second), kept), [fail('torn')]), ...assignTo(result)(kept)],
        ]);
      },
    },
    {
      signature: 'copy {wide} to {wide}',
      meaning: 'copies the first part, then the second one; a torn copy shows when it is loaded',
      stays: true,
      compile: ([from, to]: readonly Operand[], lane, compiler) => {
        const [source, target] = [ownOf<Wide>(from), ownOf<Wide>(to)];
        return inTwoParts(lane, compiler, constant(0), () => [
          [set(target.first, slot(source.first))],
          [set(target.second, slot(source.second))],
        ]);
      },
    },
  ],
};

/** Two transitions of one step; the second one finds what `value` was in the first. */
function inTwoParts(
  lane: number,
  compiler: Compiler,
  value: Term,
  parts: (kept: Term) => readonly [readonly Effect[], readonly Effect[]],
): { readonly effects: readonly Effect[] } {
  const at = compiler.slot(`${compiler.laneNames[lane]} between two parts`, [FIRST_PART]);
  const kept = compiler.slot(`${compiler.laneNames[lane]} keeps`, [0]);
  const [first, second] = parts(slot(kept));
  return {
    effects: choose(
      slot(at),
      [[FIRST_PART, [set(kept, value), set(at, SECOND_PART), ...first, STAY]]],
      [...second, set(at, FIRST_PART), set(kept, 0)],
    ),
  };
}
