import type { Expression, Scenario, Statement } from '../../../src/scenario/types.ts';
import { blocked, type Did, evaluate, failed, ON, type World } from '../naive-machine.ts';

/**
 * The kernel's locks a second time, written down from kernel/locking/{mutex,qrwlock,rwsem,percpu-rwsem}.c, mm/filemap.c and
 * Documentation/locking/seqlock.rst: each keeps the fields that the kernel's structure has.
 */
export type KernelLock =
  | { kind: 'mutex'; owner: number | null }
  | { kind: 'bit-lock'; setBy: number | null }
  /** `queue`: who spins with the wait_lock and _QW_WAITING set. */
  | { kind: 'rwlock'; writer: number | null; readers: number[]; queue: number | null }
  /** `waiters`: writers on the wait_list. */
  | { kind: 'rwsem'; writer: number | null; readers: number[]; waiters: number[] }
  /** `block`: the writer that shut the gate; `inside`: it has seen the last reader leave. */
  | { kind: 'percpu-rwsem'; block: number | null; inside: boolean; counts: number[] }
  /** `excl`: the lane with the spinlock, which writes while the sequence is odd. */
  | { kind: 'seqlock' | 'seqcount'; sequence: number; excl: number | null };

const KINDS = ['mutex', 'bit-lock', 'rwlock', 'rwsem', 'percpu-rwsem', 'seqlock', 'seqcount'];

export function newKernelLock(kind: string, owner: number | null): KernelLock | null {
  switch (kind) {
    case 'mutex':
      return { kind, owner };
    case 'bit-lock':
      return { kind, setBy: owner };
    case 'rwlock':
      return { kind, writer: owner, readers: [], queue: null };
    case 'rwsem':
      return { kind, writer: owner, readers: [], waiters: [] };
    case 'percpu-rwsem':
      return { kind, block: owner, inside: owner !== null, counts: [] };
    case 'seqlock':
    case 'seqcount':
      return { kind, sequence: 0, excl: null };
    default:
      return null;
  }
}

/** These locks' writers queue first and take the lock in a second round. */
export function queuesFirst({ verb, operands: [lock, how] }: Statement & { is: 'verb' }, scenario: Scenario): boolean {
  const kind = scenario.declarations.find(({ name }) => lock?.is === 'name' && lock.name === name)?.kind ?? '';
  return verb === 'lock' && how === undefined && ['rwlock', 'rwsem', 'percpu-rwsem'].includes(kind);
}

/** What a statement does to such a lock; null where it is about something else. */
export function performOnLock(world: World, lane: number, { verb, operands }: Statement & { is: 'verb' }): Did | null {
  const [first, second] = operands;
  const lock = first?.is === 'name' ? world.kernelLocks[first.name] : undefined;
  if (lock === undefined || !KINDS.includes(lock.kind)) return null;
  const how = second?.is === 'name' && ['shared', 'recursive'].includes(second.name) ? second.name : 'alone';
  const last = operands.at(-1) as Expression;
  if (verb === 'trylock') {
    const would = how === 'alone' ? tryForWriting(lock) : tryForReading(lock);
    if (would) {
      const did = how === 'alone' ? forWriting(lock, lane) : forReading(lock, lane, false);
      if (did.did === 'fail') return did;
    }
    if (last.is === 'name') world.cells[last.name] = Number(would);
    return ON;
  }
  const event = `unlock ${first?.is === 'name' ? first.name : ''}`;
  if (verb === 'lock' && lock.kind === 'bit-lock' && lock.setBy !== null) return blocked([lock.setBy], { event });
  if (verb === 'lock') return how === 'alone' ? forWriting(lock, lane) : forReading(lock, lane, how === 'recursive');
  if (verb === 'unlock') return unlock(lock, lane);
  if (verb === 'wait-unlocked' && lock.kind === 'bit-lock')
    return lock.setBy === null ? ON : blocked([lock.setBy], { event });
  if (verb === 'downgrade' && lock.kind === 'rwsem') {
    if (lock.writer !== lane) return failed('warning');
    lock.writer = null;
    return forReadingAnyway(lock.readers, lane);
  }
  if (lock.kind === 'seqlock' || lock.kind === 'seqcount') return onSequence(lock, world, lane, verb, operands);
  return failed(`no ${verb} of a ${lock.kind}`);
}

function forWriting(lock: KernelLock, lane: number): Did {
  switch (lock.kind) {
    case 'mutex':
      if (lock.owner !== null) return blocked([lock.owner]);
      lock.owner = lane;
      return ON;
    case 'bit-lock':
      if (lock.setBy !== null) return blocked([lock.setBy]);
      lock.setBy = lane;
      return ON;
    case 'seqlock':
    case 'seqcount':
      if (lock.excl !== null) return blocked([lock.excl]);
      lock.excl = lane;
      return ON;
    case 'rwlock': {
      const inside = [...lock.readers, ...(lock.writer === null ? [] : [lock.writer])];
      if (lock.queue !== null && lock.queue !== lane) return blocked([...inside, lock.queue]);
      if (inside.length === 0) {
        lock.queue = null;
        lock.writer = lane;
        return ON;
      }
      if (lock.queue === lane) return blocked(inside);
      lock.queue = lane;
      return { did: 'again' };
    }
    case 'rwsem':
      if (lock.writer === null && lock.readers.length === 0) {
        lock.writer = lane;
        lock.waiters = lock.waiters.filter((other) => other !== lane);
        return ON;
      }
      if (lock.waiters.includes(lane))
        return blocked([...lock.readers, ...(lock.writer === null ? [] : [lock.writer])]);
      lock.waiters = [...lock.waiters, lane].sort();
      return { did: 'again' };
    case 'percpu-rwsem':
      if (lock.block === lane && !lock.inside) {
        if (lock.counts.length > 0) return blocked([...lock.counts]);
        lock.inside = true;
        return ON;
      }
      if (lock.block !== null) return blocked([lock.block]);
      lock.block = lane;
      lock.inside = lock.counts.length === 0;
      return lock.inside ? ON : { did: 'again' };
  }
}

function forReading(lock: KernelLock, lane: number, inInterrupt: boolean): Did {
  switch (lock.kind) {
    case 'rwlock': {
      const first = inInterrupt ? null : lock.queue;
      const inTheWay = [lock.writer, first].filter((each) => each !== null);
      return inTheWay.length > 0 ? blocked(inTheWay) : forReadingAnyway(lock.readers, lane);
    }
    case 'rwsem':
      if (lock.writer !== null) return blocked([lock.writer]);
      // the lock is owned by readers: no stealing past those who wait
      if (lock.readers.length > 0 && lock.waiters.length > 0) return blocked([...lock.waiters]);
      return forReadingAnyway(lock.readers, lane);
    case 'percpu-rwsem':
      return lock.block === null ? forReadingAnyway(lock.counts, lane) : blocked([lock.block]);
    default:
      return failed(`a ${lock.kind} is not shared`);
  }
}

function forReadingAnyway(readers: number[], lane: number): Did {
  if (readers.filter((each) => each === lane).length === 7) return failed('warning');
  readers.push(lane);
  readers.sort();
  return ON;
}

function tryForWriting(lock: KernelLock): boolean {
  switch (lock.kind) {
    case 'mutex':
      return lock.owner === null;
    case 'bit-lock':
      return lock.setBy === null;
    case 'rwlock':
      return lock.writer === null && lock.readers.length === 0 && lock.queue === null;
    case 'rwsem':
      return lock.writer === null && lock.readers.length === 0 && lock.waiters.length === 0;
    default:
      return false;
  }
}

function tryForReading(lock: KernelLock): boolean {
  if (lock.kind === 'rwlock') return lock.writer === null && lock.queue === null;
  if (lock.kind === 'rwsem') return lock.writer === null && lock.waiters.length === 0;
  return lock.kind === 'percpu-rwsem' && lock.block === null;
}

function unlock(lock: KernelLock, lane: number): Did {
  const readers = lock.kind === 'percpu-rwsem' ? lock.counts : 'readers' in lock ? lock.readers : [];
  if (lock.kind === 'mutex' && lock.owner === lane) lock.owner = null;
  else if (lock.kind === 'bit-lock' && lock.setBy !== null) lock.setBy = null;
  else if ('writer' in lock && lock.writer === lane) lock.writer = null;
  else if (lock.kind === 'percpu-rwsem' && lock.block === lane) Object.assign(lock, { block: null, inside: false });
  else if ('excl' in lock && lock.excl === lane && lock.sequence % 2 === 0) lock.excl = null;
  else if (readers.includes(lane)) readers.splice(readers.indexOf(lane), 1);
  else return failed('warning');
  return ON;
}

function onSequence(
  lock: KernelLock & { sequence: number; excl: number | null },
  world: World,
  lane: number,
  verb: string,
  operands: readonly Expression[],
): Did {
  const result = operands.at(-1);
  const isOdd = lock.sequence % 2 === 1;
  if (verb === 'write-begin') {
    if (lock.excl !== null) return lock.kind === 'seqcount' ? failed('warning') : blocked([lock.excl]);
    lock.excl = lane;
    lock.sequence++;
    return ON;
  }
  if (verb === 'write-end') {
    if (!isOdd || lock.excl !== lane) return failed('warning');
    lock.sequence++;
    lock.excl = null;
    return ON;
  }
  if (result?.is !== 'name') return failed('the result goes nowhere');
  if (verb === 'read-begin') {
    if (isOdd) return blocked(lock.excl === null ? [] : [lock.excl]);
    world.cells[result.name] = lock.sequence;
    return ON;
  }
  world.cells[result.name] = Number(evaluate(world, operands[2] as Expression) !== lock.sequence);
  return ON;
}
