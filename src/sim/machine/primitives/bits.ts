import { binary, bitsOf, constant, differ, withBits, withoutBits } from '../actions/build.ts';
import type { Term } from '../actions/types.ts';
import type { Compiler, Operand, Primitive, Verb } from '../types.ts';
import { assign, bothAtOnce } from './at-once.ts';
import { accessOf, valueOperand } from './operands.ts';

/**
 * Atomic bit operations on a word of flags (Documentation/atomic_bitops.txt). The non-atomic `__set_bit()` is a read, a computation and a
 * write back: `seen = flags`, then `flags = seen | 4`.
 *
 *     12:1 set-bit PENDING of flags                      set_bit(PENDING, &flags)
 *     14:1 test-and-clear-bit 0 of flags into was        was = test_and_clear_bit(0, &flags)
 */
export const bits: Primitive = {
  kinds: {},
  verbs: [
    changing('set-bit {value} of {cell}', 'sets the bit with this number (set_bit)', withBits),
    changing('clear-bit {value} of {cell}', 'clears it (clear_bit)', withoutBits),
    changing('change-bit {value} of {cell}', 'turns it over (change_bit)', (word, mask) => binary('^', word, mask)),
    {
      signature: 'test-bit {value} of {value} into {cell}',
      meaning: 'gives 1 where it is set, else 0 (test_bit)',
      compile: ([bit, word, result], _lane, compiler) => ({
        effects: assign([accessOf(result), isSet(valueOperand(word).value, maskOf(bit, compiler))]),
      }),
    },
    testing(
      'test-and-set-bit {value} of {cell} into {cell}',
      'sets it; gives 1 where it was set before, else 0',
      withBits,
    ),
    testing(
      'test-and-clear-bit {value} of {cell} into {cell}',
      'clears it; gives 1 where it was set, else 0',
      withoutBits,
    ),
  ],
};

type Change = (word: Term, mask: Term) => Term;

function changing(signature: string, meaning: string, change: Change): Verb {
  return {
    signature,
    meaning,
    compile: ([bit, word], _lane, compiler) => {
      const target = accessOf(word);
      return { effects: assign([target, change(target.value, maskOf(bit, compiler))]) };
    },
  };
}

function testing(signature: string, meaning: string, change: Change): Verb {
  return {
    signature,
    meaning,
    compile: ([bit, word, result], _lane, compiler) => {
      const target = accessOf(word);
      const mask = maskOf(bit, compiler);
      return {
        effects: bothAtOnce(
          [target, change(target.value, mask)],
          [accessOf(result), isSet(target.value, mask)],
          compiler,
        ),
      };
    },
  };
}

function isSet(word: Term, mask: Term): Term {
  return differ(bitsOf(word, mask), 0);
}

/** A word has bits 0 to 31. */
function maskOf(bit: Operand | undefined, compiler: Compiler): Term {
  const { value, text } = valueOperand(bit);
  if (value.is === 'constant' && (value.value < 0 || value.value > 31))
    compiler.fail(undefined, `a word has the bits 0 to 31, and no bit ${text}`);
  return binary('<<', constant(1), value);
}
