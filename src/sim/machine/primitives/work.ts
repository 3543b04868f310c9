import { BLOCKED, type Entity, OK, type Operand, type Primitive, type State } from '../types.ts';
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
      compile: define((own, state) => {
        state[own.pending] = 1;
        return OK;
      }),
    },
    {
      signature: 'begin {work}',
      meaning: 'begins to run it once it is pending and does not run; a lane that is never called to it misses nothing',
      compile: define(
        (own, state, lane) => {
          if (state[own.pending] === 0 || state[own.running] !== 0) return BLOCKED;
          state[own.pending] = 0;
          state[own.running] = lane + 1;
          return OK;
        },
        'to be queued',
        true,
      ),
    },
    {
      signature: 'end {work}',
      meaning: 'its function returns: it runs no longer',
      compile: define((own, state) => {
        state[own.running] = 0;
        return OK;
      }),
    },
    {
      signature: 'cancel {work}',
      meaning: 'takes back what is pending; does not wait for what runs',
      compile: define((own, state) => {
        state[own.pending] = 0;
        return OK;
      }),
    },
    {
      signature: 'cancel-sync {work}',
      meaning: 'takes back what is pending and waits for what runs',
      compile: define((own, state) => {
        if (state[own.running] !== 0) return BLOCKED;
        state[own.pending] = 0;
        return OK;
      }, 'to stop running'),
    },
    {
      signature: 'flush {work}',
      meaning: 'waits until it is neither pending nor running',
      compile: define(
        (own, state) => (state[own.running] !== 0 || state[own.pending] !== 0 ? BLOCKED : OK),
        'to finish',
      ),
    },
  ],
};

function define(
  run: (own: Work, state: State, lane: number) => number,
  waitsFor = '',
  isIdle = false,
): Primitive['verbs'][number]['compile'] {
  return ([operand]: readonly Operand[], lane) => {
    const entity: Entity = entityOf(operand);
    const own = entity.own as Work;
    const slots = [own.pending, own.running];
    return {
      run: (state) => run(own, state, lane),
      footprint: () => ({ reads: slots, writes: slots }),
      obstacle: (state) => ({
        on: `${entity.name} ${waitsFor}`,
        holders: state[own.running] === 0 ? [] : [(state[own.running] as number) - 1],
        slots,
        isIdle,
      }),
    };
  };
}
