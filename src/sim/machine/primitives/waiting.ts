import { BLOCKED, type Entity, OK, type Operand, type Primitive, STAYS, type State } from '../types.ts';
import { entityOf, operandValue } from './operands.ts';

/**
 * Wait queues and completions.
 *
 *     queue wq                       completion done
 *     10:1 prepare-wait wq           30:1 wait-completion done
 *     11:1 sleep wq                  41:9 complete done
 *     20:9 wake wq                   12:1 wait wq until ready == 1
 *
 * A wake-up reaches only the lanes that are on the queue at that moment; one that comes too early is lost, unless the sleeper had
 * prepared before it looked at its condition (Documentation/memory-barriers.txt, "Sleep and wake-up functions").
 */
type Queue = { readonly waiting: readonly number[] };
const AWAKE = 0;
const WAITS = 1;

const SLEEPER = ['awake', 'on the queue'] as const;

export const waiting: Primitive = {
  kinds: {
    queue: {
      form: 'queue NAME',
      declare: ({ name }, compiler) => {
        const slots = compiler.laneNames.map((lane) =>
          compiler.slot(`${lane} on ${name}`, [AWAKE], (value) => SLEEPER[value] ?? ''),
        );
        return { kind: 'queue', name, access: null, own: { waiting: slots } satisfies Queue };
      },
    },
    completion: {
      form: 'completion NAME [= COUNT]',
      declare: ({ name, values }, compiler) => {
        const first = values[0];
        const slot = compiler.slot(name, [first === undefined ? 0 : compiler.constant(first)], (value) =>
          value > 0 ? 'done' : 'not done',
        );
        return { kind: 'completion', name, access: null, own: slot };
      },
    },
  },
  verbs: [
    {
      signature: 'prepare-wait {queue}',
      meaning: 'puts the lane on the queue without sleeping yet (prepare_to_wait, set_current_state)',
      compile: (operands, lane) => change(operands, lane, WAITS),
    },
    {
      signature: 'finish-wait {queue}',
      meaning: 'takes the lane off the queue',
      compile: (operands, lane) => change(operands, lane, AWAKE),
    },
    {
      signature: 'sleep {queue}',
      meaning: 'sleeps until a wake-up takes the lane off the queue; goes on at once where one already did',
      compile: ([operand], lane) => {
        const { entity, slot } = placeOn(operand, lane);
        return {
          run: (state) => (state[slot] === WAITS ? BLOCKED : OK),
          footprint: () => ({ reads: [slot], writes: [] }),
          obstacle: () => ({ on: `a wake-up of ${entity.name}`, holders: [], slots: [slot] }),
        };
      },
    },
    {
      signature: 'wait {queue} until {value}',
      meaning:
        'sleeps until woken with the condition true; looks at it before it sleeps and after each wake-up (wait_event)',
      stays: true,
      compile: ([operand, condition], lane) => {
        const { entity, slot } = placeOn(operand, lane);
        const { get, slots, text } = operandValue(condition);
        return {
          run: (state) => {
            if (state[slot] === WAITS) return BLOCKED;
            if (get(state) !== 0) return OK;
            state[slot] = WAITS;
            return STAYS;
          },
          footprint: () => ({ reads: [slot, ...slots], writes: [slot] }),
          obstacle: () => ({ on: `a wake-up of ${entity.name} with ${text}`, holders: [], slots: [slot] }),
        };
      },
    },
    {
      signature: 'wake {queue}',
      meaning: 'wakes every lane that is on the queue now; is lost where there is none',
      compile: ([operand]) => {
        const { waiting: slots } = entityOf(operand).own as Queue;
        return {
          run: (state: State) => {
            for (const slot of slots) state[slot] = AWAKE;
            return OK;
          },
          footprint: () => ({ reads: [], writes: slots }),
        };
      },
    },
    {
      signature: 'complete {completion}',
      meaning: 'lets one waiter go on, now or later',
      compile: ([operand]) => {
        const slot = entityOf(operand).own as number;
        return {
          run: (state) => {
            state[slot] = Math.min((state[slot] as number) + 1, 100);
            return OK;
          },
          footprint: () => ({ reads: [slot], writes: [slot] }),
        };
      },
    },
    {
      signature: 'wait-completion {completion}',
      meaning: 'sleeps until it is completed',
      compile: ([operand]) => {
        const entity = entityOf(operand);
        const slot = entity.own as number;
        return {
          run: (state) => {
            if (state[slot] === 0) return BLOCKED;
            state[slot] = (state[slot] as number) - 1;
            return OK;
          },
          footprint: () => ({ reads: [slot], writes: [slot] }),
          obstacle: () => ({ on: `completion ${entity.name}`, holders: [], slots: [slot] }),
        };
      },
    },
  ],
};

function placeOn(operand: Operand | undefined, lane: number): { entity: Entity; slot: number } {
  const entity = entityOf(operand);
  return { entity, slot: (entity.own as Queue).waiting[lane] as number };
}

function change(
  operands: readonly Operand[],
  lane: number,
  value: number,
): ReturnType<Primitive['verbs'][number]['compile']> {
  const { slot } = placeOn(operands[0], lane);
  return {
    run: (state) => {
      state[slot] = value;
      return OK;
    },
    footprint: () => ({ reads: [], writes: [slot] }),
  };
}
