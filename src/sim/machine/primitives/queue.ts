import { await_, equal, less, minus, plus, STAY, set, slot, when } from '../actions/build.ts';
import type { Effect, Term } from '../actions/types.ts';
import type { Action, Entity, Operand, Primitive } from '../types.ts';
import { entityOf, valueOperand } from './operands.ts';

/**
 * Wait queues.
 *
 *     queue wq
 *     10:1 prepare-wait wq                12:1 wait wq until ready == 1
 *     11:1 sleep wq                       30:1 wait wq exclusive until ready == 1
 *     20:9 wake wq                        21:9 wake-one wq
 *
 * A wake-up reaches only the lanes that are on the queue at that moment; one that comes too early is lost, unless the sleeper had
 * prepared before it looked at its condition (Documentation/memory-barriers.txt, "Sleep and wake-up functions"). Exclusive sleepers
 * stand in line behind the others; wake_up() takes the first of them off and all that are not exclusive
 * (kernel/sched/wait.c, __wake_up_common; prepare_to_wait_exclusive).
 */
type Queue = {
  /** For each lane its place: awake, waiting, or from `FIRST` on its place in the line of exclusive sleepers. */
  readonly places: readonly number[];
};
const AWAKE = 0;
const WAITS = 1;
const FIRST = 2;

export const waitQueue: Primitive = {
  kinds: {
    queue: {
      form: 'queue NAME',
      declare: ({ name }, compiler) => {
        const show = (value: number) =>
          value === AWAKE ? 'awake' : value === WAITS ? 'on the queue' : `number ${value - FIRST + 1} in line`;
        const places = compiler.laneNames.map((lane) => compiler.slot(`${lane} on ${name}`, [AWAKE], show));
        return { kind: 'queue', name, access: null, own: { places } satisfies Queue };
      },
    },
  },
  verbs: [
    {
      signature: 'prepare-wait {queue}',
      meaning: 'puts the lane on the queue without sleeping yet (prepare_to_wait, set_current_state)',
      compile: ([operand], lane) => enter(operand, lane, false),
    },
    {
      signature: 'prepare-wait {queue} exclusive',
      meaning: 'the same, at the end of the line of those of whom one wake-up wakes one (prepare_to_wait_exclusive)',
      compile: ([operand], lane) => enter(operand, lane, true),
    },
    {
      signature: 'finish-wait {queue}',
      meaning: 'takes the lane off the queue',
      compile: ([operand], lane) => {
        const { own, place } = placeOn(operand, lane);
        const others = own.places.filter((each) => each !== place);
        const closeUp = others.flatMap((each) => when(less(slot(place), slot(each)), [stepUp(each)]));
        return { effects: [...when(less(WAITS, slot(place)), closeUp), set(place, AWAKE)], ends: [] };
      },
    },
    {
      signature: 'sleep {queue}',
      meaning: 'sleeps until a wake-up takes the lane off the queue; goes on at once where one already did',
      sleeps: true,
      compile: ([operand], lane) => {
        const { entity, place } = placeOn(operand, lane);
        return { effects: await_(equal(slot(place), AWAKE)), ...wakeUpOf(entity.name, place), ends: [] };
      },
    },
    {
      signature: 'wait {queue} until {value}',
      meaning:
        'sleeps until woken with the condition true; looks at it before it sleeps and after each wake-up (wait_event)',
      stays: true,
      sleeps: true,
      compile: ([operand, condition], lane) => waitUntil(operand, condition, lane, false),
    },
    {
      signature: 'wait {queue} exclusive until {value}',
      meaning: 'the same in the line of those of whom one wake-up wakes one (wait_event_interruptible_exclusive)',
      stays: true,
      sleeps: true,
      compile: ([operand, condition], lane) => waitUntil(operand, condition, lane, true),
    },
    {
      signature: 'wake {queue}',
      meaning: 'wakes every lane that is on the queue now; is lost where there is none',
      compile: ([operand]) => {
        const { places } = entityOf(operand).own as Queue;
        return { effects: places.map((place) => set(place, AWAKE)) };
      },
    },
    {
      signature: 'wake-one {queue}',
      meaning:
        'wakes the first lane of the line of exclusive ones, and all that are on the queue outside the line (wake_up)',
      compile: ([operand]) => {
        const { places } = entityOf(operand).own as Queue;
        return {
          effects: places.flatMap((place) => when(less(FIRST, slot(place)), [stepUp(place)], [set(place, AWAKE)])),
        };
      },
    },
  ],
};

/** Who is on the queue already keeps its place. */
function enter(operand: Operand | undefined, lane: number, isExclusive: boolean): Action {
  const { own, place } = placeOn(operand, lane);
  return { effects: when(equal(slot(place), AWAKE), [set(place, placeFor(own, isExclusive))]), ends: [] };
}

function placeFor(own: Queue, isExclusive: boolean): Term | number {
  if (!isExclusive) return WAITS;
  return own.places.reduce<Term | number>((next, place) => plus(next, less(WAITS, slot(place))), FIRST);
}

function stepUp(place: number): Effect {
  return set(place, minus(slot(place), 1));
}

function waitUntil(
  operand: Operand | undefined,
  condition: Operand | undefined,
  lane: number,
  isExclusive: boolean,
): Action {
  const { entity, own, place } = placeOn(operand, lane);
  const { value, text } = valueOperand(condition);
  return {
    effects: [...await_(equal(slot(place), AWAKE)), ...when(value, [], [set(place, placeFor(own, isExclusive)), STAY])],
    ...wakeUpOf(`${entity.name} with ${text}`, place),
    ends: [],
  };
}

function wakeUpOf(what: string, place: number): Pick<Action, 'obstacle'> {
  return {
    obstacle: () => ({
      on: `a wake-up of ${what}`,
      holders: [],
      slots: [place],
      endedBy: [place],
      missed: 'before it was on the queue',
    }),
  };
}

function placeOn(operand: Operand | undefined, lane: number): { entity: Entity; own: Queue; place: number } {
  const entity = entityOf(operand);
  const own = entity.own as Queue;
  return { entity, own, place: own.places[lane] as number };
}
