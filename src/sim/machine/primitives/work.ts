import { and, await_, equal, or, set, slot } from '../actions/build.ts';
import type { Effect } from '../actions/types.ts';
import type { Entity, Operand, Primitive } from '../types.ts';
import { entityOf } from './operands.ts';

/**
 * Deferred work: work items, timers, tasklets, callbacks. The function that runs is a lane of its own, which begins with `begin`
 * and ends with `end`.
 *
 *     work reset_work
 *     14:1 queue reset_work        20:1 cancel-sync reset_work
 *     lane reset_fn implied
 *       implied:1 begin reset_work
 *       ...
 *       implied:2 end reset_work
 */
type Work = { readonly pending: number; readonly running: number };

export const work: Primitive = {
  kinds: {
    work: {
      form: 'work NAME [pending]',
      declare: ({ name, options, at }, compiler) => {
        const unknown = options.find(({ word }) => word !== 'pending');
        if (unknown) compiler.fail(at, `a work item has no option "${unknown.word}"; pending is known`);
        const yes = (value: number) => (value > 0 ? 'yes' : 'no');
        const own: Work = {
          pending: compiler.slot(`${name} pending`, [options.length > 0 ? 1 : 0], yes),
          // the lane that runs it, plus one
          running: compiler.slot(`${name} running`, [0], yes),
        };
        return { kind: 'work', name, access: null, own };
      },
    },
  },
  verbs: [
    {
      signature: 'queue {work}',
      meaning: 'makes it pending; queueing what is pending already changes nothing',
      compile: define((own) => [set(own.pending, 1)]),
    },
    {
      signature: 'begin {work}',
      meaning: 'begins to run it once it is pending and does not run; a lane that is never called to it misses nothing',
      compile: define(
        (own, lane) => [
          ...await_(and(slot(own.pending), equal(slot(own.running), 0))),
          set(own.pending, 0),
          set(own.running, lane + 1),
        ],
        'to be queued',
        true,
      ),
    },
    {
      signature: 'end {work}',
      meaning: 'its function returns: it runs no longer',
      compile: define((own) => [set(own.running, 0)]),
    },
    {
      signature: 'cancel {work}',
      meaning: 'takes back what is pending; does not wait for what runs',
      compile: define((own) => [set(own.pending, 0)]),
    },
    {
      signature: 'cancel-sync {work}',
      meaning: 'takes back what is pending and waits for what runs',
      compile: define((own) => [...await_(equal(slot(own.running), 0)), set(own.pending, 0)], 'to stop running'),
    },
    {
      signature: 'flush {work}',
      meaning: 'waits until it is neither pending nor running',
      compile: define((own) => await_(equal(or(slot(own.running), slot(own.pending)), 0)), 'to finish'),
    },
  ],
};

function define(
  effects: (own: Work, lane: number) => readonly Effect[],
  waitsFor = '',
  isIdle = false,
): Primitive['verbs'][number]['compile'] {
  return ([operand]: readonly Operand[], lane) => {
    const entity: Entity = entityOf(operand);
    const own = entity.own as Work;
    return {
      effects: effects(own, lane),
      obstacle: (state) => ({
        on: `${entity.name} ${waitsFor}`,
        holders: state[own.running] === 0 ? [] : [(state[own.running] as number) - 1],
        holding: `runs ${entity.name}`,
        slots: [own.pending, own.running],
        isIdle,
      }),
    };
  };
}
