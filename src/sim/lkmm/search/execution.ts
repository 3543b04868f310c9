import { evaluate, type Term } from '../paths/terms.ts';
import { TAG } from '../paths/types.ts';
import type { Relation } from '../relations/space.ts';
import type { Event, Frame, LocationEvents } from './frame.ts';

/** What a read reads from: a write's number, or one of these. */
export const INITIAL = -1;
export const OPEN = -2;

/**
 * An execution as far as it is chosen: what reads read from, how writes of one location are ordered, and the values that follow. `co`
 * is transitively closed at any time, so it is a partial order that only grows.
 */
export class Execution {
  readonly frame: Frame;
  readonly readsFrom: Int16Array;
  /** From a write to those of its location that come after it. */
  readonly co: Relation;
  /** The same the other way round. */
  readonly coInverse: Relation;
  /** Value of each event of each path; NaN where it is not known yet. */
  readonly values: Float64Array;
  /** Last writes of locations whose order of writes stays open; OPEN where it is not. */
  readonly last: Int16Array;
  private readonly initial: Float64Array;
  private readonly isLoose: boolean;
  private readonly saved: { readonly co: Relation; readonly coInverse: Relation }[] = [];
  private depth = 0;

  /**
   * @param initial values that the locations start with
   * @param isLoose whether the axioms `coherence` and `atomic` are left out
   */
  constructor(frame: Frame, initial: Float64Array, isLoose = false) {
    const { space } = frame;
    this.frame = frame;
    this.initial = initial;
    this.isLoose = isLoose;
    this.readsFrom = new Int16Array(frame.events.length).fill(OPEN);
    this.co = space.relation();
    this.coInverse = space.relation();
    this.last = new Int16Array(frame.locations.length).fill(OPEN);
    this.values = new Float64Array(frame.values).fill(Number.NaN);
  }

  /** Keeps the order of writes, for `restore`. */
  save(): void {
    let kept = this.saved[this.depth];
    if (kept === undefined) {
      kept = { co: this.frame.space.relation(), coInverse: this.frame.space.relation() };
      this.saved.push(kept);
    }
    this.frame.space.copy(kept.co, this.co);
    this.frame.space.copy(kept.coInverse, this.coInverse);
    this.depth++;
  }

  /** Back to the order of writes at the last `save` that is not taken back yet. */
  restore(): void {
    const kept = this.saved[--this.depth];
    if (kept === undefined) return;
    this.frame.space.copy(this.co, kept.co);
    this.frame.space.copy(this.coInverse, kept.coInverse);
  }

  /** Orders two writes of one location, and all that follows by transitivity. False where they are ordered the other way. */
  order(first: number, second: number): boolean {
    const { space } = this.frame;
    const { words } = space;
    if (first === second || space.has(this.co, second, first)) return false;
    if (space.has(this.co, first, second)) return true;
    this.changed = true;
    const { location } = this.frame.events[first] as Event;
    const { writes } = this.frame.locations[location] as LocationEvents;
    for (const write of writes) {
      if (write === first || space.has(this.co, write, first)) {
        space.add(this.co, write, second);
        for (let word = 0; word < words; word++) {
          const at = write * words + word;
          this.co[at] = (this.co[at] as number) | (this.co[second * words + word] as number);
        }
      }
    }
    for (const write of writes) {
      if (write === second || space.has(this.coInverse, write, second)) {
        space.add(this.coInverse, write, first);
        for (let word = 0; word < words; word++) {
          const at = write * words + word;
          this.coInverse[at] = (this.coInverse[at] as number) | (this.coInverse[first * words + word] as number);
        }
      }
    }
    return true;
  }

  private changed = false;

  /**
   * Adds what the order of writes must be after what was chosen at a location: the `coherence` axiom (acyclic po-loc | rf | co | fr, as
   * its five forbidden shapes CoWW, CoRW1, CoRW2, CoWR, CoRR) and the `atomic` axiom (no write of another thread comes between the two
   * halves of a read-modify-write). False where they cannot be met.
   */
  saturate(location: number): boolean {
    if (this.isLoose) return true;
    const { frame } = this;
    const { reads, writes } = frame.locations[location] as { reads: readonly number[]; writes: readonly number[] };
    do {
      this.changed = false;
      for (const read of reads) {
        const source = this.readsFrom[read] as number;
        if (source === OPEN) continue;
        if (!this.isCoherent(read, source)) return false;
        const event = frame.events[read];
        if (event !== undefined && event.partner >= 0 && !this.isAtomic(event.partner, source, event.thread, writes)) {
          return false;
        }
      }
    } while (this.changed);
    return true;
  }

  private isCoherent(read: number, source: number): boolean {
    const earlier = this.frame.earlier[read];
    const later = this.frame.later[read];
    if (earlier === undefined || later === undefined) return false;
    for (const write of earlier.writes) {
      if (write !== source && (source === INITIAL || !this.order(write, source))) return false;
    }
    for (const other of earlier.reads) {
      const seen = this.readsFrom[other] as number;
      if (seen < 0 || seen === source) continue;
      if (source === INITIAL || !this.order(seen, source)) return false;
    }
    for (const write of later.writes) {
      if (write === source || (source !== INITIAL && !this.order(source, write))) return false;
    }
    return true;
  }

  private isAtomic(write: number, source: number, thread: number, writes: readonly number[]): boolean {
    const { space, events } = this.frame;
    for (const other of writes) {
      if (other === source || events[other]?.thread === thread) continue;
      if (source === INITIAL || space.has(this.co, source, other)) {
        if (!this.order(write, other)) return false;
      } else if (space.has(this.co, other, write) && !this.order(other, source)) return false;
    }
    return true;
  }

  /** Orders the writes of each thread to each location as the program has them (CoWW). */
  begin(): boolean {
    if (this.isLoose) return true;
    for (const [number, { isWrite }] of this.frame.events.entries()) {
      if (!isWrite) continue;
      for (const write of this.frame.later[number]?.writes ?? []) if (!this.order(number, write)) return false;
    }
    return true;
  }

  /** The value that a read finds in what it reads from; NaN where that is not known yet. */
  valueFrom(read: number): number {
    const { events } = this.frame;
    const source = this.readsFrom[read] as number;
    if (source === INITIAL) return this.initial[events[read]?.location as number] as number;
    const write = events[source];
    return write === undefined ? Number.NaN : evaluate(write.stored, this.values, write.offset);
  }

  /** Gives a value to each read that has none yet and whose source has one. Returns those reads, to take the values back. */
  propagate(reads: readonly number[]): number[] {
    const { events } = this.frame;
    const resolved: number[] = [];
    for (let before = -1; before < resolved.length; ) {
      before = resolved.length;
      for (const read of reads) {
        const { value } = events[read] as { value: number };
        if (this.readsFrom[read] === OPEN || !Number.isNaN(this.values[value] as number)) continue;
        const found = this.valueFrom(read);
        if (Number.isNaN(found)) continue;
        this.values[value] = found;
        resolved.push(value);
      }
    }
    return resolved;
  }

  /** False where a value contradicts the paths. Those that are not known yet contradict nothing. */
  meetsConstraints(constraints: readonly FrameConstraint[]): boolean {
    for (const { term, offset, isTrue } of constraints) {
      const value = evaluate(term, this.values, offset);
      if (!Number.isNaN(value) && (value !== 0) !== isTrue) return false;
    }
    return true;
  }

  /** The last write of a location, INITIAL where none is; only once the order is total, or `last` says it. */
  lastWrite(location: number): number {
    const told = this.last[location] as number;
    if (told !== OPEN) return told;
    const { space } = this.frame;
    const { writes } = this.frame.locations[location] as { writes: readonly number[] };
    for (const write of writes) {
      let isLast = true;
      for (let word = 0; word < space.words && isLast; word++) isLast = this.co[write * space.words + word] === 0;
      if (isLast) return write;
    }
    return INITIAL;
  }
}

export type FrameConstraint = { readonly term: Term; readonly offset: number; readonly isTrue: boolean };

/**
 * What a read may read from, as far as its kind says (lock.cat: a lock is taken from an unlock or from the initial state; a failed
 * trylock sees who holds it, and the one that holds it where that is its own thread; a lock is seen free after an unlock of another
 * thread, or after the thread's own last one).
 */
export function sourcesOf({ events, locations, earlier }: Frame, read: number): number[] {
  const { tags, thread, location, partner } = events[read] as (typeof events)[number];
  const writes = locations[location]?.writes ?? [];
  const tagOf = (write: number): number => events[write]?.tags ?? 0;
  const own = earlier[read]?.writes.at(-1);
  if ((tags & TAG.lkr) !== 0) return [INITIAL, ...writes.filter((write) => (tagOf(write) & TAG.ul) !== 0)];
  if ((tags & TAG.lf) !== 0) {
    if (own !== undefined && (tagOf(own) & TAG.lkw) !== 0) return [own];
    return writes.filter((write) => (tagOf(write) & TAG.lkw) !== 0 && events[write]?.thread !== thread);
  }
  if ((tags & TAG.ru) !== 0) {
    const isSource = (write: number) =>
      (tagOf(write) & TAG.ul) !== 0 && (events[write]?.thread !== thread || write === own);
    return [INITIAL, ...writes.filter(isSource)];
  }
  return [INITIAL, ...writes.filter((write) => write !== partner)];
}
