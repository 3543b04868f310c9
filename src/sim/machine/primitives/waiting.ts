import { await_, differ, less, minus, plus, STAY, set, slot, when } from '../actions/build.ts';
import type { Action, Entity, Operand, Primitive } from '../types.ts';
import { entityOf, valueOperand } from './operands.ts';

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
const MOST_COMPLETIONS = 100;

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
      sleeps: true,
      compile: ([operand], lane) => {
        const { entity, place } = placeOn(operand, lane);
        return {
          effects: await_(differ(slot(place), WAITS)),
          obstacle: () => ({ on: `a wake-up of ${entity.name}`, holders: [], slots: [place] }),
        };
      },
    },
    {
      signature: 'wait {queue} until {value}',
      meaning:
        'sleeps until woken with the condition true; looks at it before it sleeps and after each wake-up (wait_event)',
      stays: true,
      sleeps: true,
      compile: ([operand, condition], lane) => {
        const { entity, place } = placeOn(operand, lane);
        const { value, text } = valueOperand(condition);
        return {
          effects: [...await_(differ(slot(place), WAITS)), ...when(value, [], [set(place, WAITS), STAY])],
          obstacle: () => ({ on: `a wake-up of ${entity.name} with ${text}`, holders: [], slots: [place] }),
        };
      },
    },
    {
      signature: 'wake {queue}',
      meaning: 'wakes every lane that is on the queue now; is lost where there is none',
      compile: ([operand]) => {
        const { waiting: places } = entityOf(operand).own as Queue;
        return { effects: places.map((place) => set(place, AWAKE)) };
      },
    },
    {
      signature: 'complete {completion}',
      meaning: 'lets one waiter go on, now or later',
      compile: ([operand]) => {
        const count = entityOf(operand).own as number;
        return { effects: when(less(slot(count), MOST_COMPLETIONS), [set(count, plus(slot(count), 1))]) };
      },
    },
    {
      signature: 'wait-completion {completion}',
      meaning: 'sleeps until it is completed',
      sleeps: true,
      compile: ([operand]) => {
        const entity = entityOf(operand);
        const count = entity.own as number;
        return {
          effects: [...await_(slot(count)), set(count, minus(slot(count), 1))],
          obstacle: () => ({ on: `completion ${entity.name}`, holders: [], slots: [count] }),
        };
      },
    },
  ],
};

function placeOn(operand: Operand | undefined, lane: number): { entity: Entity; place: number } {
  const entity = entityOf(operand);
  return { entity, place: (entity.own as Queue).waiting[lane] as number };
}

function change(operands: readonly Operand[], lane: number, value: number): Action {
  return { effects: [set(placeOn(operands[0], lane).place, value)] };
}
