import { and, await_, constant, equal, not, STAY, set, slot, when } from '../actions/build.ts';
import { evaluator } from '../actions/interpret.ts';
import type { Effect, Term } from '../actions/types.ts';
import type { Compiler, Obstacle, State, Surround } from '../types.ts';
import type { Cpus } from './cpus.ts';

/**
 * Whose turn it is on a CPU: handlers before tasks, hard interrupts before softirqs, each where it is let in; of the tasks any, unless
 * another one is atomic. `cpu.ts` says where the rules come from.
 */
type Turns = Omit<Surround, 'beforeSleep'>;

/** What the lane waits for before each of its steps, and what it leaves behind. */
export function turnsOf(lane: number, cpus: Cpus, compiler: Compiler): Turns {
  const context = cpus.context[lane] ?? 'task';
  if (context === 'task' && !cpus.hasCompany(lane)) return { before: () => null, atEnd: cpus.switchAllOn(lane) };
  return TURNS[context](lane, cpus, compiler);
}

const TURNS: Readonly<Record<Cpus['context'][number], typeof turnsOf>> = {
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

/** Whether a task may run on that CPU. */
export function mayRunOn(cpu: number, lane: number, cpus: Cpus): Term {
  const others = atomicOthers(cpus, cpu, lane).map(([, is]) => not(is));
  return and(isIdle(cpus.hardirq, cpu), isIdle(cpus.softirq, cpu), ...others);
}

/** The obstacle of a task that a CPU does not take. */
export function notTakenBy(cpu: number, lane: number, cpus: Cpus, compiler: Compiler): (state: State) => Obstacle {
  return obstacleOf(cpus, compiler, constant(cpu), GIVEN_BACK, inTheWayOn(cpu, lane, cpus, compiler));
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
