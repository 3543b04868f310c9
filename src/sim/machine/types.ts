import { FAILURES, type Failure } from '../../extract/types.ts';
import type { ProblemCode } from '../../problems.ts';
import type { Declaration, Expression, Position, Scenario } from '../../scenario/types.ts';
import type { Effect, Term } from './actions/types.ts';

/** A machine state: one small integer a slot; the first slots are the lanes' program counters. */
export type State = Int32Array;

/** What became of an action. At `FAILS` and above, the failure's index in `FAILURES` is added. */
export const OK = 0;
export const BLOCKED = 1;
/** A noted fact is false here: this execution is not the one that was drawn, and proves nothing. */
export const LEAVES = 2;
/** Something changed, but the step is not over: it runs again. */
export const STAYS = 3;
/** At `JUMPS + n` the lane goes on at its step n. */
export const JUMPS = 1 << 16;
export const FAILS = 16;

export function fails(failure: Failure): number {
  return FAILS + FAILURES.indexOf(failure);
}
export function failureOf(result: number): Failure | null {
  return result >= FAILS && result < JUMPS ? (FAILURES[result - FAILS] ?? null) : null;
}

/** One variable of the state vector. `show` gives its value in the reader's words, or null where it is bookkeeping. */
export type Slot = { readonly name: string; readonly show: ((value: number) => string) | null };

/** Reading and writing one value of the state; `assign` is null where it is fixed. */
export type Access = {
  readonly value: Term;
  readonly assign: ((value: Term) => readonly Effect[]) | null;
};

/** Slots that an action reads and writes: the ground of partial-order reduction. A superset is sound. */
export type Footprint = { readonly reads: readonly number[]; readonly writes: readonly number[] };

/** Why an action cannot run: what it waits for, and which lanes could end the wait by releasing it. */
export type Obstacle = {
  readonly on: string;
  readonly holders: readonly number[];
  readonly slots: readonly number[];
  /** Those of the holders that hold nothing yet, but wait for it themselves and go first. */
  readonly queued?: readonly number[];
  /** What a holder does, in words: "runs on CPU0"; "holds" and the name of what is waited for, unless said otherwise. */
  readonly holding?: string;
  /** The lane is kept from running at all, and its own step waits for nothing. */
  readonly isOutOfTurn?: boolean;
  /** Nobody misses anything while the lane waits: a work item's function that is not queued. */
  readonly isIdle?: boolean;
  /** Slots of the event that is waited for: every other lane that may still come to an action that `ends` one could end the wait. */
  readonly endedBy?: readonly number[];
  /** Also the lane itself, further down: it waits for itself. */
  readonly byItself?: boolean;
  /** When the event was of no use to the lane, in words: "before it was on the queue". */
  readonly missed?: string;
};

/** One atomic action. `obstacle` says in a state in which it blocks what it waits for; in earlier ones, who would have been in its way. */
export type Action = {
  readonly effects: readonly Effect[];
  readonly obstacle?: (state: State) => Obstacle;
  /** Whether its obstacle is idle wherever it blocks, or in some states only; absent: never. */
  readonly idle?: 'always' | 'sometimes';
  /** Slots whose waiters it may let go on; all that it writes, unless said otherwise. */
  readonly ends?: readonly number[];
  /** Slots of which it begins something new: an end of one behind it on its lane does not end what others wait for now. */
  readonly begins?: readonly number[];
};

/** What a primitive puts around the steps of a lane, whatever they do: where and when the lane may run at all. */
export type Surround = {
  /** Happens before the step's own effects, but behind a verb that `starts` the lane; where it blocks the step cannot run. */
  readonly before: (step: StepPlace) => Action | null;
  /** Happens before the effects of a verb that sleeps. */
  readonly beforeSleep: readonly Effect[];
  /** Happens where the lane comes to its end, or to a step that starts it anew. */
  readonly atEnd: readonly Effect[];
};
export type StepPlace = { readonly isFirst: boolean; readonly starts: boolean };

/** Something that a scenario declares. `own` is private to its primitive. */
export type Entity = {
  readonly kind: string;
  readonly name: string;
  readonly access: Access | null;
  readonly field?: (field: string) => Access | null;
  readonly own: unknown;
};

/** An operand of a verb, matched against its signature. */
export type Operand =
  | { readonly is: 'entity'; readonly entity: Entity }
  | { readonly is: 'access'; readonly access: Access; readonly name: string }
  | { readonly is: 'value'; readonly value: Term; readonly text: string };

/**
 * What must hold when every lane has ended: where `broken` is true there, the failure shows; `name` is the thing that it is about, or the
 * condition that a goal gives.
 */
export type Ending = {
  readonly failure: Failure;
  readonly name: string;
  readonly broken: Term;
  readonly isCondition?: boolean;
};

/** What a primitive may ask of the machine while a scenario is compiled. */
export type Compiler = {
  readonly scenario: Scenario;
  readonly laneNames: readonly string[];
  /** The verbs of the lane's statements, as their operands tell them apart. Known once everything is declared. */
  verbsOf(lane: number): readonly Verb[];
  /** Adds a slot with its initial values (a domain where there are several) and gives its number. */
  slot(name: string, initial: readonly number[], show?: (value: number) => string): number;
  entity(name: string): Entity | undefined;
  entities(kind: string): readonly Entity[];
  /** The first initial value of a slot. */
  initialValue(slot: number): number;
  /** Gives a slot another initial value than it was added with. */
  startWith(slot: number, value: number): void;
  /** The integer of an initial value: a number, `null`, a constant, an object's number, a lane's name. */
  constant(expression: Expression): number;
  mustEnd(ending: Ending): void;
  fail(at: Position | undefined, detail: string, code?: ProblemCode): never;
};

/** One concurrency primitive: what it declares and the verbs that work on it. */
export type Primitive = {
  /** Declaration kinds, each with the line that documents it: `lock PT`. */
  readonly kinds: Readonly<
    Record<
      string,
      { readonly form: string; readonly declare: (declaration: Declaration, compiler: Compiler) => Entity }
    >
  >;
  readonly verbs: readonly Verb[];
  /** Null where it has nothing to say about the lane. */
  readonly surround?: (lane: number, compiler: Compiler) => Surround | null;
};

/**
 * `signature`: the verb and its operands, `{kind}` for a declared thing, `{cell}` for something assignable, `{value}` for
 * any expression, `{work/timer}` for one of several kinds; other words stand for themselves: `copy {page} to {page}`.
 */
export type Verb = {
  readonly signature: string;
  readonly meaning: string;
  /** It may stay: what stands before it on its line is a step of its own, and does not run again with it. */
  readonly stays?: boolean;
  /** The lane's function is called with it: it begins a step of its own, and a handler has no CPU before, nor once it is back there. */
  readonly starts?: boolean;
  /** It may sleep, so a lane that must not (interrupts, held spinlocks) triggers a warning with it. */
  readonly sleeps?: boolean;
  /** What it switches off on the lane's CPU, now or later: only lanes with such verbs keep count. */
  readonly disables?: readonly ('preemption' | 'bottom halves' | 'interrupts')[];
  /** It releases what one of these verbs takes: on a lane that has none of them, and holds nothing at the start, it is a slip of the text. */
  readonly after?: readonly string[];
  readonly compile: (operands: readonly Operand[], lane: number, compiler: Compiler, place: Place) => Action;
};

/** Where a verb stands: its place in the text, and its lane's first step with a verb on a declared thing. */
export type Place = {
  readonly at: Position | undefined;
  readonly stepWith: (verb: string, name: string) => number | undefined;
};
