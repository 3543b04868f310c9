import type { Expression, Scenario, Statement } from '../../../src/scenario/types.ts';
import { blocked, type Did, failed, ON, stepsOf, type World } from '../naive-machine.ts';
import { nameOf } from './operands.ts';

/**
 * CPUs as hardware and kernel have them: one interrupt flag and one preempt count a CPU, which belong to whatever executes there, a stack of
 * interrupted contexts, and a current task (Documentation/kernel-hacking/hacking.rst, Documentation/locking/preempt-locking.rst).
 */
export type Cpu = {
  /** Handlers that were entered and did not return, the last one executes; with what they interrupted. */
  stack: { lane: number; hard: boolean; interrupted: Counts }[];
  current: number | null;
  counts: Counts;
};
type Counts = { irqsOff: boolean; bh: number; preempt: number };
type Undo = 'nothing' | 'bh' | 'irqs on' | 'irqs off';
export type Spinlock = { owner: number | null; undo: Undo };
export type CpuWorld = {
  names: string[];
  place: string[];
  state: Record<string, Cpu>;
  /** What irq-save found, a list a lane. */
  saved: boolean[][];
  /** What each lane that spins will have to undo. */
  spins: (Undo | null)[];
  /** Some other lane may come to its CPU. */
  shares: boolean[];
};

const atRest = (): Counts => ({ irqsOff: false, bh: 0, preempt: 0 });

export function startCpus({ lanes, declarations }: Scenario): CpuWorld {
  const place = lanes.map(({ on }, lane) => (on ? on.cpu : `own ${lane}`));
  const declared = declarations.filter(({ kind }) => kind === 'cpu').map(({ name }) => name);
  const names = [...new Set([...lanes.flatMap(({ on }) => (on ? [on.cpu] : [])), ...declared])];
  const visits = lanes.map(({ steps }, lane) => [
    place[lane],
    ...steps.flatMap(({ statements }) =>
      statements.flatMap((each) => (each.is === 'verb' && each.verb === 'migrate' ? [nameOf(each.operands[1])] : [])),
    ),
  ]);
  return {
    names,
    place,
    state: Object.fromEntries(
      [...new Set([...place, ...names])].map((name) => [name, { stack: [], current: null, counts: atRest() }]),
    ),
    saved: lanes.map(() => []),
    spins: lanes.map(() => null),
    shares: visits.map((own, lane) =>
      visits.some((others, other) => other !== lane && others.some((cpu) => own.includes(cpu))),
    ),
  };
}

/** The lane is about to run a step: it goes on, an interrupt is taken first (`again`), or something else has the CPU. */
export function enterCpu(world: World, lane: number, scenario: Scenario, isOver: IsOver, isCalled: boolean): Did {
  const context = scenario.lanes[lane]?.on?.context ?? 'task';
  const cpu = cpuOf(world, lane);
  const top = cpu.stack.at(-1);
  if (top?.lane === lane) return ON;
  if (context === 'task') return takeTurn(world, lane, isOver);
  const at = cpu.stack.findIndex((each) => each.lane === lane);
  if (at >= 0) return blocked(cpu.stack.slice(at + 1).map((each) => each.lane));
  const executing = cpu.stack.map((each) => each.lane).concat(cpu.current ?? []);
  const isHard = context === 'hardirq';
  const mayInterrupt = isHard
    ? !cpu.counts.irqsOff
    : !cpu.counts.irqsOff && cpu.counts.bh === 0 && cpu.stack.length === 0;
  if (!mayInterrupt) return blocked(executing);
  cpu.stack.push({ lane, hard: isHard, interrupted: cpu.counts });
  cpu.counts = { irqsOff: isHard, bh: 0, preempt: 0 };
  return isCalled ? ON : { did: 'again' };
}

/** A task runs on its CPU where no handler does, and where the task before it is over or preemptible. */
function takeTurn(world: World, lane: number, isOver: IsOver): Did {
  const cpu = cpuOf(world, lane);
  if (cpu.stack.length > 0) return blocked(cpu.stack.map((each) => each.lane));
  const { current } = cpu;
  if (current === lane) return ON;
  if (current !== null && !isOver(current) && !isPreemptible(cpu.counts)) return blocked([current]);
  cpu.counts = atRest();
  cpu.current = lane;
  return ON;
}

/** The lane ran its last step. */
export function leaveCpu(world: World, lane: number): void {
  const cpu = cpuOf(world, lane);
  if (cpu.stack.at(-1)?.lane === lane) cpu.counts = (cpu.stack.pop() as Cpu['stack'][number]).interrupted;
  else {
    cpu.counts = atRest();
    cpu.current = null;
  }
}

/** Whether it must not sleep there. */
export function isAtomic(world: World, lane: number): boolean {
  const cpu = cpuOf(world, lane);
  return cpu.stack.length > 0 || !isPreemptible(cpu.counts);
}

const isPreemptible = ({ irqsOff, bh, preempt }: Counts) => !irqsOff && bh === 0 && preempt === 0;
const cpuOf = (world: World, lane: number) => world.cpu.state[world.cpu.place[lane] as string] as Cpu;

type IsOver = (lane: number) => boolean;
type Act = (counts: Counts, world: World, lane: number, operands: readonly Expression[], isOver: IsOver) => Did | null;
const isInHardirq = (world: World, lane: number) => cpuOf(world, lane).stack.at(-1)?.hard ?? false;

function take(lock: Spinlock, counts: Counts, lane: number, how: string): Did {
  lock.undo = switchOff(counts, how);
  lock.owner = lane;
  return ON;
}

function switchOff(counts: Counts, how: string): Undo {
  const undo: Undo = how === 'irq' ? (counts.irqsOff ? 'irqs off' : 'irqs on') : how === 'bh' ? 'bh' : 'nothing';
  counts.preempt++;
  if (how === 'bh') counts.bh++;
  if (how === 'irq') counts.irqsOff = true;
  return undo;
}

const isDeep = ({ preempt, bh }: Counts, how: string) => preempt === 7 || (how === 'bh' && bh === 7);

/** Null: the verb means something else here. */
export const CPU_VERBS: Readonly<Record<string, Act>> = {
  'irq-disable': (counts) => {
    counts.irqsOff = true;
    return ON;
  },
  'irq-enable': (counts, world, lane) => {
    if (isInHardirq(world, lane)) return failed('warning');
    counts.irqsOff = false;
    return ON;
  },
  'irq-save': (counts, world, lane) => {
    const saved = world.cpu.saved[lane] as boolean[];
    if (saved.length === 7) return failed('warning');
    saved.push(counts.irqsOff);
    counts.irqsOff = true;
    return ON;
  },
  'irq-restore': (counts, world, lane) => {
    const was = world.cpu.saved[lane]?.pop();
    if (was === undefined) return failed('warning');
    counts.irqsOff = was;
    return ON;
  },
  'bh-disable': (counts) => (++counts.bh > 7 ? failed('warning') : ON),
  'bh-enable': (counts, world, lane) =>
    counts.bh-- === 0 || counts.irqsOff || isInHardirq(world, lane) ? failed('warning') : ON,
  'preempt-disable': (counts) => (++counts.preempt > 7 ? failed('warning') : ON),
  'preempt-enable': (counts) => (counts.preempt-- === 0 ? failed('warning') : ON),
  migrate: (counts, world, lane, [, to], isOver) => {
    const cpu = cpuOf(world, lane);
    if (cpu.stack.length > 0) return failed('warning');
    if (!isPreemptible(counts)) return ON;
    if (nameOf(to) === world.cpu.place[lane]) return ON;
    cpu.current = null;
    world.cpu.place[lane] = nameOf(to);
    return takeTurn(world, lane, isOver);
  },
  'this-cpu': (_, world, lane, [, cell]) => {
    const number = world.cpu.names.indexOf(world.cpu.place[lane] as string) + 1;
    world.cells[nameOf(cell)] = number || world.cpu.names.length + 1 + lane;
    return ON;
  },
  lock: (counts, world, lane, [name, how]) => {
    const lock = world.spinlocks[nameOf(name)];
    if (lock === undefined) return null;
    const waiting = world.cpu.spins[lane] ?? null;
    if (waiting === null && isDeep(counts, nameOf(how)) && (lock.owner === null || world.cpu.shares[lane]))
      return failed('warning');
    if (lock.owner !== null) {
      if (waiting !== null || !world.cpu.shares[lane]) return blocked([lock.owner]);
      world.cpu.spins[lane] = switchOff(counts, nameOf(how));
      return { did: 'again' };
    }
    if (waiting === null) return take(lock, counts, lane, nameOf(how));
    world.cpu.spins[lane] = null;
    Object.assign(lock, { owner: lane, undo: waiting });
    return ON;
  },
  trylock: (counts, world, lane, [name, , cell]) => {
    const lock = world.spinlocks[nameOf(name)];
    if (lock === undefined) return null;
    if (lock.owner === null && isDeep(counts, '')) return failed('warning');
    world.cells[nameOf(cell)] = lock.owner === null ? 1 : 0;
    if (lock.owner === null) take(lock, counts, lane, '');
    return ON;
  },
  unlock: (counts, world, lane, [name]) => {
    const lock = world.spinlocks[nameOf(name)];
    if (lock === undefined) return null;
    if (lock.owner !== lane || counts.preempt-- === 0) return failed('warning');
    if (lock.undo === 'bh' && counts.bh-- === 0) return failed('warning');
    if (lock.undo === 'irqs on') counts.irqsOff = false;
    Object.assign(lock, { owner: null, undo: 'nothing' });
    return ON;
  },
};

/** What may sleep, and of what kinds of things; of every kind where none is listed. */
export const SLEEPING: Readonly<Record<string, readonly string[]>> = {
  'wait-readers': [],
  'rcu-barrier': [],
  sleep: [],
  wait: [],
  'wait-completion': [],
  schedule: [],
  stop: [],
  park: [],
  parkme: [],
  flush: ['work', 'delayed-work'],
  'flush-queued': [],
  'cancel-sync': ['work', 'delayed-work'],
  'disable-sync': ['work', 'delayed-work'],
  kill: [],
  enter: [],
  'wait-frozen': [],
  'wait-unlocked': [],
  lock: ['mutex', 'rwsem', 'percpu-rwsem', 'bit-lock'],
};

export function performOnCpu(
  world: World,
  lane: number,
  { verb, operands }: Statement & { is: 'verb' },
  scenario: Scenario,
): Did | null {
  const isOver = (other: number) => (world.pc[other] as number) >= (stepsOf(scenario)[other] ?? []).length;
  const kind = scenario.declarations.find(({ name }) => name === nameOf(operands[0]))?.kind ?? '';
  const kinds = SLEEPING[verb];
  const sleeps = kinds !== undefined && (kinds.length === 0 || kinds.includes(kind));
  if (sleeps && isAtomic(world, lane)) return failed('warning');
  return CPU_VERBS[verb]?.(cpuOf(world, lane).counts, world, lane, operands, isOver) ?? null;
}
