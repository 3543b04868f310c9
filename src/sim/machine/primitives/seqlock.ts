import { and, await_, bitsOf, fail, not, set, slot, when } from '../actions/build.ts';
import type { Primitive } from '../types.ts';
import { hasNoOwner, isOwner, own, ownersIn, waitsFor } from './held.ts';
import { ownOf } from './operands.ts';
import { beginWrite, declareSequence, endWrite, readVerbs, type Sequence } from './seqcount.ts';

/**
 * A sequence counter with the spinlock that keeps its writers apart (Documentation/locking/seqlock.rst, "Sequential locks").
 *
 *     seqlock S
 *     12:1 write-begin S        30:1 read-begin S into seq        32:1 read-retry S since seq into again
 *     14:1 write-end S          40:1 lock S                       42:1 unlock S        (read_seqlock_excl: no writer, no retry)
 */
export const seqlock: Primitive = {
  kinds: {
    seqlock: {
      form: 'seqlock NAME',
      declare: ({ name }, compiler) => ({ kind: 'seqlock', name, access: null, own: declareSequence(name, compiler) }),
    },
  },
  verbs: [
    {
      signature: 'write-begin {seqlock}',
      meaning: 'spins until no other writer or locking reader is inside; then the count becomes odd (write_seqlock)',
      compile: ([operand], lane) => {
        const sequence = ownOf<Sequence>(operand);
        return {
          effects: [...await_(hasNoOwner(sequence)), ...beginWrite(sequence, lane)],
          obstacle: waitsFor(operand, [sequence.owner, sequence.count], (state) => ownersIn(sequence, state)),
        };
      },
    },
    endWrite('seqlock'),
    ...readVerbs('seqlock'),
    {
      signature: 'lock {seqlock}',
      meaning:
        'spins until no writer or other locking reader is inside, and keeps them out; the count stays (read_seqlock_excl)',
      compile: ([operand], lane) => {
        const sequence = ownOf<Sequence>(operand);
        return {
          effects: [...await_(hasNoOwner(sequence)), ...own(sequence, lane)],
          obstacle: waitsFor(operand, [sequence.owner], (state) => ownersIn(sequence, state)),
        };
      },
    },
    {
      signature: 'unlock {seqlock}',
      meaning:
        'lets them in again; a warning where this lane does not hold it as a locking reader (read_sequnlock_excl)',
      after: ['lock'],
      compile: ([operand], lane) => {
        const { owner, count } = ownOf<Sequence>(operand);
        const isReader = and(isOwner({ owner, shared: [] }, lane), not(bitsOf(slot(count), 1)));
        return { effects: when(isReader, [set(owner, 0)], [fail('warning')]) };
      },
    },
  ],
};
