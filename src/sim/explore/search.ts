import type { Failure } from '../../extract/types.ts';
import { generatedMachine, mayGenerate } from '../machine/packed/generated.ts';
import { interpretedMachine } from '../machine/packed/interpreted.ts';
import { firstLayout, type Layout, widened } from '../machine/packed/layout.ts';
import type { Program } from '../machine/program.ts';
import type { BoundHit, Bounds } from '../types.ts';
import { searchOn } from './search-on.ts';

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

/** A search that is over within so many states is not worth generating code for. */
const FEW_STATES = 2000;

/**
 * Explores every execution. It begins with the interpreter; a search that turns out to be long begins again with generated code on rows as
 * narrow as the values allow, and once more on wider ones where a value does not fit. All of them find the same.
 */
export function search(program: Program, options: SearchOptions): SearchResult {
  const { bounds } = options;
  if (!mayGenerate()) return searchOn(interpretedMachine(program), program, options) as SearchResult;
  if (FEW_STATES < bounds.states) {
    const short = searchOn(interpretedMachine(program), program, {
      ...options,
      bounds: { ...bounds, states: FEW_STATES },
    }) as SearchResult;
    if (short.bound !== 'states') return short;
  }
  let layout: Layout = firstLayout(program);
  for (;;) {
    const result = searchOn(generatedMachine(program, layout), program, options);
    if (typeof result !== 'number') return result;
    layout = widened(layout, result);
  }
}
