import type { Failure } from '../../extract/types.ts';
import type { Blocker } from '../types.ts';
import type { Cause } from './cause.ts';

/**
 * What a reader is told of a failure. Failures that a single action shows (a use after free) are found by the primitives; those
 * that only an end state shows have `atEnd`: given every lane that cannot go on (implied ones too, marked), it says whether this is it.
 * What must hold when every lane has ended (a primitive says so by `Compiler.mustEnd`) is worded by `atRest`.
 */
export type Detector = {
  readonly failure: Failure;
  /** For a failure at a step: one sentence about the lane and the step's text, and about what brought it, where that is known. */
  readonly describe: (lane: string, text: string, cause: Cause | null) => string;
  readonly atEnd?: (stuck: readonly Stuck[], laneNames: readonly string[]) => string | null;
  /** The message of `atEnd` once more, where the execution that led there tells more. */
  readonly retell?: (
    stuck: readonly Stuck[],
    laneNames: readonly string[],
    lastEnds: ReadonlyMap<number, LastEnd>,
  ) => string;
  /** One sentence about a thing that is not as it must be when every lane has ended. */
  readonly atRest?: (name: string) => string;
};

/** The last step that could have ended a lane's wait, and (where the lane was not there yet) what it came before. */
export type LastEnd = { readonly lane: number; readonly step: string; readonly missed: string | null };

/** A lane that cannot go on in an end state. */
export type Stuck = Blocker & {
  readonly implied: boolean;
  /** Every lane that could end the wait: those that hold what it waits for, and those that would bring it. */
  readonly holders: readonly number[];
  /** Those of them that hold nothing, but would bring what it waits for further down. */
  readonly bringers: readonly number[];
  /** What each of them has to do with it; once the execution that led here is known. A lane that holds nothing has no entry. */
  readonly holds?: ReadonlyMap<number, Hold>;
};

/** How a lane keeps another one waiting. */
export type Hold = {
  /** In words: "holds A". */
  readonly holding: string;
  /** Step with which it began, or null where it was so from the start. */
  readonly since: string | null;
  /** It only waits for it itself, and goes first. */
  readonly queued: boolean;
};
