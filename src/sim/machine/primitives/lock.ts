import {
  type Action,
  BLOCKED,
  type Compiler,
  type Entity,
  fails,
  OK,
  type Operand,
  type Primitive,
  type State,
} from '../types.ts';
import { entityOf, ownOf, setterOf } from './operands.ts';

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
        const own = ownOf<Lock>(operand);
        return {
          run: (state) => {
            state[own.queued] = (state[own.queued] as number) | (1 << lane);
            return OK;
          },
          footprint: () => ({ reads: [own.queued], writes: [own.queued] }),
        };
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
      compile: (operands, lane) => {
        const own = ownOf<Lock>(operands[0]);
        const { set, slots } = setterOf(operands[1]);
        return {
          run: (state) => {
            const free = isFree(own, state);
            if (free) state[own.owner] = lane + 1;
            set(state, free ? 1 : 0);
            return OK;
          },
          footprint: () => ({ reads: [own.owner, ...own.shared], writes: [own.owner, ...slots] }),
        };
      },
    },
    {
      signature: 'unlock {lock}',
      meaning: 'releases the lock, however this lane holds it; a warning where it does not hold it',
      compile: ([operand], lane) => {
        const own = ownOf<Lock>(operand);
        const [slot, shift] = counterOf(own, lane);
        const every = [own.owner, ...own.shared];
        return {
          run: (state) => {
            if (state[own.owner] === lane + 1) state[own.owner] = 0;
            else if (((state[slot] as number) >> shift) & DEEPEST) state[slot] = (state[slot] as number) - (1 << shift);
            else return fails('warning');
            return OK;
          },
          footprint: () => ({ reads: every, writes: every }),
        };
      },
    },
  ],
};

function take(operands: readonly Operand[], lane: number, compiler: Compiler, isShared: boolean): Action {
  const entity: Entity = entityOf(operands[0]);
  const own = entity.own as Lock;
  const [slot, shift] = counterOf(own, lane);
  const every = [own.owner, own.queued, ...own.shared];
  return {
    run: (state) => {
      if (isShared) {
        if (state[own.owner] !== 0 || state[own.queued] !== 0) return BLOCKED;
        if ((((state[slot] as number) >> shift) & DEEPEST) === DEEPEST) return fails('warning');
        state[slot] = (state[slot] as number) + (1 << shift);
        return OK;
      }
      if (!isFree(own, state)) return BLOCKED;
      state[own.owner] = lane + 1;
      state[own.queued] = (state[own.queued] as number) & ~(1 << lane);
      return OK;
    },
    footprint: () => ({ reads: every, writes: isShared ? [slot] : [own.owner, own.queued] }),
    obstacle: (state) => ({
      on: entity.name,
      holders: compiler.laneNames
        .map((_, index) => index)
        .filter((index) => (isShared ? keepsReadersOut(own, state, index) : holds(own, state, index))),
      slots: every,
    }),
  };
}

function isFree(own: Lock, state: State): boolean {
  return state[own.owner] === 0 && own.shared.every((slot) => state[slot] === 0);
}

function holds(own: Lock, state: State, lane: number): boolean {
  const [slot, shift] = counterOf(own, lane);
  return state[own.owner] === lane + 1 || (((state[slot] as number) >> shift) & DEEPEST) !== 0;
}

function keepsReadersOut(own: Lock, state: State, lane: number): boolean {
  return state[own.owner] === lane + 1 || (((state[own.queued] as number) >> lane) & 1) !== 0;
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
