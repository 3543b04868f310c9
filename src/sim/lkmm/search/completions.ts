import type { Execution } from './execution.ts';
import type { Frame, LocationEvents } from './frame.ts';

/** A last write of a location, and in how many orders of its writes it is the last. */
export type Completion = { readonly last: number; readonly orders: number };

/**
 * Counts the ways to order the writes of one location that are still open once all reads have a source. They hang on the sources of
 * that location's reads alone, so each is counted once.
 */
export class Completions {
  private readonly frame: Frame;
  private readonly pairs: readonly (readonly (readonly [number, number])[])[];
  private readonly counted: readonly Map<string, readonly Completion[]>[];

  constructor(frame: Frame) {
    this.frame = frame;
    this.pairs = frame.locations.map(({ writes }) =>
      writes.flatMap((first, at) => writes.slice(at + 1).map((second) => [first, second] as const)),
    );
    this.counted = frame.locations.map(() => new Map());
  }

  /** Whether some two writes of a location are not ordered yet. */
  isOpen(execution: Execution, location: number): boolean {
    return this.openPair(execution, location, 0) >= 0;
  }

  /** Both directions of every open pair, added to `co`: more than any completion has. */
  addAll(execution: Execution): void {
    const { space } = this.frame;
    const { co } = execution;
    for (const pairs of this.pairs) {
      for (const [first, second] of pairs) {
        if (space.has(co, first, second) || space.has(co, second, first)) continue;
        space.add(co, first, second);
        space.add(co, second, first);
      }
    }
  }

  /** @param isChosen whether some order of the location's writes was chosen already, and does not follow from the sources alone */
  of(execution: Execution, location: number, isChosen: boolean): readonly Completion[] {
    const counted = this.counted[location] as Map<string, readonly Completion[]>;
    const { reads, writes } = this.frame.locations[location] as LocationEvents;
    const { words } = this.frame.space;
    let key = '';
    for (const read of reads) key += `${execution.readsFrom[read]} `;
    if (isChosen) {
      for (const write of writes) {
        for (let word = 0; word < words; word++) key += `:${execution.co[write * words + word]}`;
      }
    }
    const known = counted.get(key);
    if (known !== undefined) return known;
    const orders = new Map<number, number>();
    this.count(execution, location, 0, orders);
    const made = [...orders].map(([last, number]) => ({ last, orders: number }));
    counted.set(key, made);
    return made;
  }

  private count(execution: Execution, location: number, from: number, orders: Map<number, number>): void {
    const at = this.openPair(execution, location, from);
    if (at < 0) {
      const last = execution.lastWrite(location);
      orders.set(last, (orders.get(last) ?? 0) + 1);
      return;
    }
    const pairs = this.pairs[location] as readonly (readonly [number, number])[];
    const [first, second] = pairs[at] as readonly [number, number];
    for (const isForward of [true, false]) {
      execution.save();
      const isOrdered = isForward ? execution.order(first, second) : execution.order(second, first);
      if (isOrdered && execution.saturate(location)) this.count(execution, location, at + 1, orders);
      execution.restore();
    }
  }

  private openPair({ co }: Execution, location: number, from: number): number {
    const { space } = this.frame;
    const pairs = this.pairs[location] as readonly (readonly [number, number])[];
    for (let at = from; at < pairs.length; at++) {
      const [first, second] = pairs[at] as readonly [number, number];
      if (!space.has(co, first, second) && !space.has(co, second, first)) return at;
    }
    return -1;
  }
}
