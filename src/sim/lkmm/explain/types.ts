import type { ModelName } from '../models/types.ts';
import type { LitmusValue } from '../types.ts';

/** An event as a person is told of it. */
export type ShownEvent = {
  readonly thread: number;
  /** 1-based, in the test; null where it was built by code. */
  readonly line: number | null;
  readonly column: number | null;
  /** What the program says there: `r1 = READ_ONCE(*x)`. */
  readonly text: string;
  readonly is: 'read' | 'write' | 'other';
  readonly location: string | null;
  /** What is read or written; null for others, and for a value that nothing fixes. */
  readonly value: LitmusValue | null;
  /** Of a read: index of the write that it reads, -1 for the initial value; null for others. */
  readonly readsFrom: number | null;
};

/** One step of the cycle that rules an execution out; events by index. */
export type ShownStep = { readonly from: number; readonly to: number; readonly by: string };

export type Explanation =
  /** An execution with the outcome; `events` in an order that programs agree with. */
  | {
      readonly is: 'allowed';
      readonly model: ModelName;
      /** The strictest of the models that allow the outcome. */
      readonly underEven: ModelName;
      readonly events: readonly ShownEvent[];
      /** Whether the order of `events` is one that every read and write agrees with. */
      readonly isSequential: boolean;
    }
  | {
      readonly is: 'forbidden';
      readonly model: ModelName;
      readonly axiom: string;
      readonly events: readonly ShownEvent[];
      readonly cycle: readonly ShownStep[];
    }
  /** No choice of sources and paths gives these values, or the search gave up. */
  | { readonly is: 'impossible'; readonly model: ModelName }
  | { readonly is: 'unknown'; readonly model: ModelName };
