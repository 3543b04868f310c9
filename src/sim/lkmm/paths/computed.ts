import type { Term } from './terms.ts';

/** A value with the reads that it was computed from. */
export type Computed = { readonly value: Term; readonly reads: readonly number[] };

export const computed = (value: Term): Computed => ({ value, reads: [] });

/** Both lists without repeats, in order. */
export function union(first: readonly number[], second: readonly number[]): readonly number[] {
  if (second.length === 0) return first;
  if (first.length === 0) return second;
  return [...new Set([...first, ...second])].sort((a, b) => a - b);
}

/** What running a thread needs to know. */
export type Runner = { readonly locations: ReadonlyMap<string, number>; readonly source: string };
