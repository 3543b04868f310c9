import type { Expression } from '../../src/scenario/types.ts';
import { DEFERRED_VERBS, leavesReaders } from './naive/deferred.ts';
import { type Act, nameOf } from './naive/operands.ts';
import { QUEUE_VERBS } from './naive/queues.ts';
import { blocked, type Did, evaluate, failed, ON, type World } from './naive-machine.ts';

const valueOfOperand = (world: World, operand: Expression | undefined) => evaluate(world, operand as Expression);

/** An access to what a pointer leads to. */
function onObject(act: (object: World['objects'][string], world: World, operands: readonly Expression[]) => Did): Act {
  return (world, _lane, operands) => {
    const number = valueOfOperand(world, operands[0]);
    if (number === 0) return failed('null-deref');
    const object = Object.values(world.objects)[number - 1];
    if (object === undefined || object.life === 'none') return failed('wrong-state');
    return object.life === 'freed' ? failed('use-after-free') : act(object, world, operands);
  };
}

/** What each verb of the machine does, once more and plainly. */
export const VERBS: Record<string, Act> = {
  ...QUEUE_VERBS,
  ...DEFERRED_VERBS,
  lock: (world, lane, [name, how]) => {
    const lock = world.locks[nameOf(name)] as World['locks'][string];
    const holders = [lock.owner ?? [], how ? lock.queued : lock.shared].flat();
    if (lock.owner !== null || (how ? lock.queued : lock.shared).length > 0) return blocked(holders);
    if (how) lock.shared.push(lane);
    else {
      lock.owner = lane;
      lock.queued = lock.queued.filter((other) => other !== lane);
    }
    lock.shared.sort();
    return ON;
  },
  want: (world, lane, [name]) => {
    const lock = world.locks[nameOf(name)] as World['locks'][string];
    lock.queued = [...new Set([...lock.queued, lane])].sort();
    return ON;
  },
  trylock: (world, lane, [name, , cell]) => {
    const lock = world.locks[nameOf(name)] as World['locks'][string];
    const free = lock.owner === null && lock.shared.length === 0;
    if (free) lock.owner = lane;
    world.cells[nameOf(cell)] = free ? 1 : 0;
    return ON;
  },
  unlock: (world, lane, [name]) => {
    const lock = world.locks[nameOf(name)] as World['locks'][string];
    if (lock.owner === lane) lock.owner = null;
    else if (lock.shared.includes(lane)) lock.shared.splice(lock.shared.indexOf(lane), 1);
    else return failed('warning');
    return ON;
  },
  use: onObject(() => ON),
  free: (world, lane, operands, scenario) => {
    const page = world.pages[nameOf(operands[0])];
    if (page) {
      if (page.freed) return failed('double-free');
      page.freed = true;
      return ON;
    }
    if (valueOfOperand(world, operands[0]) === 0) return ON;
    const did = onObject((object) => {
      Object.assign(object, { life: 'freed', refs: 0, stuck: false });
      return ON;
    })(world, lane, operands, scenario);
    return did.did === 'fail' && did.failure === 'use-after-free' ? failed('double-free') : did;
  },
  // refcount_inc(), refcount_inc_not_zero(), refcount_dec_and_test() of lib/refcount.c
  get: onObject((object) => {
    if (object.stuck) return ON;
    if (object.refs === 0) return failed('warning');
    object.refs++;
    return ON;
  }),
  'get-unless-zero': onObject((object, world, operands) => {
    const got = object.stuck || object.refs > 0;
    if (got && !object.stuck) object.refs++;
    world.cells[nameOf(operands[2])] = got ? 1 : 0;
    return ON;
  }),
  put: onObject((object, world, operands) => {
    if (!object.stuck && object.refs === 0) return failed('use-after-free');
    if (!object.stuck) object.refs--;
    const isLast = !object.stuck && object.refs === 0;
    if (operands.length > 1) world.cells[nameOf(operands[2])] = isLast ? 1 : 0;
    else if (isLast) object.life = 'freed';
    return ON;
  }),
  alloc: (world, _lane, [name, , cell]) => {
    const object = world.objects[nameOf(name)] as World['objects'][string];
    if (object.life !== 'none') return failed('wrong-state');
    Object.assign(object, { life: 'live', refs: 1 });
    world.cells[nameOf(cell)] = Object.keys(world.objects).indexOf(nameOf(name)) + 1;
    return ON;
  },
  'read-lock': (world, lane, [name]) => {
    const { inside } = world.readers[nameOf(name)] as World['readers'][string];
    inside[lane] = (inside[lane] as number) + 1;
    return ON;
  },
  'read-unlock': (world, lane, [name]) => {
    const readers = world.readers[nameOf(name)] as World['readers'][string];
    if (readers.inside[lane] === 0) return failed('warning');
    readers.inside[lane] = (readers.inside[lane] as number) - 1;
    if (readers.inside[lane] === 0) {
      leavesReaders(world, nameOf(name), lane);
      for (const waiter of Object.keys(readers.grace).map(Number))
        readers.grace[waiter] = (readers.grace[waiter] as number[]).filter((other) => other !== lane);
    }
    return ON;
  },
  'wait-readers': (world, lane, [name]) => {
    const readers = world.readers[nameOf(name)] as World['readers'][string];
    const waitsFor = readers.grace[lane];
    if (waitsFor === undefined) {
      readers.grace[lane] = [...readers.inside.keys()].filter((other) => (readers.inside[other] as number) > 0);
      return { did: 'again' };
    }
    if (waitsFor.length > 0) return blocked(waitsFor);
    delete readers.grace[lane];
    return ON;
  },
  commit: (world, _lane, [copy, , pte]) => {
    if (world.pages[nameOf(copy)]?.copy === 'outdated') return failed('lost-update');
    world.ptes[nameOf(pte)] = { page: nameOf(copy), write: true, present: true };
    for (const tlb of Object.values(world.tlbs)) if (tlb.pte === nameOf(pte)) tlb.entry = null;
    return ON;
  },
};
