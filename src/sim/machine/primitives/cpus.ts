import type { Placement, Scenario } from '../../../scenario/types.ts';
import { and, constant, differ, equal, fail, less, minus, not, or, plus, set, slot, when } from '../actions/build.ts';
import type { Effect, Term } from '../actions/types.ts';
import type { Compiler, Verb } from '../types.ts';
import { yesOrNo } from './counters.ts';

type Disabled = NonNullable<Verb['disables']>[number];

/** What a lane has switched off: a counter each, 1 or 0 for interrupts; null where none of the lane's verbs does it. */
export type Switches = {
  readonly preemption: number | null;
  readonly bottomHalves: number | null;
  readonly interrupts: number | null;
};

/**
 * Where the lanes of one scenario run and what they have switched off there. A CPU is a number from 1 on; a lane that says nothing has
 * one for itself. Only what a scenario uses has slots, so that one without CPUs has none.
 */
export class Cpus {
  /** Names, the first being CPU number 1; behind them come the CPUs that lanes have for themselves. */
  private readonly names: readonly string[];
  /** The lane's CPU at the start. */
  readonly home: readonly number[];
  readonly context: readonly Placement['context'][];
  readonly switches: readonly Switches[];
  /** The lane on each CPU that runs in this context there, plus one; null where no lane ever does. */
  readonly hardirq: readonly (number | null)[];
  readonly softirq: readonly (number | null)[];
  /** The CPU on which the lane is; null where it stays at home. */
  private readonly place: readonly (number | null)[];
  private readonly reachable: readonly ReadonlySet<number>[];

  constructor(compiler: Compiler) {
    const { lanes } = compiler.scenario;
    this.names = namedCpus(compiler.scenario);
    this.home = lanes.map(({ on }, lane) => (on ? this.numberOf(on.cpu) : this.names.length + 1 + lane));
    this.context = lanes.map(({ on }) => on?.context ?? 'task');
    this.reachable = lanes.map(
      (_, lane) => new Set([this.home[lane] as number, ...targetsOf(compiler, lane).map((cpu) => this.numberOf(cpu))]),
    );
    const show = (cpu: number) => this.nameOf(cpu, compiler);
    this.place = lanes.map(({ name }, lane) =>
      (this.reachable[lane]?.size ?? 0) > 1 ? compiler.slot(`CPU of ${name}`, [this.home[lane] as number], show) : null,
    );
    this.switches = lanes.map((_, lane) => newSwitches(compiler, lane, this.context[lane] === 'hardirq'));
    const running = (context: Placement['context'], word: string) =>
      this.names.map((_, index) => {
        const isHere = lanes.some((__, lane) => this.context[lane] === context && this.home[lane] === index + 1);
        const showLane = (value: number) => (value === 0 ? 'none' : (compiler.laneNames[value - 1] ?? ''));
        return isHere ? compiler.slot(`${word} on ${show(index + 1)}`, [0], showLane) : null;
      });
    this.hardirq = running('hardirq', 'interrupt');
    this.softirq = running('softirq', 'softirq');
  }

  numberOf(name: string): number {
    return this.names.indexOf(name) + 1;
  }

  nameOf(cpu: number, compiler: Compiler): string {
    return this.names[cpu - 1] ?? `the CPU of ${compiler.laneNames[cpu - this.names.length - 1] ?? ''}`;
  }

  /** The CPUs on which the lane may ever be. */
  reachableBy(lane: number): readonly number[] {
    return [...(this.reachable[lane] ?? [])];
  }

  /** The slot that says on which CPU the lane is, or null where it stays at home. */
  placeOf(lane: number): number | null {
    return this.place[lane] ?? null;
  }

  /** The number of the CPU on which the lane is. */
  cpuOf(lane: number): Term {
    const place = this.placeOf(lane);
    return place === null ? constant(this.home[lane] as number) : slot(place);
  }

  isOn(lane: number, cpu: number): Term {
    const place = this.place[lane] ?? null;
    if (place !== null && this.reachable[lane]?.has(cpu)) return equal(slot(place), cpu);
    return constant(Number(this.home[lane] === cpu));
  }

  /** Other lanes of these contexts that may be on the CPU. */
  othersOn(cpu: number, lane: number, ...contexts: readonly Placement['context'][]): readonly number[] {
    return [...this.home.keys()].filter(
      (other) => other !== lane && this.reachable[other]?.has(cpu) && contexts.includes(this.context[other] ?? 'task'),
    );
  }

  /** Whether some other lane may ever be on a CPU with it. */
  hasCompany(lane: number): boolean {
    return this.reachableBy(lane).some((cpu) => this.othersOn(cpu, lane, 'task', 'softirq', 'hardirq').length > 0);
  }

  /** The lane must neither sleep nor be preempted: in_atomic() or irqs_disabled(). */
  isAtomic(lane: number): Term {
    if (this.context[lane] !== 'task') return constant(1);
    const { preemption, bottomHalves, interrupts } = this.switches[lane] as Switches;
    return or(...[preemption, bottomHalves, interrupts].map(isSet));
  }
  /** The lane has interrupts off on its CPU. */
  keepsInterruptsOff(lane: number): Term {
    return isSet(this.switches[lane]?.interrupts ?? null);
  }
  /** The lane lets no softirq begin on its CPU. */
  keepsSoftirqsOff(lane: number): Term {
    return or(isSet(this.switches[lane]?.bottomHalves ?? null), this.keepsInterruptsOff(lane));
  }

  /** What a lane that is over has switched off is on again: the drawing ends there. */
  switchAllOn(lane: number): readonly Effect[] {
    const { preemption, bottomHalves, interrupts } = this.switches[lane] as Switches;
    return [preemption, bottomHalves, interrupts].flatMap((each) => (each === null ? [] : [set(each, 0)]));
  }

  /** No other lane keeps this one from running on the CPU where it is: `mayRun` says when it may on each. */
  whereverItIs(lane: number, mayRun: (cpu: number) => Term): Term {
    return and(...this.reachableBy(lane).map((cpu) => or(not(this.isOn(lane, cpu)), mayRun(cpu))));
  }
}

const known = new WeakMap<Compiler, Cpus>();

/** Those of the scenario that is being compiled; everything must be declared. */
export function cpusOf(compiler: Compiler): Cpus {
  const cpus = known.get(compiler) ?? new Cpus(compiler);
  known.set(compiler, cpus);
  return cpus;
}

export function switchesOf(lane: number, compiler: Compiler): Switches {
  return cpusOf(compiler).switches[lane] as Switches;
}

/** Whether it matters at all where the lanes run; in most scenarios it does not. */
export function usesCpus(compiler: Compiler): boolean {
  const answer = uses.get(compiler) ?? mentionsCpus(compiler);
  uses.set(compiler, answer);
  return answer;
}
const uses = new WeakMap<Compiler, boolean>();

function mentionsCpus(compiler: Compiler): boolean {
  const { lanes, declarations } = compiler.scenario;
  return (
    lanes.some(({ on }) => on !== undefined) ||
    declarations.some(({ kind }) => kind === 'spinlock') ||
    lanes.some((_, lane) => compiler.verbsOf(lane).some(({ disables }) => disables !== undefined))
  );
}

/** Lanes that hold a spinlock at the start have preemption off, once for each. */
export function heldAtStart(compiler: Compiler, lane: number): number {
  return compiler.entities('spinlock').filter(({ own }) => (own as { heldBy: number }).heldBy === lane).length;
}

function newSwitches(compiler: Compiler, lane: number, isHardirq: boolean): Switches {
  const name = compiler.laneNames[lane];
  const disabled = new Set(compiler.verbsOf(lane).flatMap(({ disables }) => disables ?? []));
  const held = heldAtStart(compiler, lane);
  const count = (what: Disabled, initial = 0) =>
    disabled.has(what) || initial > 0 ? compiler.slot(`${what} disabled by ${name}`, [initial], yesOrNo) : null;
  return {
    preemption: count('preemption', held),
    bottomHalves: count('bottom halves'),
    // handlers run with interrupts disabled
    interrupts: disabled.has('interrupts') ? count('interrupts', isHardirq ? 1 : 0) : null,
  };
}

function targetsOf(compiler: Compiler, lane: number): string[] {
  return (compiler.scenario.lanes[lane]?.steps ?? []).flatMap(({ statements }) =>
    statements.flatMap((statement) => {
      const target = statement.is === 'verb' && statement.verb === 'migrate' ? statement.operands[1] : undefined;
      return target?.is === 'name' ? [target.name] : [];
    }),
  );
}

/** The CPUs that lanes or declarations name. */
export function namedCpus({ lanes, declarations }: Scenario): readonly string[] {
  const declared = declarations.filter(({ kind }) => kind === 'cpu').map(({ name }) => name);
  return [...new Set([...lanes.flatMap(({ on }) => on?.cpu ?? []), ...declared])];
}

/** As deep as bottom halves and preemption may be off. */
export const DEEPEST = 7;

/** A count of `Switches` one up, or a warning where it is as deep as can be; nothing where the lane keeps none. */
export function deeper(count: number | null): readonly Effect[] {
  return count === null ? [] : when(less(slot(count), DEEPEST), [set(count, plus(slot(count), 1))], [fail('warning')]);
}

/** A count of `Switches` one down, or a warning where it is down already. */
export function fewer(count: number | null): readonly Effect[] {
  return count === null ? [] : when(slot(count), [set(count, minus(slot(count), 1))], [fail('warning')]);
}

function isSet(number: number | null): Term {
  return number === null ? constant(0) : differ(slot(number), 0);
}
