import {
  and,
  await_,
  BLOCK,
  bitsOf,
  equal,
  fail,
  not,
  or,
  STAY,
  set,
  slot,
  when,
  withBits,
  withoutBits,
} from '../actions/build.ts';
import type { Primitive } from '../types.ts';
import {
  attempt,
  declareOwner,
  declareQueue,
  declareShared,
  type Held,
  hasNoOwner,
  hasReaders,
  holdersIn,
  isFree,
  isOwner,
  own,
  ownersIn,
  readersIn,
  share,
  unlockVerb,
  waitsFor,
} from './held.ts';
import { lanesIn } from './lanes.ts';
import { ownOf } from './operands.ts';

/**
 * Sleeping locks for one writer or several readers, with writers preferred (kernel/locking/rwsem.c).
 *
 *     rwsem mmap_lock
 *     12:1 lock mmap_lock shared      20:9 lock mmap_lock      22:9 downgrade mmap_lock      14:1 unlock mmap_lock
 *
 * A writer that cannot have it at once queues (RWSEM_FLAG_WAITERS); while readers hold it no further one gets in past the queue. A lock
 * that is free may be stolen from the queue, by a reader or a writer, but not by a trylock.
 */
type Rwsem = Held & { readonly queued: number };

export const rwsem: Primitive = {
  kinds: {
    rwsem: {
      form: 'rwsem NAME [= LANE]',
      declare: (declaration, compiler) => {
        const { name } = declaration;
        const owner = declareOwner(declaration, compiler);
        const queued = declareQueue(name, compiler);
        const own: Rwsem = { owner, queued, shared: declareShared(name, compiler) };
        return { kind: 'rwsem', name, access: null, own };
      },
    },
  },
  verbs: [
    {
      signature: 'lock {rwsem}',
      meaning: 'takes it for writing; where it cannot at once, it queues and keeps further readers out (down_write)',
      stays: true,
      sleeps: true,
      compile: ([operand], lane) => {
        const held = ownOf<Rwsem>(operand);
        const { queued } = held;
        const takes = [...own(held, lane), set(queued, withoutBits(slot(queued), 1 << lane))];
        const queues = [set(queued, withBits(slot(queued), 1 << lane)), STAY];
        return {
          effects: when(isFree(held), takes, when(bitsOf(slot(queued), 1 << lane), [BLOCK], queues)),
          obstacle: waitsFor(operand, slotsOf(held), (state) => holdersIn(held, state)),
        };
      },
    },
    {
      signature: 'lock {rwsem} shared',
      meaning:
        'takes it for reading; waits while a writer has it, and while readers have it and a writer queues for it (down_read); a warning where this lane holds it seven times already',
      sleeps: true,
      compile: ([operand], lane) => {
        const held = ownOf<Rwsem>(operand);
        const isOpen = or(equal(slot(held.queued), 0), not(hasReaders(held)));
        return {
          effects: [...await_(and(hasNoOwner(held), isOpen)), ...share(held, lane)],
          obstacle: waitsFor(
            operand,
            slotsOf(held),
            (state) => ownersIn(held, state),
            (state) => (readersIn(held, state).length > 0 ? lanesIn(held.queued, state) : []),
          ),
        };
      },
    },
    {
      signature: 'trylock {rwsem} into {cell}',
      meaning: 'takes it for writing and sets the cell to 1, or sets it to 0 where somebody holds it or queues for it',
      compile: ([operand, result], lane) => {
        const held = ownOf<Rwsem>(operand);
        const free = and(isFree(held), equal(slot(held.queued), 0));
        return { effects: attempt(free, own(held, lane), result) };
      },
    },
    {
      signature: 'trylock {rwsem} shared into {cell}',
      meaning: 'takes it for reading and sets the cell to 1, or sets it to 0 where a writer holds it or queues for it',
      compile: ([operand, result], lane) => {
        const held = ownOf<Rwsem>(operand);
        const open = and(hasNoOwner(held), equal(slot(held.queued), 0));
        return { effects: attempt(open, share(held, lane), result) };
      },
    },
    {
      signature: 'downgrade {rwsem}',
      meaning: 'goes on as a reader without releasing it; a warning where this lane does not have it for writing',
      after: ['lock', 'trylock'],
      compile: ([operand], lane) => {
        const held = ownOf<Rwsem>(operand);
        return { effects: when(isOwner(held, lane), [set(held.owner, 0), ...share(held, lane)], [fail('warning')]) };
      },
    },
    unlockVerb('rwsem'),
  ],
};

function slotsOf({ owner, queued, shared }: Rwsem): readonly number[] {
  return [owner, queued, ...shared];
}
