import type { Facts } from './facts.ts';

/**
 * What a partial assignment remembers of one lane. Names and locks are bits, so that a copy is cheap; past the 30th name or lock of a
 * drawing they are no longer told apart from "none" and give no evidence.
 */
export type LaneState = {
  readonly steps: number;
  /** Entry function of the lane, as an index, or -1. */
  readonly entry: number;
  readonly lastWasFrame: boolean;
  /** It entered another function where a paragraph began and it held no lock: not called by the first, but after it. */
  readonly entersAgain: boolean;
  readonly held: number;
  readonly shared: number;
  /** Lock that it waits for, 0 for none. */
  readonly waits: number;
  readonly waitsShared: boolean;
  /** Locks that it did not wait for although another lane held them: the drawing shows what they would prevent. */
  readonly overran: number;
  /** Locks that its last step released. */
  readonly dropped: number;
  readonly binds: number;
  readonly freed: number;
  readonly put: number;
  readonly got: number;
  readonly tested: number;
  readonly stored: number;
  readonly hasTested: boolean;
  readonly slept: boolean;
  readonly woke: boolean;
  readonly fault: boolean;
  /** Step number of its first pte change that no flush has followed, or -1. */
  readonly owesFlush: number;
  readonly changedPte: boolean;
};

export const FRESH: LaneState = {
  steps: 0,
  entry: -1,
  lastWasFrame: false,
  entersAgain: false,
  held: 0,
  shared: 0,
  waits: 0,
  waitsShared: false,
  overran: 0,
  dropped: 0,
  binds: 0,
  freed: 0,
  put: 0,
  got: 0,
  tested: 0,
  stored: 0,
  hasTested: false,
  slept: false,
  woke: false,
  fault: false,
  owesFlush: -1,
  changedPte: false,
};

/** A cell with its names as bits. */
export type Event = {
  /** A paragraph begins with this cell. */
  readonly atBreak: boolean;
  readonly facts: Facts;
  readonly frame: number;
  readonly takes: readonly { readonly bit: number; readonly shared: boolean; readonly tries: boolean }[];
  readonly gives: readonly { readonly bit: number; readonly mode: 'exclusive' | 'shared' | 'any' }[];
  readonly names: number;
  readonly binds: number;
  readonly stores: number;
  readonly tests: number;
  readonly frees: number;
  readonly puts: number;
  readonly gets: number;
  readonly uses: number;
  /** Anything that cause and effect can judge. */
  readonly causal: boolean;
};

/** Turns facts into events; names that are never bound, freed or the like need no bit. */
export function eventsOf(cells: readonly { readonly facts: Facts; readonly atBreak: boolean }[]): Event[] {
  const locks = new Bits();
  const names = new Bits();
  // only what some cell binds, frees or the like can be judged
  for (const { facts } of cells) {
    for (const term of [facts.binds, facts.stores, facts.tests, facts.frees, facts.puts, facts.gets].flat())
      names.add(term);
  }
  const frames = new Map<string, number>();
  const frameOf = (name: string) => {
    const known = frames.get(name);
    if (known === undefined) frames.set(name, frames.size);
    return known ?? frames.size - 1;
  };
  return cells.map(({ facts, atBreak }) => {
    const masks = {
      names: names.mask(facts.names),
      // a frame's arguments are its own names
      binds: names.mask(facts.frame === null ? facts.binds : facts.names),
      stores: names.mask(facts.stores),
      tests: names.mask(facts.tests),
      frees: names.mask(facts.frees),
      puts: names.mask(facts.puts),
      gets: names.mask(facts.gets),
      uses: names.mask(facts.uses),
    };
    const named = (masks.names | masks.frees | masks.puts | masks.uses) !== 0;
    return {
      atBreak,
      facts,
      frame: facts.frame === null ? -1 : frameOf(facts.frame),
      takes: facts.takes.map(({ lock, shared, tries }) => ({ bit: locks.add(lock), shared, tries })),
      gives: facts.gives.map(({ lock, mode }) => ({ bit: locks.add(lock), mode })),
      ...masks,
      causal: named || facts.faultWork || facts.flush !== 'no' || facts.sleeps || facts.wakes,
    };
  });
}

class Bits {
  private readonly bits = new Map<string, number>();
  add(name: string): number {
    const known = this.bits.get(name);
    if (known !== undefined) return known;
    if (name === '' || this.bits.size >= 30) return 0;
    const bit = 1 << this.bits.size;
    this.bits.set(name, bit);
    return bit;
  }
  mask(names: Iterable<string>): number {
    let mask = 0;
    for (const name of names) mask |= this.bits.get(name) ?? 0;
    return mask;
  }
}
