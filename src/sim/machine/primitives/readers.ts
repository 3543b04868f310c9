import { BLOCKED, type Entity, OK, type Primitive, STAYS, type State } from '../types.ts';
import { entityOf } from './operands.ts';

/**
 * Read-side critical sections that never block (RCU, SRCU), and the grace period that waits for those already begun.
 *
 *     readers rcu
 *     12:5 read-lock rcu     14:5 read-unlock rcu     20:33 wait-readers rcu
 *
 * A grace period waits for the readers that were inside when it began, not for later ones
 * (Documentation/RCU/whatisRCU.rst, "What is RCU's Core API?", synchronize_rcu).
 */
type Readers = {
  /** For each lane how deep it is nested. */
  readonly depth: readonly number[];
  /** For each lane the readers that its grace period still waits for, a bit a lane; -1 outside a grace period. */
  readonly pending: readonly number[];
};
const NO_GRACE_PERIOD = -1;

export const readers: Primitive = {
  kinds: {
    readers: {
      form: 'readers NAME',
      declare: ({ name }, compiler) => {
        const own: Readers = {
          depth: compiler.laneNames.map((lane) =>
            compiler.slot(`${lane} in ${name} reader section`, [0], (depth) => (depth > 0 ? 'yes' : 'no')),
          ),
          pending: compiler.laneNames.map((lane) =>
            compiler.slot(`${lane} in ${name} grace period`, [NO_GRACE_PERIOD], (mask) =>
              mask === NO_GRACE_PERIOD ? 'no' : 'yes',
            ),
          ),
        };
        return { kind: 'readers', name, access: null, own };
      },
    },
  },
  verbs: [
    {
      signature: 'read-lock {readers}',
      meaning: 'begins a read-side critical section; never blocks, nests',
      compile: ([operand], lane) => {
        const slot = (entityOf(operand).own as Readers).depth[lane] as number;
        return {
          run: (state) => {
            state[slot] = (state[slot] as number) + 1;
            return OK;
          },
          footprint: () => ({ reads: [slot], writes: [slot] }),
        };
      },
    },
    {
      signature: 'read-unlock {readers}',
      meaning: 'ends the innermost read-side critical section of this lane',
      compile: ([operand], lane) => {
        const own = entityOf(operand).own as Readers;
        const slot = own.depth[lane] as number;
        return {
          run: (state) => {
            if (state[slot] === 0) return OK;
            state[slot] = (state[slot] as number) - 1;
            if (state[slot] === 0) forget(own, state, lane);
            return OK;
          },
          footprint: () => ({ reads: [slot, ...own.pending], writes: [slot, ...own.pending] }),
        };
      },
    },
    {
      signature: 'wait-readers {readers}',
      meaning: 'a grace period: blocks until every read-side critical section that had begun before it has ended',
      stays: true,
      compile: ([operand], lane, compiler) => {
        const entity: Entity = entityOf(operand);
        const own = entity.own as Readers;
        const slot = own.pending[lane] as number;
        return {
          run: (state) => {
            if (state[slot] === NO_GRACE_PERIOD) {
              state[slot] = readersInside(own, state);
              return STAYS;
            }
            if (state[slot] !== 0) return BLOCKED;
            state[slot] = NO_GRACE_PERIOD;
            return OK;
          },
          footprint: () => ({ reads: [slot, ...own.depth], writes: [slot] }),
          obstacle: (state) => ({
            on: `a grace period of ${entity.name}`,
            holders: compiler.laneNames
              .map((_, index) => index)
              .filter((index) => ((state[slot] as number) >> index) & 1),
            slots: own.depth,
          }),
        };
      },
    },
  ],
};

function readersInside(own: Readers, state: State): number {
  return own.depth.reduce((mask, slot, lane) => (state[slot] === 0 ? mask : mask | (1 << lane)), 0);
}

function forget(own: Readers, state: State, lane: number): void {
  for (const slot of own.pending) {
    if (state[slot] !== NO_GRACE_PERIOD) state[slot] = (state[slot] as number) & ~(1 << lane);
  }
}
