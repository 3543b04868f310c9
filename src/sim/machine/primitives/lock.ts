import { and, await_, equal, set, slot, withBits, withoutBits } from '../actions/build.ts';
import type { Primitive } from '../types.ts';
import {
  attempt,
  declareOwner,
  declareQueue,
  declareShared,
  type Held,
  hasNoOwner,
  holdersIn,
  isFree,
  own,
  ownersIn,
  share,
  unlockVerb,
  waitsFor,
} from './held.ts';
import { lanesIn } from './lanes.ts';
import { ownOf } from './operands.ts';

/**
 * Locks of which a drawing does not say what they are: spinlocks, mutexes, rwsems, rwlocks. One owner, or any number of shared holders.
 *
 *     lock PT          lock mmap_lock = CPU0      (held by CPU0 at the start)
 *     30:1 lock PT     37:9 lock mmap_lock shared     34:1 unlock PT
 *     40:1 want mmap_lock; then lock mmap_lock        (a waiting writer keeps new readers out: kernel/locking/rwsem.c)
 */
type Lock = Held & { readonly queued: number };

export const lock: Primitive = {
  kinds: {
    lock: {
      form: 'lock NAME [= LANE]',
      declare: (declaration, compiler) => {
        const { name } = declaration;
        const owner = declareOwner(declaration, compiler);
        const queued = declareQueue(name, compiler);
        const own: Lock = { owner, queued, shared: declareShared(name, compiler) };
        return { kind: 'lock', name, access: null, own };
      },
    },
  },
  verbs: [
    {
      signature: 'lock {lock}',
      meaning: 'takes the lock alone; blocks while anybody holds it, also this lane itself',
      compile: ([operand], lane) => {
        const held = ownOf<Lock>(operand);
        return {
          effects: [
            ...await_(isFree(held)),
            ...own(held, lane),
            set(held.queued, withoutBits(slot(held.queued), 1 << lane)),
          ],
          obstacle: waitsFor(operand, slotsOf(held), (state) => holdersIn(held, state)),
        };
      },
    },
    {
      signature: 'want {lock}',
      meaning:
        'queues to take the lock for itself: until it has it, no further shared holder gets in (rwsem, rwlock, mmap_lock)',
      compile: ([operand], lane) => {
        const { queued } = ownOf<Lock>(operand);
        return { effects: [set(queued, withBits(slot(queued), 1 << lane))] };
      },
    },
    {
      signature: 'lock {lock} shared',
      meaning:
        'takes the lock together with other shared holders; blocks while somebody holds it alone or queues for it; a warning where this lane holds it seven times already',
      compile: ([operand], lane) => {
        const held = ownOf<Lock>(operand);
        return {
          effects: [...await_(and(hasNoOwner(held), equal(slot(held.queued), 0))), ...share(held, lane)],
          obstacle: waitsFor(
            operand,
            slotsOf(held),
            (state) => ownersIn(held, state),
            (state) => lanesIn(held.queued, state),
          ),
        };
      },
    },
    {
      signature: 'trylock {lock} into {cell}',
      meaning: 'takes the lock and sets the cell to 1, or sets it to 0 where somebody holds it',
      compile: ([operand, result], lane) => {
        const held = ownOf<Lock>(operand);
        return { effects: attempt(isFree(held), own(held, lane), result) };
      },
    },
    unlockVerb('lock', 'releases the lock, however this lane holds it; a warning where it does not hold it'),
  ],
};

function slotsOf({ owner, queued, shared }: Lock): readonly number[] {
  return [owner, queued, ...shared];
}
