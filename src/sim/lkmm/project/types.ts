import type { Expression, LitmusStatement, LitmusTest } from '../types.ts';

/**
 * project turns a scenario whose steps are loads, stores, barriers, locks and RCU on variables into litmus tests, so that a memory model
 * can be asked about it:
 *
 *     lanes ─▶ threads     cells that several lanes access ─▶ locations     cells of one lane ─▶ its registers
 *     noted, await ─▶ filter     check … else F, look for F when … ─▶ exists
 */
export type Projection =
  /** One test for each choice of initial values; `taken` says what was taken for what. */
  | {
      readonly ok: true;
      readonly tests: readonly LitmusTest[];
      readonly taken: readonly string[];
      /** Nothing says which values must not be seen. */
      readonly isOpen: boolean;
    }
  /** What stands in the way, and the step at which it does; null where it is none alone. */
  | { readonly ok: false; readonly why: string; readonly step: string | null };

/** What cannot be said in a litmus test; caught where the projection begins. */
export class NotProjectable extends Error {
  readonly step: string | null;

  constructor(why: string, step: string | null = null) {
    super(why);
    this.step = step;
  }
}

/** How a name of the scenario stands in the tests. */
export type Variable =
  /** `isCounter`: an atomic read-modify-write works on it, so it is an atomic_t. */
  | { readonly is: 'location'; readonly name: string; readonly isCounter: boolean }
  | { readonly is: 'register'; readonly name: string; readonly thread: number }
  | { readonly is: 'lock'; readonly name: string }
  | { readonly is: 'number'; readonly value: number };

export type Variables = {
  /** Those that a memory model knows, by their names in the scenario, in the order of their declarations. */
  readonly known: ReadonlyMap<string, Variable>;
  /** @throws NotProjectable for what the memory model knows nothing of */
  readonly of: (name: string, step: string | null) => Variable;
  /** A new register of the thread, `word` with a number. */
  readonly register: (word: string) => string;
};

/** A value, and what has to run before it can be had: reads of locations. */
export type Valued = { readonly before: readonly LitmusStatement[]; readonly value: Expression };

/** The cell types of a scenario that stand for a variable in memory. */
export const VARIABLE_KINDS: ReadonlySet<string> = new Set(['cell', 'plain']);
