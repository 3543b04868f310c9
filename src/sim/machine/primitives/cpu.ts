import {
  await_,
  binary,
  bitsOf,
  constant,
  equal,
  fail,
  less,
  or,
  set,
  slot,
  when,
  withBits,
} from '../actions/build.ts';
import type { Effect } from '../actions/types.ts';
import type { Compiler, Primitive } from '../types.ts';
import { cpusOf, DEEPEST, deeper, fewer, namedCpus, switchesOf, usesCpus } from './cpus.ts';
import { perLane } from './lanes.ts';
import { assignTo, entityOf } from './operands.ts';
import { mayRunOn, notTakenBy, turnsOf } from './turns.ts';

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
      meaning:
        'no softirq begins on the CPU of this lane, nor is it preempted; nests (local_bh_disable); a warning where it is seven deep already',
      disables: ['bottom halves'],
      compile: (_, lane, compiler) => ({ effects: deeper(switchesOf(lane, compiler).bottomHalves) }),
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
      meaning:
        'no other task runs on the CPU of this lane, nor does it leave the CPU; nests (preempt_disable), as spinlocks do; a warning where it is seven deep already',
      disables: ['preemption'],
      compile: (_, lane, compiler) => ({ effects: deeper(switchesOf(lane, compiler).preemption) }),
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
          obstacle: notTakenBy(cpu, lane, cpus, compiler),
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
    return { ...turnsOf(lane, cpus, compiler), beforeSleep };
  },
};

function interruptsOf(lane: number, compiler: Compiler): number {
  return switchesOf(lane, compiler).interrupts as number;
}

function switchInterruptsOn(lane: number, compiler: Compiler): readonly Effect[] {
  // lockdep: "Can't allow enabling interrupts while in an interrupt handler" (kernel/locking/lockdep.c, lockdep_hardirqs_on_prepare)
  if (cpusOf(compiler).context[lane] === 'hardirq') return [fail('warning')];
  return [set(interruptsOf(lane, compiler), 0)];
}

/** The saved states of the lane: one bit each, the last one lowest, above them a 1. */
const savedOf = perLane((lane, compiler) =>
  compiler.slot(`saved interrupt states of ${compiler.laneNames[lane]}`, [NOTHING_SAVED]),
);
