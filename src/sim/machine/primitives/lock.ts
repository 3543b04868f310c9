import {
  and,
  await_,
  bitsOf,
  constant,
  equal,
  fail,
  minus,
  plus,
  set,
  slot,
  when,
  withBits,
  withoutBits,
} from '../actions/build.ts';
import type { Term } from '../actions/types.ts';
import type { Action, Compiler, Entity, Operand, Primitive, State } from '../types.ts';
import { assignTo, entityOf, ownOf } from './operands.ts';

/**
 * Locks that exclude: spinlocks, mutexes, rwsems, rwlocks, bit locks. One owner, or any number of shared holders.
 *
 *     lock PT          lock mmap_lock = CPU0      (held by CPU0 at the start)
 *     30:1 lock PT     37:9 lock mmap_lock shared     34:1 unlock PT
 *     40:1 want mmap_lock; then lock mmap_lock        (a waiting writer keeps new readers out: kernel/locking/rwsem.c)
 */
type Lock = {
  readonly owner: number;
  readonly shared: readonly number[];
  /** A bit for each lane that queues to have it for itself. */
  readonly queued: number;
};

const LANES_A_SLOT = 10;
const DEEPEST = 7;

export const lock: Primitive = {
  kinds: {
    lock: {
      form: 'lock NAME [= LANE]',
      declare: ({ name, values, at }, compiler) => {
        const first = values[0];
        const owner = first === undefined ? 0 : compiler.laneNames.indexOf(first.is === 'name' ? first.name : '') + 1;
        if (first !== undefined && owner === 0)
          compiler.fail(at, 'a lock is held by a lane at the start, or by nobody');
        const show = (value: number) => (value === 0 ? 'free' : `held by ${compiler.laneNames[value - 1]}`);
        const slots = Math.ceil(compiler.laneNames.length / LANES_A_SLOT);
        const own: Lock = {
          owner: compiler.slot(name, [owner], show),
          queued: compiler.slot(`${name} (wanted)`, [0], (mask) => showWanted(mask, compiler.laneNames)),
          shared: Array.from({ length: slots }, (_, part) =>
            compiler.slot(`${name} (shared)`, [0], (value) => showShared(value, part, compiler.laneNames)),
          ),
        };
        return { kind: 'lock', name, access: null, own };
      },
    },
  },
  verbs: [
    {
      signature: 'lock {lock}',
      meaning: 'takes the lock alone; blocks while anybody holds it, also this lane itself',
      compile: (operands, lane, compiler) => take(operands, lane, compiler, false),
    },
    {
      signature: 'want {lock}',
      meaning:
        'queues to take the lock for itself: until it has it, no further shared holder gets in (rwsem, rwlock, mmap_lock)',
      compile: ([operand], lane) => {
        const { queued } = ownOf<Lock>(operand);
        return { effects: [set(queued, withBits(slot(queued), 1 << lane))] };
      },
    },
    {
      signature: 'lock {lock} shared',
      meaning:
        'takes the lock together with other shared holders; blocks while somebody holds it alone or queues for it; a warning where this lane holds it seven times already',
      compile: (operands, lane, compiler) => take(operands, lane, compiler, true),
    },
    {
      signature: 'trylock {lock} into {cell}',
      meaning: 'takes the lock and sets the cell to 1, or sets it to 0 where somebody holds it',
      compile: ([operand, result], lane) => {
        const own = ownOf<Lock>(operand);
        const assign = assignTo(result);
        return { effects: when(isFree(own), [set(own.owner, lane + 1), ...assign(constant(1))], assign(constant(0))) };
      },
    },
    {
      signature: 'unlock {lock}',
      meaning: 'releases the lock, however this lane holds it; a warning where it does not hold it',
      compile: ([operand], lane) => {
        const own = ownOf<Lock>(operand);
        const { counter, one, depth } = sharedBy(own, lane);
        const asReader = when(depth, [set(counter, minus(slot(counter), one))], [fail('warning')]);
        return { effects: when(equal(slot(own.owner), lane + 1), [set(own.owner, 0)], asReader) };
      },
    },
  ],
};

function take(operands: readonly Operand[], lane: number, compiler: Compiler, isShared: boolean): Action {
  const entity: Entity = entityOf(operands[0]);
  const own = entity.own as Lock;
  const { counter, one, depth } = sharedBy(own, lane);
  const shared = [
    ...await_(and(equal(slot(own.owner), 0), equal(slot(own.queued), 0))),
    ...when(equal(depth, DEEPEST * one), [fail('warning')], [set(counter, plus(slot(counter), one))]),
  ];
  const alone = [
    ...await_(isFree(own)),
    set(own.owner, lane + 1),
    set(own.queued, withoutBits(slot(own.queued), 1 << lane)),
  ];
  return {
    effects: isShared ? shared : alone,
    obstacle: (state) => ({
      on: entity.name,
      holders: compiler.laneNames
        .map((_, index) => index)
        .filter((index) => (isShared ? keepsReadersOut(own, state, index) : holds(own, state, index))),
      slots: [own.owner, own.queued, ...own.shared],
    }),
  };
}

function isFree(own: Lock): Term {
  return and(equal(slot(own.owner), 0), ...own.shared.map((each) => equal(slot(each), 0)));
}

function holds(own: Lock, state: State, lane: number): boolean {
  const [number, shift] = counterOf(own, lane);
  return state[own.owner] === lane + 1 || (((state[number] as number) >> shift) & DEEPEST) !== 0;
}

function keepsReadersOut(own: Lock, state: State, lane: number): boolean {
  return state[own.owner] === lane + 1 || (((state[own.queued] as number) >> lane) & 1) !== 0;
}

/** The slot that counts how often the lane holds the lock shared, what one time adds to it, and the lane's own part of it. */
function sharedBy(own: Lock, lane: number): { counter: number; one: number; depth: Term } {
  const [counter, shift] = counterOf(own, lane);
  return { counter, one: 1 << shift, depth: bitsOf(slot(counter), DEEPEST << shift) };
}

/** Three bits a lane: how often it holds the lock shared. */
function counterOf(own: Lock, lane: number): [slot: number, shift: number] {
  return [own.shared[Math.floor(lane / LANES_A_SLOT)] as number, (lane % LANES_A_SLOT) * 3];
}

function showWanted(mask: number, laneNames: readonly string[]): string {
  const lanes = laneNames.filter((_, lane) => (mask >> lane) & 1);
  return lanes.length === 0 ? 'by nobody' : `by ${lanes.join(', ')}`;
}

function showShared(value: number, part: number, laneNames: readonly string[]): string {
  const holders = laneNames.filter(
    (_, lane) => Math.floor(lane / LANES_A_SLOT) === part && (value >> ((lane % LANES_A_SLOT) * 3)) & DEEPEST,
  );
  return holders.length === 0 ? 'free' : `held by ${holders.join(', ')}`;
}
