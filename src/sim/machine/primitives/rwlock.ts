import { and, await_, equal, STAY, set, slot, when } from '../actions/build.ts';
import type { Primitive } from '../types.ts';
import {
  attempt,
  declareOwner,
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
import { laneIn } from './lanes.ts';
import { ownOf } from './operands.ts';

/**
 * Spinning locks for one writer or several readers, as the queued rwlock does it (kernel/locking/qrwlock.c).
 *
 *     rwlock tasklist_lock
 *     12:1 lock tasklist_lock shared        20:9 lock tasklist_lock        31:1 lock tasklist_lock recursive
 *
 * A writer that cannot have it at once queues and sets a flag; a reader in process context that sees the flag queues behind it, so a
 * reader that recurses waits for the writer, who waits for it. A reader in interrupt context (`recursive`) waits only for a writer
 * that has the lock (Documentation/locking/lockdep-design.rst, "Recursive read locks").
 */
type Rwlock = Held & {
  /** The first writer in the queue, its lane plus 1. */
  readonly waiting: number;
};

export const rwlock: Primitive = {
  kinds: {
    rwlock: {
      form: 'rwlock NAME [= LANE]',
      declare: (declaration, compiler) => {
        const { name } = declaration;
        const owner = declareOwner(declaration, compiler);
        const show = (value: number) => (value === 0 ? 'by nobody' : `by ${compiler.laneNames[value - 1]}`);
        const waiting = compiler.slot(`${name} (wanted)`, [0], show);
        const own: Rwlock = { owner, waiting, shared: declareShared(name, compiler) };
        return { kind: 'rwlock', name, access: null, own };
      },
    },
  },
  verbs: [
    {
      signature: 'lock {rwlock}',
      meaning: 'takes it for writing; where it cannot at once, it queues and keeps further readers out (write_lock)',
      stays: true,
      compile: ([operand], lane) => {
        const held = ownOf<Rwlock>(operand);
        const { waiting } = held;
        const first = [...await_(isFree(held)), ...own(held, lane), set(waiting, 0)];
        const queues = [...await_(equal(slot(waiting), 0)), set(waiting, lane + 1), STAY];
        const comes = when(and(isFree(held), equal(slot(waiting), 0)), own(held, lane), queues);
        const isFirst = (state: Int32Array) => state[waiting] === lane + 1;
        return {
          effects: when(equal(slot(waiting), lane + 1), first, comes),
          obstacle: waitsFor(
            operand,
            slotsOf(held),
            (state) => holdersIn(held, state),
            (state) => (isFirst(state) ? [] : laneIn(waiting, state)),
          ),
        };
      },
    },
    {
      signature: 'lock {rwlock} shared',
      meaning:
        'takes it for reading in process context; waits while a writer has it or queues for it (read_lock); a warning where this lane holds it seven times already',
      compile: ([operand], lane) => {
        const held = ownOf<Rwlock>(operand);
        return {
          effects: [...await_(and(hasNoOwner(held), equal(slot(held.waiting), 0))), ...share(held, lane)],
          obstacle: waitsFor(
            operand,
            slotsOf(held),
            (state) => ownersIn(held, state),
            (state) => laneIn(held.waiting, state),
          ),
        };
      },
    },
    {
      signature: 'lock {rwlock} recursive',
      meaning:
        'takes it for reading in interrupt context; waits only while a writer has it (read_lock in an interrupt, rlock in a lockdep report)',
      compile: ([operand], lane) => {
        const held = ownOf<Rwlock>(operand);
        return {
          effects: [...await_(hasNoOwner(held)), ...share(held, lane)],
          obstacle: waitsFor(operand, [held.owner], (state) => ownersIn(held, state)),
        };
      },
    },
    {
      signature: 'trylock {rwlock} into {cell}',
      meaning: 'takes it for writing and sets the cell to 1, or sets it to 0 where somebody holds it or queues for it',
      compile: ([operand, result], lane) => {
        const held = ownOf<Rwlock>(operand);
        const free = and(isFree(held), equal(slot(held.waiting), 0));
        return { effects: attempt(free, own(held, lane), result) };
      },
    },
    {
      signature: 'trylock {rwlock} shared into {cell}',
      meaning: 'takes it for reading and sets the cell to 1, or sets it to 0 where a writer holds it or queues for it',
      compile: ([operand, result], lane) => {
        const held = ownOf<Rwlock>(operand);
        const open = and(hasNoOwner(held), equal(slot(held.waiting), 0));
        return { effects: attempt(open, share(held, lane), result) };
      },
    },
    unlockVerb('rwlock'),
  ],
};

function slotsOf({ owner, waiting, shared }: Rwlock): readonly number[] {
  return [owner, waiting, ...shared];
}
