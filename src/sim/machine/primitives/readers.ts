import {
  await_,
  binary,
  constant,
  differ,
  equal,
  fail,
  minus,
  plus,
  STAY,
  set,
  slot,
  when,
  withBits,
  withoutBits,
} from '../actions/build.ts';
import type { Effect, Term } from '../actions/types.ts';
import type { Entity, Primitive } from '../types.ts';
import { yesOrNo } from './counters.ts';
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
export type Readers = {
  /** For each lane how deep it is nested. */
  readonly depth: readonly number[];
  /** For each lane the readers that its grace period still waits for, a bit a lane; -1 outside a grace period. */
  readonly pending: readonly number[];
  /** For each callback of the domain the readers that it still waits for, a bit a lane. */
  readonly callbacks: number[];
};
const NO_GRACE_PERIOD = -1;

export const readers: Primitive = {
  kinds: {
    readers: {
      form: 'readers NAME',
      declare: ({ name }, compiler) => {
        const own: Readers = {
          depth: compiler.laneNames.map((lane) => compiler.slot(`${lane} in ${name} reader section`, [0], yesOrNo)),
          pending: compiler.laneNames.map((lane) =>
            compiler.slot(`${lane} in ${name} grace period`, [NO_GRACE_PERIOD], (mask) =>
              mask === NO_GRACE_PERIOD ? 'no' : 'yes',
            ),
          ),
          callbacks: [],
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
        const depth = (entityOf(operand).own as Readers).depth[lane] as number;
        return { effects: [set(depth, plus(slot(depth), 1))] };
      },
    },
    {
      signature: 'read-unlock {readers}',
      meaning: 'ends the innermost read-side critical section of this lane; a warning where it is in none',
      compile: ([operand], lane) => {
        const own = entityOf(operand).own as Readers;
        const depth = own.depth[lane] as number;
        const left = when(slot(depth), [], forget(own, lane));
        const leave = [set(depth, minus(slot(depth), 1)), ...left];
        return { effects: when(slot(depth), leave, [fail('warning')]) };
      },
    },
    {
      signature: 'wait-readers {readers}',
      meaning: 'a grace period: blocks until every read-side critical section that had begun before it has ended',
      stays: true,
      sleeps: true,
      compile: ([operand], lane) => {
        const entity: Entity = entityOf(operand);
        const own = entity.own as Readers;
        const pending = own.pending[lane] as number;
        return {
          effects: [
            ...when(equal(slot(pending), NO_GRACE_PERIOD), [set(pending, readersInside(own)), STAY]),
            ...await_(equal(slot(pending), 0)),
            set(pending, NO_GRACE_PERIOD),
          ],
          obstacle: (state) => {
            const mask = state[pending] as number;
            const isWaitedFor = (depth: number, index: number) =>
              mask === NO_GRACE_PERIOD ? state[depth] !== 0 : (mask >> index) & 1;
            return {
              on: `a grace period of ${entity.name}`,
              holders: own.depth.flatMap((depth, index) => (isWaitedFor(depth, index) ? [index] : [])),
              holding: `reads under ${entity.name}`,
              slots: own.depth,
            };
          },
        };
      },
    },
  ],
};

export function readersInside(own: Readers): Term {
  return own.depth.reduce<Term>(
    (mask, depth, lane) => withBits(mask, binary('<<', differ(slot(depth), 0), lane)),
    constant(0),
  );
}

/** The lane left its outermost section: no grace period and no callback waits for it any more. */
function forget(own: Readers, lane: number): readonly Effect[] {
  const clear = (each: number) => set(each, withoutBits(slot(each), 1 << lane));
  return [
    ...own.pending.flatMap((each) => when(differ(slot(each), NO_GRACE_PERIOD), [clear(each)])),
    ...own.callbacks.map(clear),
  ];
}
