import type { Compiler, State } from '../types.ts';

/** What a primitive keeps for each lane of a scenario that is being compiled, made where it is first asked for. */
export function perLane<Kept>(
  make: (lane: number, compiler: Compiler) => Kept,
): (lane: number, compiler: Compiler) => Kept {
  const known = new WeakMap<Compiler, Map<number, { readonly kept: Kept }>>();
  return (lane, compiler) => {
    const all = known.get(compiler) ?? new Map<number, { readonly kept: Kept }>();
    known.set(compiler, all);
    const { kept } = all.get(lane) ?? { kept: make(lane, compiler) };
    all.set(lane, { kept });
    return kept;
  };
}

/** The lane in a slot that holds a lane plus 1, or none. */
export function laneIn(slot: number, state: State): number[] {
  const value = state[slot] as number;
  return value === 0 ? [] : [value - 1];
}

/** The lanes in a slot that has a bit for each. */
export function lanesIn(slot: number, state: State): number[] {
  const mask = state[slot] as number;
  return Array.from({ length: 31 }, (_, lane) => lane).filter((lane) => (mask >> lane) & 1);
}
