import { and, await_, bitsOf, differ, fail, not, plus, set, slot, when } from '../actions/build.ts';
import type { Effect } from '../actions/types.ts';
import type { Compiler, Primitive, Verb } from '../types.ts';
import { type Held, hasNoOwner, isOwner, own, ownersIn, showLane, waitsFor } from './held.ts';
import { assignTo, ownOf, valueOperand } from './operands.ts';

/**
 * Sequence counters: odd while a writer is inside. Readers block nobody; they look whether the count moved, and read again where it
 * did (Documentation/locking/seqlock.rst).
 *
 *     seqcount S
 *     12:1 write-begin S                     30:1 read-begin S into seq
 *     13:1 a = 1                             31:1 seen = a
 *     14:1 write-end S                       32:1 read-retry S since seq into again
 *                                            33:1 if again goto 30:1
 *
 * The counter excludes no other writer: that is left to a lock, and two writers at once are a mistake.
 */
export type Sequence = Held & { readonly count: number };

export const seqcount: Primitive = {
  kinds: {
    seqcount: {
      form: 'seqcount NAME',
      declare: ({ name }, compiler) => ({ kind: 'seqcount', name, access: null, own: declareSequence(name, compiler) }),
    },
  },
  verbs: [
    {
      signature: 'write-begin {seqcount}',
      meaning: 'the count becomes odd; a warning where a writer is inside already: a lock has to keep it out',
      compile: ([operand], lane) => {
        const sequence = ownOf<Sequence>(operand);
        return { effects: when(hasNoOwner(sequence), beginWrite(sequence, lane), [fail('warning')]) };
      },
    },
    endWrite('seqcount'),
    ...readVerbs('seqcount'),
  ],
};

/** The count and the lane of the writer that is inside. */
export function declareSequence(name: string, compiler: Compiler): Sequence {
  const owner = compiler.slot(`${name} (writer)`, [0], (value) => showLane(value, compiler));
  return { owner, count: compiler.slot(name, [0], String), shared: [] };
}

export function beginWrite(sequence: Sequence, lane: number): readonly Effect[] {
  return [...own(sequence, lane), ...countOn(sequence)];
}

export function endWrite(kind: string): Verb {
  return {
    signature: `write-end {${kind}}`,
    meaning: 'the count becomes even; a warning where this lane is no writer inside',
    after: ['write-begin'],
    compile: ([operand], lane) => {
      const sequence = ownOf<Sequence>(operand);
      const isWriter = and(isOwner(sequence, lane), bitsOf(slot(sequence.count), 1));
      const ends = [...countOn(sequence), set(sequence.owner, 0)];
      return { effects: when(isWriter, ends, [fail('warning')]) };
    },
  };
}

/** What readers do, the same for both kinds. */
export function readVerbs(kind: string): Verb[] {
  return [
    {
      signature: `read-begin {${kind}} into {cell}`,
      meaning: 'waits while the count is odd, and stores it in the cell (read_seqbegin)',
      compile: ([operand, result]) => {
        const sequence = ownOf<Sequence>(operand);
        const { count, owner } = sequence;
        return {
          effects: [...await_(not(bitsOf(slot(count), 1))), ...assignTo(result)(slot(count))],
          obstacle: waitsFor(operand, [count, owner], (state) => ownersIn(sequence, state)),
        };
      },
    },
    {
      signature: `read-retry {${kind}} since {value} into {cell}`,
      meaning:
        'sets the cell to 1 where the count is another one than then, so that what was read is void, and else to 0 (read_seqretry)',
      compile: ([operand, since, result]) => {
        const { count } = ownOf<Sequence>(operand);
        return { effects: assignTo(result)(differ(slot(count), valueOperand(since).value)) };
      },
    },
  ];
}

function countOn({ count }: Sequence): readonly Effect[] {
  return [set(count, plus(slot(count), 1))];
}
