import { await_, equal, not, STAY, set, slot, when } from '../actions/build.ts';
import type { Primitive, State } from '../types.ts';
import {
  attempt,
  declareOwner,
  declareShared,
  type Held,
  hasNoOwner,
  hasReaders,
  own,
  ownersIn,
  readersIn,
  share,
  unlockVerb,
  waitsFor,
} from './held.ts';
import { ownOf } from './operands.ts';

/**
 * Semaphores whose readers only count on their own CPU (Documentation/locking/percpu-rw-semaphore.rst; kernel/locking/percpu-rwsem.c).
 *
 *     percpu-rwsem cgroup_threadgroup_rwsem
 *     12:1 lock cgroup_threadgroup_rwsem shared        20:9 lock cgroup_threadgroup_rwsem        14:1 unlock cgroup_threadgroup_rwsem
 *
 * A writer first shuts readers and other writers out (`sem->block`), then waits for the readers inside. There is no trylock for writing.
 */
type PercpuRwsem = Held & {
  /** The owner still waits for readers: its lane plus 1. */
  readonly draining: number;
};

export const percpuRwsem: Primitive = {
  kinds: {
    'percpu-rwsem': {
      form: 'percpu-rwsem NAME [= LANE]',
      declare: (declaration, compiler) => {
        const { name } = declaration;
        const owner = declareOwner(declaration, compiler);
        const draining = compiler.slot(`${name} waits for readers`, [0], (value) => (value === 0 ? 'no' : 'yes'));
        const own: PercpuRwsem = { owner, draining, shared: declareShared(name, compiler) };
        return { kind: 'percpu-rwsem', name, access: null, own };
      },
    },
  },
  verbs: [
    {
      signature: 'lock {percpu-rwsem}',
      meaning: 'takes it for writing: shuts everybody else out, then waits for the readers inside (percpu_down_write)',
      stays: true,
      sleeps: true,
      compile: ([operand], lane) => {
        const held = ownOf<PercpuRwsem>(operand);
        const { draining } = held;
        const drains = [...await_(not(hasReaders(held))), set(draining, 0)];
        const shuts = [...own(held, lane), ...when(hasReaders(held), [set(draining, lane + 1), STAY])];
        const isShut = (state: State) => state[held.owner] !== 0 && state[draining] !== lane + 1;
        return {
          effects: when(equal(slot(draining), lane + 1), drains, [...await_(hasNoOwner(held)), ...shuts]),
          obstacle: waitsFor(operand, slotsOf(held), (state) =>
            isShut(state) ? ownersIn(held, state) : readersIn(held, state),
          ),
        };
      },
    },
    {
      signature: 'lock {percpu-rwsem} shared',
      meaning:
        'takes it for reading; waits while a writer has it or waits for the readers inside (percpu_down_read); a warning where this lane holds it seven times already',
      sleeps: true,
      compile: ([operand], lane) => {
        const held = ownOf<PercpuRwsem>(operand);
        const isDraining = (state: State) => state[held.draining] !== 0;
        return {
          effects: [...await_(hasNoOwner(held)), ...share(held, lane)],
          obstacle: waitsFor(
            operand,
            slotsOf(held),
            (state) => (isDraining(state) ? [] : ownersIn(held, state)),
            (state) => (isDraining(state) ? ownersIn(held, state) : []),
          ),
        };
      },
    },
    {
      signature: 'trylock {percpu-rwsem} shared into {cell}',
      meaning: 'takes it for reading and sets the cell to 1, or sets it to 0 where `lock shared` would wait',
      compile: ([operand, result], lane) => {
        const held = ownOf<PercpuRwsem>(operand);
        return { effects: attempt(hasNoOwner(held), share(held, lane), result) };
      },
    },
    unlockVerb('percpu-rwsem'),
  ],
};

function slotsOf({ owner, draining, shared }: PercpuRwsem): readonly number[] {
  return [owner, draining, ...shared];
}
