import type { Failure } from '../../extract/types.ts';
import { firstLayout, type Layout, widened } from '../machine/packed/layout.ts';
import type { Program } from '../machine/program.ts';
import type { BoundHit, Bounds } from '../types.ts';
import { searchPacked } from './search-packed.ts';

/** What a search of all executions found. */
export type SearchResult = {
  readonly complete: boolean;
  readonly bound: BoundHit | null;
  readonly states: number;
  readonly transitions: number;
  /** Distinct states in which no lane can go on; without reduction, all that there are. */
  readonly ends: number;
  /** Memory of the states and of the path at the end of the search. */
  readonly bytes: number;
  /** Each failure met, with the lanes chosen on the way to it: the fallback where no shorter witness can be found. */
  readonly failures: ReadonlyMap<Failure, Found>;
  /** Ids of steps that ran in an execution that had kept to the drawing so far. */
  readonly reached: ReadonlySet<string>;
  readonly finished: readonly boolean[];
  readonly finishes: boolean;
};
export type Found = { readonly initial: number; readonly path: readonly number[] };

export type SearchOptions = {
  readonly bounds: Bounds;
  readonly reduce: boolean;
  readonly now: () => number;
  /** The search ends, incomplete, when one of these is met. */
  readonly stopAt?: ReadonlySet<Failure>;
};

/** Explores every execution, on rows as narrow as the values allow; a value that does not fit begins it again on wider ones. */
export function search(program: Program, options: SearchOptions): SearchResult {
  let layout: Layout = firstLayout(program);
  for (;;) {
    const result = searchPacked(program, layout, options);
    if (typeof result !== 'number') return result;
    layout = widened(layout, result);
  }
}
