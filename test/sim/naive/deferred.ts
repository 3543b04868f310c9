import type { Scenario } from '../../../src/scenario/types.ts';
import { blocked, type Did, failed, ON, type Step, stepsOf, type World } from '../naive-machine.ts';
import { beginOf } from './ends.ts';
import { type Act, nameOf } from './operands.ts';

/** A work item, delayed work, a timer, a tasklet or an RCU callback. */
export type Deferred = {
  kind: string;
  pending: 'no' | 'queued' | 'on timer';
  running: number | null;
  disabled: number;
  shutDown: boolean;
  killer: number | null;
  /** Who flushes: waits for the run that is pending, or for the one going on, or is through. */
  flushers: Record<number, 'pending' | 'running' | 'over'>;
  /** An RCU callback's domain, and the readers that were inside when it was queued. */
  domain: string;
  readers: number[];
};

export function deferred(kind: string, pending: boolean, disabled: boolean, domain: string): Deferred {
  const how = pending ? (kind === 'delayed-work' ? 'on timer' : 'queued') : 'no';
  return { kind, pending: how, running: null, disabled: disabled ? 1 : 0, shutDown: false, killer: null, flushers: {}, domain, readers: [] }; // biome-ignore format: one row
}

const find = (world: World, name: string) => world.works[name] as Deferred;
const on =
  (act: (item: Deferred, lane: number, name: string, world: World, scenario: Scenario) => Did): Act =>
  (world, lane, [name], scenario) =>
    act(find(world, nameOf(name)), lane, nameOf(name), world, scenario);

const runner = (item: Deferred) => (item.running === null ? [] : [item.running]);
const refuses = (item: Deferred) =>
  item.shutDown || item.killer !== null || (item.kind !== 'tasklet' && item.disabled > 0);

function makePending(item: Deferred, how: 'queued' | 'on timer'): void {
  if (item.pending === 'no' && !refuses(item)) item.pending = how;
}
function takeBack(item: Deferred): void {
  item.pending = 'no';
  for (const [lane, what] of Object.entries(item.flushers))
    if (what === 'pending') item.flushers[Number(lane)] = 'over';
}
function returns(item: Deferred): void {
  item.running = null;
  for (const [lane, what] of Object.entries(item.flushers))
    if (what === 'running') item.flushers[Number(lane)] = 'over';
}

/** Notes on each item what the lane has to wait for; once all are over it goes on. */
function flushAll(items: readonly (readonly [string, Deferred])[], lane: number, seesTimer: boolean): Did {
  const waits = items.filter(([, { flushers }]) => lane in flushers);
  if (waits.length === 0) {
    for (const [, item] of items) {
      if (item.pending === 'queued' || (item.pending === 'on timer' && seesTimer)) item.flushers[lane] = 'pending';
      else if (item.running !== null) item.flushers[lane] = 'running';
    }
    return items.some(([, { flushers }]) => lane in flushers) ? { did: 'again' } : ON;
  }
  const open = waits.filter(([, { flushers }]) => flushers[lane] !== 'over');
  if (open.length > 0) {
    const events = open.flatMap(([name, { flushers }]) => (flushers[lane] === 'pending' ? [`begin ${name}`] : []));
    return blocked(
      open.flatMap(([, item]) => runner(item)),
      { events, self: true },
    );
  }
  for (const [, { flushers }] of waits) delete flushers[lane];
  return ON;
}

const stopped = (item: Deferred, then: () => void): Did => {
  if (item.running !== null) return blocked([item.running]);
  then();
  return ON;
};

export const DEFERRED_VERBS: Record<string, Act> = {
  queue: on((item) => {
    makePending(item, item.kind === 'delayed-work' ? 'on timer' : 'queued');
    return ON;
  }),
  'queue-now': on((item) => {
    if (!refuses(item)) item.pending = 'queued';
    return ON;
  }),
  begin: on((item, lane, name) => {
    if (item.pending === 'no' || item.running !== null)
      return blocked(runner(item), { idle: true, event: `ask ${name}` });
    if (item.kind === 'tasklet' && item.disabled > 0) return blocked([], { event: `enable ${name}` });
    if (item.readers.length > 0) return blocked(item.readers);
    item.pending = 'no';
    item.running = lane;
    for (const [other, what] of Object.entries(item.flushers))
      if (what === 'pending') item.flushers[Number(other)] = 'running';
    return ON;
  }),
  end: on((item) => {
    returns(item);
    return ON;
  }),
  again: on((item, lane, name, _world, scenario) => {
    returns(item);
    return { did: 'jump', to: beginOf(name, stepsOf(scenario)[lane] as Step[]) };
  }),
  restart: on((item) => {
    returns(item);
    makePending(item, 'queued');
    return ON;
  }),
  cancel: on((item) => {
    takeBack(item);
    return ON;
  }),
  'cancel-sync': on((item) => stopped(item, () => takeBack(item))),
  shutdown: on((item) => {
    takeBack(item);
    item.shutDown = true;
    return ON;
  }),
  'shutdown-sync': on((item) =>
    stopped(item, () => {
      takeBack(item);
      item.shutDown = true;
    }),
  ),
  disable: on((item) => {
    if (item.kind !== 'tasklet') takeBack(item);
    item.disabled++;
    return ON;
  }),
  'disable-sync': on((item) =>
    stopped(item, () => {
      if (item.kind !== 'tasklet') takeBack(item);
      item.disabled++;
    }),
  ),
  enable: on((item) => {
    if (item.disabled === 0) return failed('warning');
    item.disabled--;
    return ON;
  }),
  flush: (world, lane, operands) => {
    const name = nameOf(operands[0]);
    if (name in world.ptes) {
      for (const tlb of Object.values(world.tlbs)) if (tlb.pte === name) tlb.entry = null;
      return ON;
    }
    const item = find(world, name);
    if (item.pending === 'on timer') item.pending = 'queued';
    return flushAll([[name, item]], lane, true);
  },
  'flush-queued': on((item, lane, name) => flushAll([[name, item]], lane, false)),
  kill: on((item, lane, name) => {
    // SCHED is taken when nobody has it, then what runs is waited for
    if (item.killer === lane) {
      if (item.running !== null) return blocked([item.running]);
      item.killer = null;
      return ON;
    }
    if (item.pending !== 'no') return blocked(runner(item), { event: `begin ${name}`, self: true });
    if (item.killer !== null) return blocked(runner(item));
    if (item.running === null) return ON;
    item.killer = lane;
    return { did: 'again' };
  }),
  'call-rcu': on((item, _lane, _name, world) => {
    if (item.pending !== 'no') return failed('warning');
    const inside = world.readers[item.domain]?.inside ?? [];
    Object.assign(item, { pending: 'queued', readers: [...inside.keys()].filter((lane) => (inside[lane] ?? 0) > 0) });
    return ON;
  }),
  'rcu-barrier': (world, lane, [domain]) =>
    flushAll(
      Object.entries(world.works).filter(([, item]) => item.domain === nameOf(domain)),
      lane,
      true,
    ),
};

/** A lane that left its outermost section holds up no callback any more. */
export function leavesReaders(world: World, domain: string, lane: number): void {
  for (const item of Object.values(world.works))
    if (item.domain === domain) item.readers = item.readers.filter((other) => other !== lane);
}
