import type { Effect, Failure, Op, Term } from '../types.ts';

/** What one cell of a drawing means by itself; the layout and the scenario builder see it among its neighbours. */
export type Understanding = {
  readonly op: Op;
  readonly object: Term | null;
  /** `effects` are all that the cell does. False: it may do more, or something else. */
  readonly complete: boolean;
  /** `table/row`, `c/assignment`, `english/sees`; null where nothing recognised it. */
  readonly rule: string | null;
  readonly effects: readonly Effect[];
  readonly failure: Failure | null;
  /** Looks like a function call or name that may have drawn inner steps. */
  readonly isFrame: boolean;
  /** First and last+1 of the effects that a condition's branch on the same line has: `kfree(p)` of `if (p) kfree(p)`. */
  readonly branch?: readonly [number, number];
};

/** A cell as the layout found it. */
export type CellText = { readonly text: string; readonly annotations: readonly string[] };

/** Cells longer than this are prose; they are not parsed. */
export const LONGEST_CELL = 400;

export const understanding = (
  op: Op,
  rule: string | null,
  effects: readonly Effect[] = [],
  more: Partial<Understanding> = {},
): Understanding => ({
  op,
  object: null,
  complete: rule !== null,
  rule,
  effects,
  failure: null,
  isFrame: false,
  ...more,
});

/** Whether it is told what the cell is. Of a call that no row knows only the form is. */
export const isUnderstood = ({ rule }: Understanding): boolean => rule !== null && rule !== 'c/call';
