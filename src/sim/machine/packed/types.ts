import type { State } from '../types.ts';

/**
 * A program that runs on rows of words, for searches. `row` is the one row that is worked on: who searches copies states into it and
 * out of it. Generated code runs fast on narrow rows, but takes a millisecond to make; the interpreter is there at once, and
 * where a page forbids code to be made from text.
 */
export type RowMachine = {
  /** 32-bit words of a row. */
  readonly words: number;
  readonly row: Int32Array;
  /** Runs the lane's next step on the row, as `runStep` does; at anything but `OK` the row is garbage. */
  run(lane: number): number;
  /** Where the lane stands in the row. */
  counter(lane: number): number;
  /** Puts the lane where nothing of it can run any more. */
  bury(lane: number): void;
  /** Forgets what these slots hold. */
  clear(slots: readonly number[]): void;
  /** Makes the row that of a state. */
  pack(state: State): void;
  /** The state that a row stands for. */
  unpack(row: Int32Array, into: State): void;
};

/** Added to a slot's number it is the result of a step that gives the slot a value for which the row has no room. */
export const OVERFLOWS = 1 << 20;

/** The slot that a result of `run` says is too narrow, or null. */
export function overflowOf(result: number): number | null {
  return result >= OVERFLOWS ? result - OVERFLOWS : null;
}
