import { fail, or, STAY, set, slot, when } from '../actions/build.ts';
import type { Action, Entity, Obstacle, Primitive, State } from '../types.ts';
import {
  askFlush,
  awaitsBegin,
  type Deferred,
  declareDeferred,
  declareFlushes,
  endFlush,
  type Flushes,
  flushing,
  runnersOf,
} from './deferred.ts';
import { entityOf, ownOf } from './operands.ts';
import { type Readers, readersInside } from './readers.ts';

/**
 * RCU callbacks: call_rcu(), kfree_rcu(), call_srcu(). The callback is a lane of its own, which begins with `begin` once every
 * read-side section that had begun before the call has ended.
 *
 *     readers rcu
 *     callback free_old = rcu
 *     20:1 call-rcu free_old           30:1 rcu-barrier rcu
 *     lane free_old_fn implied
 *       implied:1 begin free_old
 *       implied:2 free old
 *       implied:3 end free_old
 *
 * rcu_barrier() waits for the end of all callbacks that were queued before it, and for no reader of its own
 * (Documentation/RCU/rcubarrier.rst). A callback queued a second time before it ran is a warning (kernel/rcu/tree.c,
 * __call_rcu_common).
 */
type Callback = Deferred & { readonly notBefore: number; readonly flushes: Flushes; readonly domain: Entity };

export const rcuCallback: Primitive = {
  kinds: {
    callback: {
      form: 'callback NAME = READERS',
      declare: ({ name, values, at }, compiler) => {
        const [value] = values;
        const domain = value?.is === 'name' ? compiler.entity(value.name) : undefined;
        if (domain?.kind !== 'readers')
          return compiler.fail(at, 'a callback needs its domain of readers: callback NAME = READERS');
        const own: Callback = {
          ...declareDeferred(name, false, compiler),
          notBefore: compiler.slot(`readers before ${name}`, [0]),
          flushes: declareFlushes(name, compiler),
          domain,
        };
        (domain.own as Readers).callbacks.push(own.notBefore);
        return { kind: 'callback', name, access: null, own };
      },
    },
  },
  verbs: [
    {
      signature: 'call-rcu {callback}',
      meaning:
        'queues the callback: it can begin when every read-side section begun before has ended; a warning where it is queued already',
      compile: ([operand]) => {
        const own = ownOf<Callback>(operand);
        const queue = [set(own.pending, 1), set(own.notBefore, readersInside(own.domain.own as Readers))];
        return { effects: when(slot(own.pending), [fail('warning')], queue), ends: [own.pending] };
      },
    },
    {
      signature: 'rcu-barrier {readers}',
      meaning: 'waits for the end of every callback of the domain that was queued before',
      stays: true,
      sleeps: true,
      compile: ([operand], lane, compiler): Action => {
        const domain = entityOf(operand);
        const callbacks = compiler
          .entities('callback')
          .map(({ own }) => own as Callback)
          .filter((own) => own.domain === domain);
        const waits = or(...callbacks.map((own) => flushing(own.flushes, lane)));
        const begins = [...callbacks.flatMap((own) => askFlush(own, lane, slot(own.pending))), ...when(waits, [STAY])];
        const effects = when(
          waits,
          callbacks.flatMap((own) => endFlush(own.flushes, lane)),
          begins,
        );
        const obstacle = (state: State): Obstacle => ({
          on: `the callbacks of ${domain.name}`,
          holders: callbacks.flatMap((own) => (isWaitedFor(own, lane, state) ? runnersOf(own, state) : [])),
          holding: 'runs a callback',
          slots: callbacks.map((own) => own.running),
          endedBy: callbacks.flatMap((own) => (awaitsBegin(own, state, lane) ? [own.running] : [])),
          byItself: true,
        });
        return { effects, obstacle, ends: [] };
      },
    },
  ],
};

function isWaitedFor({ flushes }: Callback, lane: number, state: State): boolean {
  return (((state[flushes.asked] as number) >> lane) & 1) !== 0;
}
