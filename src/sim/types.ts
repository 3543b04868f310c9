import type { Failure } from '../extract/types.ts';

/** sim runs a scenario in every order and says what can happen. It judges nothing. */
export type Bounds = {
  /** Distinct states stored before the search gives up; decides first, so that runs are repeatable. */
  readonly states: number;
  /** Steps in one execution. */
  readonly steps: number;
  /** Bytes for the states and the path of a search. */
  readonly memory: number;
  /** Milliseconds; the last resort. */
  readonly time: number;
};
export const DEFAULT_BOUNDS: Bounds = { states: 1_000_000, steps: 10_000, memory: 512 << 20, time: 10_000 };

export type BoundHit = 'states' | 'steps' | 'memory' | 'time';

/** One step of an execution. */
export type Move = {
  readonly lane: number;
  /** Id of the scenario step. */
  readonly step: string;
  readonly text: string;
  /** What changed: "PT held by CPU0", "pte.write 1 → 0". */
  readonly changes: readonly string[];
};

/** Why a lane cannot go on. */
export type Blocker = {
  readonly lane: number;
  readonly step: string;
  /** What it waits for: a lock's name, "a wake-up of wq". */
  readonly on: string;
  /** Lane that holds it, or null. */
  readonly holder: number | null;
  /** The holder only waits for it itself, and goes first. */
  readonly queued?: true;
  /** Step at which the holder took it, or null. */
  readonly since: string | null;
};

/** A way for something to go wrong, with the execution that shows it. */
export type Witness = {
  readonly failure: Failure;
  /** Step at which it shows. */
  readonly step: string | null;
  readonly message: string;
  readonly moves: readonly Move[];
  /** The lane chosen at each step, for `run --replay`; with the initial state's number in front: "0/0012110". */
  readonly token: string;
  /** Lanes that are blocked at the end, for deadlock and hang. */
  readonly blocked: readonly Blocker[];
};

export type DrawnOrder =
  /** `witness`: it ends in a failure. */
  | { readonly is: 'executable'; readonly moves: readonly Move[]; readonly witness?: Witness }
  | {
      readonly is: 'impossible';
      readonly blocker: Blocker | null /** Step and noted fact that is false there */;
      readonly contradicted: string | null;
      readonly step: string;
    }
  | { readonly is: 'unknown'; readonly why: string };

export type Outcome = {
  /** Whether every execution was explored. */
  readonly complete: boolean;
  readonly bound: BoundHit | null;
  readonly states: number;
  readonly transitions: number;
  /** Distinct states in which no lane can go on; without reduction, all that there are. */
  readonly ends: number;
  /** Memory of the states and of the path at the end of the search. */
  readonly bytes: number;
  /** One witness for each failure found, the shortest by context switches, then steps, then lane order. */
  readonly witnesses: readonly Witness[];
  /** Ids of steps that ran in some execution that kept to the drawing. */
  readonly reached: ReadonlySet<string>;
  /** Lanes that can finish in some execution that kept to the drawing. */
  readonly finished: readonly boolean[];
  /** An execution without failure that runs every drawn lane to its end. */
  readonly finishes: boolean;
};
