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
  /** One sentence about a thing that is not as it must be when every lane has ended. */
  readonly atRest?: (name: string) => string;
};

/** A lane that cannot go on in an end state. */
export type Stuck = Blocker & {
  readonly implied: boolean;
  /** Every lane that could release what it waits for. */
  readonly holders: readonly number[];
};
