import {
  and,
  await_,
  binary,
  bitsOf,
  constant,
  equal,
  fail,
  less,
  minus,
  not,
  or,
  plus,
  STAY,
  set,
  slot,
  when,
  withBits,
} from '../actions/build.ts';
import { evaluator } from '../actions/interpret.ts';
import type { Effect, Term } from '../actions/types.ts';
import type { Compiler, Obstacle, Primitive, State, Surround } from '../types.ts';
import { type Cpus, cpusOf, namedCpus, type Switches, usesCpus } from './cpus.ts';
import { assignTo, entityOf } from './operands.ts';

/**
 * Lanes that share a CPU: interrupts and softirqs nest on it, tasks preempt each other.
 *
 *     lane CPU0 "frob_ioctl()" on CPU0             lane irq "frob_irq()" on CPU0 hardirq
 *       12:1 irq-save                                20:9 lock frob->lock
 *       13:1 lock frob->lock
 *       14:1 unlock frob->lock; irq-restore
 *
 * Hard interrupts begin where they are enabled and run with interrupts off, to their end; softirqs begin where bottom halves are on too, and
 * only hard interrupts come between them (Documentation/kernel-hacking/hacking.rst, "The Players"; Documentation/locking/spinlocks.rst,
 * Lesson 3). Of the tasks on a CPU any may run next wherever the one that ran is preemptible: preempt_count() is 0 and interrupts are on
 * (Documentation/locking/preempt-locking.rst). So the tasks need no order, only that none of them moves while another one is atomic.
 */
const DEEPEST = 7;
const NOTHING_SAVED = 1;

export const cpu: Primitive = {
  kinds: {
    cpu: {
      form: 'cpu NAME',
      declare: ({ name }, { scenario }) => {
        const number = constant(namedCpus(scenario).indexOf(name) + 1);
        return { kind: 'cpu', name, access: { value: number, assign: null }, own: null };
      },
    },
  },
  verbs: [
    {
      signature: 'irq-disable',
      meaning: 'interrupts are off on the CPU of this lane (local_irq_disable)',
      disables: ['interrupts'],
      compile: (_, lane, compiler) => ({ effects: [set(interruptsOf(lane, compiler), 1)] }),
    },
    {
      signature: 'irq-enable',
      meaning: 'interrupts are on again, whatever they were before; a warning in an interrupt handler',
      disables: ['interrupts'],
      compile: (_, lane, compiler) => ({ effects: switchInterruptsOn(lane, compiler) }),
    },
    {
      signature: 'irq-save',
      meaning:
        'switches interrupts off and remembers what they were; nests (local_irq_save); a warning where it is seven deep already',
      disables: ['interrupts'],
      compile: (_, lane, compiler) => {
        const [interrupts, saved] = [interruptsOf(lane, compiler), savedOf(lane, compiler)];
        const push = [set(saved, withBits(binary('<<', slot(saved), 1), slot(interrupts))), set(interrupts, 1)];
        return { effects: when(less(slot(saved), 1 << DEEPEST), push, [fail('warning')]) };
      },
    },
    {
      signature: 'irq-restore',
      meaning: 'interrupts are what the last irq-save of this lane found; a warning where there is none',
      disables: ['interrupts'],
      compile: (_, lane, compiler) => {
        const [interrupts, saved] = [interruptsOf(lane, compiler), savedOf(lane, compiler)];
        const pop = [set(interrupts, bitsOf(slot(saved), 1)), set(saved, binary('>>', slot(saved), 1))];
        return { effects: when(equal(slot(saved), NOTHING_SAVED), [fail('warning')], pop) };
      },
    },
    {
      signature: 'bh-disable',
      meaning: 'no softirq begins on the CPU of this lane, nor is it preempted; nests (local_bh_disable)',
      disables: ['bottom halves'],
      compile: (_, lane, compiler) => ({ effects: more(switchesOf(lane, compiler).bottomHalves) }),
    },
    {
      signature: 'bh-enable',
      meaning:
        'takes one bh-disable back; a warning where there is none, with interrupts off and in an interrupt handler',
      disables: ['bottom halves'],
      compile: (_, lane, compiler) => {
        const { bottomHalves, interrupts } = switchesOf(lane, compiler);
        const isHardirq = Number(cpusOf(compiler).context[lane] === 'hardirq');
        const mustNot = or(isHardirq, interrupts === null ? 0 : slot(interrupts));
        return { effects: when(mustNot, [fail('warning')], fewer(bottomHalves)) };
      },
    },
    {
      signature: 'preempt-disable',
      meaning: 'no other task runs on the CPU of this lane, nor does it leave the CPU; nests (preempt_disable)',
      disables: ['preemption'],
      compile: (_, lane, compiler) => ({ effects: more(switchesOf(lane, compiler).preemption) }),
    },
    {
      signature: 'preempt-enable',
      meaning: 'takes one preempt-disable back; a warning where there is none',
      disables: ['preemption'],
      compile: (_, lane, compiler) => ({ effects: fewer(switchesOf(lane, compiler).preemption) }),
    },
    {
      signature: 'migrate to {cpu}',
      meaning:
        'the scheduler moves the task to that CPU, unless preemption, bottom halves or interrupts are off: it then stays; a warning in an interrupt handler',
      disables: [],
      compile: ([target], lane, compiler) => {
        const cpus = cpusOf(compiler);
        const { name } = entityOf(target);
        const place = cpus.placeOf(lane);
        if (cpus.context[lane] !== 'task') return { effects: [fail('warning')] };
        if (place === null) return { effects: [] };
        const cpu = cpus.numberOf(name);
        return {
          // what stands behind it on its line happens there
          effects: when(cpus.isAtomic(lane), [], [...await_(mayRunOn(cpu, lane, cpus)), set(place, cpu)]),
          obstacle: obstacleOf(cpus, compiler, constant(cpu), GIVEN_BACK, inTheWayOn(cpu, lane, cpus, compiler)),
        };
      },
    },
    {
      signature: 'this-cpu into {cell}',
      meaning: 'stores which CPU the lane is on, to be compared with a cpu (smp_processor_id)',
      compile: ([result], lane, compiler) => {
        return { effects: assignTo(result)(cpusOf(compiler).cpuOf(lane)) };
      },
    },
  ],
  surround: (lane, compiler) => {
    if (!usesCpus(compiler)) return null;
    const cpus = cpusOf(compiler);
    const beforeSleep = when(cpus.isAtomic(lane), [fail('warning')]);
    if (!cpus.hasCompany(lane) && cpus.context[lane] === 'task') return { before: () => null, beforeSleep, atEnd: [] };
    return { ...SURROUND[cpus.context[lane] ?? 'task'](lane, cpus, compiler), beforeSleep };
  },
};

type OfLane = (lane: number, cpus: Cpus, compiler: Compiler) => Omit<Surround, 'beforeSleep'>;

const SURROUND: Readonly<Record<Cpus['context'][number], OfLane>> = {
  task: (lane, cpus, compiler) => {
    const effects = await_(cpus.whereverItIs(lane, (cpu) => mayRunOn(cpu, lane, cpus)));
    const holders = cpus
      .reachableBy(lane)
      .flatMap((cpu) =>
        inTheWayOn(cpu, lane, cpus, compiler).map(([other, is]) => [other, and(cpus.isOn(lane, cpu), is)] as const),
      );
    const obstacle = obstacleOf(cpus, compiler, cpus.cpuOf(lane), GIVEN_BACK, holders);
    return { before: () => ({ effects, obstacle }), atEnd: cpus.switchAllOn(lane) };
  },
  hardirq: (lane, cpus, compiler) => {
    const cpu = cpus.home[lane] as number;
    const running = cpus.hardirq[cpu - 1] as number;
    const disabling = cpus
      .othersOn(cpu, lane, 'task', 'softirq')
      .map((other) => [other, and(cpus.isOn(other, cpu), cpus.keepsInterruptsOff(other))] as const);
    const canBegin = and(isIdle(cpus.hardirq, cpu), ...disabling.map(([, is]) => not(is)));
    const obstacle = obstacleOf(cpus, compiler, cpus.cpuOf(lane), LET_IN, [
      ...runners(cpus.hardirq, cpu, compiler),
      ...disabling,
    ]);
    return {
      before: ({ isFirst, starts }) =>
        isFirst || starts ? { effects: begins(running, lane, canBegin, starts), obstacle } : null,
      atEnd: [set(running, 0)],
    };
  },
  softirq: (lane, cpus, compiler) => {
    const cpu = cpus.home[lane] as number;
    const running = cpus.softirq[cpu - 1] as number;
    const disabling = cpus
      .othersOn(cpu, lane, 'task')
      .map((other) => [other, and(cpus.isOn(other, cpu), cpus.keepsSoftirqsOff(other))] as const);
    const canBegin = and(isIdle(cpus.softirq, cpu), ...disabling.map(([, is]) => not(is)));
    const interrupted = await_(isIdle(cpus.hardirq, cpu));
    const interrupts = runners(cpus.hardirq, cpu, compiler);
    const goesOn = obstacleOf(cpus, compiler, cpus.cpuOf(lane), GIVEN_BACK, interrupts);
    const obstacle = obstacleOf(cpus, compiler, cpus.cpuOf(lane), LET_IN, [
      ...interrupts,
      ...runners(cpus.softirq, cpu, compiler).filter(([other]) => other !== lane),
      ...disabling,
    ]);
    return {
      before: ({ isFirst, starts }) =>
        isFirst || starts
          ? { effects: [...interrupted, ...begins(running, lane, canBegin, starts)], obstacle }
          : { effects: interrupted, obstacle: goesOn },
      atEnd: [set(running, 0), ...cpus.switchAllOn(lane)],
    };
  },
};

/**
 * A handler begins by a step of its own: what it interrupts is interrupted also where its first statement blocks. One that a verb
 * starts (`begin timer`) begins together with that, so not before it is due.
 */
function begins(running: number, lane: number, canBegin: Term, starts: boolean): readonly Effect[] {
  const begin = [...await_(canBegin), set(running, lane + 1), ...(starts ? [] : [STAY])];
  return when(equal(slot(running), lane + 1), [], begin);
}

function isIdle(running: Cpus['hardirq'], cpu: number): Term {
  const number = running[cpu - 1] ?? null;
  return number === null ? constant(1) : equal(slot(number), 0);
}

/** Lanes with the term that says when they are in the way. */
type InTheWay = readonly (readonly [lane: number, is: Term])[];

function runners(running: Cpus['hardirq'], cpu: number, compiler: Compiler): InTheWay {
  const number = running[cpu - 1] ?? null;
  return number === null ? [] : compiler.laneNames.map((_, lane) => [lane, equal(slot(number), lane + 1)] as const);
}

function atomicOthers(cpus: Cpus, cpu: number, lane: number): InTheWay {
  return cpus
    .othersOn(cpu, lane, 'task')
    .map((other) => [other, and(cpus.isOn(other, cpu), cpus.isAtomic(other))] as const);
}

/** Who keeps a task from running on that CPU. */
function inTheWayOn(cpu: number, lane: number, cpus: Cpus, compiler: Compiler): InTheWay {
  return [
    ...runners(cpus.hardirq, cpu, compiler),
    ...runners(cpus.softirq, cpu, compiler),
    ...atomicOthers(cpus, cpu, lane),
  ];
}

function mayRunOn(cpu: number, lane: number, cpus: Cpus): Term {
  const others = atomicOthers(cpus, cpu, lane).map(([, is]) => not(is));
  return and(isIdle(cpus.hardirq, cpu), isIdle(cpus.softirq, cpu), ...others);
}

type Words = (cpu: string, lanes: string) => { readonly on: string; readonly holding: string };
const GIVEN_BACK: Words = (cpu, lanes) => ({ on: `${cpu} to be given back by ${lanes}`, holding: `has ${cpu}` });
const LET_IN: Words = (cpu, lanes) => ({
  on: `${cpu} to be made interruptible again by ${lanes}`,
  holding: `keeps ${cpu} uninterruptible`,
});

function obstacleOf(cpus: Cpus, compiler: Compiler, cpu: Term, words: Words, inTheWay: InTheWay) {
  const asked = inTheWay.map(([other, is]) => ({ other, is: evaluator(is) }));
  const slots = [...cpus.hardirq, ...cpus.softirq, ...cpus.switches.flatMap(Object.values<number | null>)];
  const where = evaluator(cpu);
  return (state: State): Obstacle => {
    const holders = [...new Set(asked.filter(({ is }) => is(state) !== 0).map(({ other }) => other))];
    const names = holders.map((other) => compiler.laneNames[other]).join(', ');
    return {
      ...words(cpus.nameOf(where(state), compiler), names),
      holders,
      slots: slots.filter((each) => each !== null),
      isOutOfTurn: true,
    };
  };
}

function switchesOf(lane: number, compiler: Compiler): Switches {
  return cpusOf(compiler).switches[lane] as Switches;
}
function interruptsOf(lane: number, compiler: Compiler): number {
  return switchesOf(lane, compiler).interrupts as number;
}

function switchInterruptsOn(lane: number, compiler: Compiler): readonly Effect[] {
  // lockdep: "Can't allow enabling interrupts while in an interrupt handler" (kernel/locking/lockdep.c, lockdep_hardirqs_on_prepare)
  if (cpusOf(compiler).context[lane] === 'hardirq') return [fail('warning')];
  return [set(interruptsOf(lane, compiler), 0)];
}

function more(count: number | null): readonly Effect[] {
  return count === null ? [] : when(less(slot(count), DEEPEST), [set(count, plus(slot(count), 1))], [fail('warning')]);
}
function fewer(count: number | null): readonly Effect[] {
  return count === null ? [] : when(slot(count), [set(count, minus(slot(count), 1))], [fail('warning')]);
}

/** The saved states of each lane: one bit each, the last one lowest, above them a 1. */
const saved = new WeakMap<Compiler, Map<number, number>>();

function savedOf(lane: number, compiler: Compiler): number {
  const all = saved.get(compiler) ?? new Map<number, number>();
  saved.set(compiler, all);
  const number =
    all.get(lane) ?? compiler.slot(`saved interrupt states of ${compiler.laneNames[lane]}`, [NOTHING_SAVED]);
  all.set(lane, number);
  return number;
}
