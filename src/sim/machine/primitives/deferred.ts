import {
  and,
  await_,
  binary,
  bitsOf,
  equal,
  not,
  or,
  STAY,
  set,
  slot,
  type TermLike,
  when,
  withBits,
  withoutBits,
} from '../actions/build.ts';
import type { Effect, Term } from '../actions/types.ts';
import type { Action, Compiler, Obstacle, Operand, Place, Primitive, State, Verb } from '../types.ts';
import { yesOrNo } from './counters.ts';
import { laneIn, lanesIn } from './lanes.ts';
import { entityOf } from './operands.ts';

/**
 * What work items, timers, tasklets and RCU callbacks have in common: each is pending or not, and a function runs it, one run at
 * a time; it is pending no longer once it runs, so it can be made pending again meanwhile, also by itself.
 */
export type Deferred = {
  readonly pending: number;
  /** The lane that runs it, plus one. */
  readonly running: number;
  /** While this is not 0, queueing it does nothing: a work item disabled, a timer shut down, a tasklet being killed. */
  readonly refuses?: number;
  /** While this is not 0, it stays pending and does not begin: a disabled tasklet. */
  readonly stopped?: number;
  /** What it must wait for before it begins: a grace period. */
  readonly notBefore?: number;
  readonly flushes?: Flushes;
};

/**
 * Who waits for a run that was asked for or had begun, a bit a lane in each: `asked` alone waits for the end of the next run, both
 * wait for the end of this one, `over` alone has waited long enough. A run asked for later is not waited for.
 */
export type Flushes = { readonly asked: number; readonly over: number };

export function declareDeferred(name: string, isPending: boolean, compiler: Compiler): Deferred {
  return {
    pending: compiler.slot(`${name} pending`, [isPending ? 1 : 0], yesOrNo),
    running: compiler.slot(`${name} running`, [0], yesOrNo),
  };
}

export function declareFlushes(name: string, compiler: Compiler): Flushes {
  return { asked: compiler.slot(`${name} flushed (asked)`, [0]), over: compiler.slot(`${name} flushed (over)`, [0]) };
}

export function isIdle({ pending, running }: Deferred): Term {
  return and(equal(slot(pending), 0), equal(slot(running), 0));
}

/** Makes it pending; `value` tells how, where there are several ways. */
export function ask({ pending, refuses }: Deferred, value: TermLike = 1): readonly Effect[] {
  return when(or(slot(pending), refuses === undefined ? 0 : slot(refuses)), [], [set(pending, value)]);
}

export function begin({ pending, running, stopped, notBefore, flushes }: Deferred, lane: number): readonly Effect[] {
  const holdsUp = [stopped, notBefore].flatMap((each) => (each === undefined ? [] : [equal(slot(each), 0)]));
  return [
    ...await_(and(slot(pending), equal(slot(running), 0), ...holdsUp)),
    set(pending, 0),
    set(running, lane + 1),
    ...(flushes ? [set(flushes.over, withBits(slot(flushes.over), slot(flushes.asked)))] : []),
  ];
}

export function end({ running, flushes }: Deferred): readonly Effect[] {
  if (flushes === undefined) return [set(running, 0)];
  return [set(running, 0), set(flushes.asked, withoutBits(slot(flushes.asked), slot(flushes.over)))];
}

/** Who waits for the run that does not come any more waits no longer. */
export function takeBack({ pending, flushes }: Deferred): readonly Effect[] {
  if (flushes === undefined) return [set(pending, 0)];
  const { asked, over } = flushes;
  // exchanges `asked` alone for `over` alone, and leaves both as they are
  return [
    set(pending, 0),
    set(over, binary('^', slot(over), slot(asked))),
    set(asked, withoutBits(slot(asked), slot(over))),
    set(over, withBits(slot(over), slot(asked))),
  ];
}

/** Whether the lane has begun to flush. */
export function flushing({ asked, over }: Flushes, lane: number): Term {
  return bitsOf(withBits(slot(asked), slot(over)), 1 << lane);
}

/** Notes what is to be waited for, if anything is: the run that is pending (as `isAsked` says), else the one going on. */
export function askFlush(own: Deferred & { flushes: Flushes }, lane: number, isAsked: Term): readonly Effect[] {
  const [{ asked, over }, bit] = [own.flushes, 1 << lane];
  const wait = set(asked, withBits(slot(asked), bit));
  return when(isAsked, [wait], when(slot(own.running), [wait, set(over, withBits(slot(over), bit))]));
}

export function endFlush({ asked, over }: Flushes, lane: number): readonly Effect[] {
  return [...await_(not(bitsOf(slot(asked), 1 << lane))), set(over, withoutBits(slot(over), 1 << lane))];
}

/** Whether the lane waits for a run that has not begun. */
export function awaitsBegin({ flushes }: { readonly flushes: Flushes }, state: State, lane: number): boolean {
  return ((((state[flushes.asked] as number) & ~(state[flushes.over] as number)) >> lane) & 1) !== 0;
}

export function flush(own: Deferred & { flushes: Flushes }, lane: number, isAsked: Term): readonly Effect[] {
  const asks = askFlush(own, lane, isAsked);
  const begins = [...asks, ...when(flushing(own.flushes, lane), [STAY])];
  return when(flushing(own.flushes, lane), endFlush(own.flushes, lane), begins);
}

/** What a verb on deferred work does, and what it waits for: "work to finish". */
export type Meaning<Own extends Deferred> = {
  readonly effects: (own: Own, lane: number, place: Place, name: string, compiler: Compiler) => readonly Effect[];
  readonly waitsFor?: string;
  /** It may wait for a run that has not begun. */
  readonly mayWaitForBegin?: (own: Own, state: State, lane: number) => boolean;
  readonly ends?: (own: Own) => readonly number[];
};

/** A verb that waits, if it does, for the run that goes on, and perhaps for one that has not begun. */
export function define<Own extends Deferred>({
  effects,
  waitsFor,
  mayWaitForBegin,
  ends,
}: Meaning<Own>): Verb['compile'] {
  return ([operand], lane, compiler, place): Action => {
    const entity = entityOf(operand);
    const own = entity.own as Own;
    const action: Action = {
      effects: effects(own, lane, place, entity.name, compiler),
      ends: ends?.(own) ?? [],
    };
    if (waitsFor === undefined) return action;
    const obstacle = (state: State): Obstacle => ({
      on: `${entity.name} ${waitsFor}`,
      holders: runnersOf(own, state),
      holding: `runs ${entity.name}`,
      slots: [own.pending, own.running],
      ...(mayWaitForBegin?.(own, state, lane) && { endedBy: [own.running], byItself: true }),
    });
    return { ...action, obstacle };
  };
}

export function runnersOf({ running }: Deferred, state: State): number[] {
  return laneIn(running, state);
}

/** Where the function's lane waits to be called. Nobody misses it while it is not pending. */
function beginObstacle(own: Deferred, name: string, state: State): Obstacle {
  const { pending, running, stopped, notBefore } = own;
  const isPending = state[pending] !== 0;
  const slots = [pending, running];
  if (isPending && state[running] === 0 && stopped !== undefined && state[stopped] !== 0)
    return { on: `${name} to be enabled`, holders: [], slots, endedBy: [stopped] };
  if (isPending && state[running] === 0 && notBefore !== undefined) {
    return { on: `a grace period before ${name}`, holders: lanesIn(notBefore, state), slots };
  }
  return {
    on: `${name} to be queued`,
    holders: runnersOf(own, state),
    holding: `runs ${name}`,
    slots,
    isIdle: true,
    endedBy: [pending],
  };
}

const ANY = '{work/delayed-work/timer/tasklet/callback}';

/** The verbs by which a lane says that it is the function of something deferred. */
export const functionVerbs: Primitive['verbs'] = [
  {
    signature: `begin ${ANY}`,
    meaning: 'begins to run it once it is pending and does not run; a lane that is never called to it misses nothing',
    starts: true,
    compile: ([operand]: readonly Operand[], lane) => {
      const { name, own } = entityOf(operand);
      const deferred = own as Deferred;
      return {
        effects: begin(deferred, lane),
        obstacle: (state) => beginObstacle(deferred, name, state),
        // it may be queued, and kept from running
        idle: deferred.stopped === undefined && deferred.notBefore === undefined ? 'always' : 'sometimes',
        ends: [deferred.running],
      };
    },
  },
  {
    signature: `end ${ANY}`,
    meaning: 'its function returns: it runs no longer',
    compile: define({ effects: end }),
  },
  {
    signature: `again ${ANY}`,
    meaning: 'the same, and the lane goes back to its step that begins it, to run it once more when it is queued again',
    compile: define({
      effects: (own, _lane, place, name, compiler) => {
        const target = place.stepWith('begin', name);
        if (target === undefined) return compiler.fail(place.at, `this lane has no step that begins ${name}`);
        return [...end(own), { do: 'jump', to: target }];
      },
    }),
  },
];
