import type { Judge } from '../models/types.ts';
import { evaluate } from '../paths/terms.ts';
import { TAG } from '../paths/types.ts';
import type { Budget } from './bounds.ts';
import { Completions } from './completions.ts';
import { Execution, type FrameConstraint, INITIAL, OPEN, sourcesOf } from './execution.ts';
import type { Frame, LocationEvents } from './frame.ts';

export type Visit = {
  /** Whether an execution with these values, as far as they are known, may be of interest. */
  readonly admits: (execution: Execution) => boolean;
  /** Called for each execution that the model allows, or once for `weight` of them that end alike. It must not keep it. */
  readonly found: (execution: Execution, weight: number) => void;
};

/**
 * Builds all executions of a frame, choice by choice: first who takes each spinlock after whom, then what each read reads from, then the
 * order of writes that is still open. After each choice the consequences for coherence and for values are drawn, and the branch ends
 * where they contradict each other, the paths or an axiom of the model, which is monotone. The choices of two executions differ, so
 * none is met twice.
 */
export class Search {
  private readonly frame: Frame;
  private readonly judge: Judge | null;
  private readonly visit: Visit;
  private readonly budget: Budget;
  private readonly execution: Execution;
  private readonly constraints: readonly FrameConstraint[];
  private readonly allReads: readonly number[];
  private readonly reads: readonly number[];
  private readonly sources: readonly (readonly number[])[];
  private readonly locks: readonly (readonly number[])[];
  private readonly pairs: readonly (readonly [number, number])[];
  private readonly completions: Completions | null;
  private readonly isObserved: (location: number) => boolean;

  /**
   * @param judge null leaves the model out: what is found is coherent, and no more
   * @param isObserved whether the last value of a location matters; null has every execution found by itself
   * @param isLoose leaves `coherence` and `atomic` out too
   */
  constructor(
    frame: Frame,
    judge: Judge | null,
    initial: Float64Array,
    visit: Visit,
    budget: Budget,
    isObserved: ((location: number) => boolean) | null,
    isLoose = false,
  ) {
    this.frame = frame;
    this.judge = judge;
    this.visit = visit;
    this.budget = budget;
    this.execution = new Execution(frame, initial, isLoose);
    this.constraints = frame.layouts.flatMap(({ path }, thread) =>
      path.constraints.map((constraint) => ({ ...constraint, offset: frame.offsets[thread] as number })),
    );
    this.allReads = frame.locations.flatMap(({ reads }) => reads).sort((a, b) => a - b);
    const isLock = (read: number): boolean => ((frame.events[read]?.tags ?? 0) & TAG.lkr) !== 0;
    const isAtomic = (event: number): boolean => (frame.events[event]?.partner ?? -1) >= 0;
    const reads = this.allReads.filter((read) => !isLock(read));
    // what atomics read says most about the rest, and what they write least about other locations: the one first, the other last
    this.reads = [...reads.filter(isAtomic), ...reads.filter((read) => !isAtomic(read))];
    this.sources = frame.events.map(({ isRead }, number) => (isRead ? sourcesOf(frame, number) : []));
    this.locks = frame.locations.map(({ reads }) => reads.filter(isLock)).filter((locks) => locks.length > 0);
    // a race shows in some orders of writes and not in others
    this.completions = isObserved === null || frame.has.plain ? null : new Completions(frame);
    this.isObserved = isObserved ?? (() => true);
    const atomics = ({ writes }: LocationEvents): number => writes.filter(isAtomic).length;
    const locations = [...frame.locations].sort((first, second) => atomics(first) - atomics(second));
    this.pairs = locations.flatMap(({ writes }) =>
      writes.flatMap((first, at) => writes.slice(at + 1).map((second) => [first, second] as const)),
    );
  }

  run(): void {
    const { execution, frame } = this;
    if (!execution.begin()) return;
    for (let location = 0; location < frame.locations.length; location++) if (!execution.saturate(location)) return;
    if (!execution.meetsConstraints(this.constraints)) return;
    if (this.judge === null || this.judge.allows(execution)) this.takeLocks(0, INITIAL);
  }

  /** Who takes the `which`-th lock next, after the owner whose unlock is `released`. */
  private takeLocks(which: number, released: number): void {
    const locks = this.locks[which];
    if (locks === undefined) {
      this.readFrom(0);
      return;
    }
    const open = locks.filter((lock) => this.execution.readsFrom[lock] === OPEN);
    if (open.length === 0) {
      this.takeLocks(which + 1, INITIAL);
      return;
    }
    // held for good
    if (released === OPEN) return;
    for (const lock of open) {
      const isFirst = !open.some((other) => other < lock && this.isSameThread(other, lock));
      if (isFirst) this.choose(lock, released, () => this.takeLocks(which, this.releaseOf(lock)));
    }
  }

  private isSameThread(first: number, second: number): boolean {
    return this.frame.events[first]?.thread === this.frame.events[second]?.thread;
  }

  /** The unlock that ends what `lock` begins; OPEN where there is none. */
  private releaseOf(lock: number): number {
    const { events, later } = this.frame;
    const next = later[lock]?.writes.find((write) => ((events[write]?.tags ?? 0) & TAG.ul) !== 0);
    return next ?? OPEN;
  }

  private readFrom(at: number): void {
    const read = this.reads[at];
    if (read === undefined) {
      this.orderWrites(0);
      return;
    }
    for (const source of this.sources[read] as readonly number[])
      this.choose(read, source, () => this.readFrom(at + 1));
  }

  private choose(read: number, source: number, next: () => void): void {
    if (!this.budget.spend()) return;
    const { execution } = this;
    execution.save();
    execution.readsFrom[read] = source;
    if (execution.saturate(this.frame.events[read]?.location as number)) {
      const resolved = execution.propagate(this.allReads);
      if (
        (resolved.length === 0 || (execution.meetsConstraints(this.constraints) && this.visit.admits(execution))) &&
        (this.judge === null || this.judge.allows(execution))
      ) {
        next();
      }
      for (const value of resolved) execution.values[value] = Number.NaN;
    }
    execution.readsFrom[read] = OPEN;
    execution.restore();
  }

  /**
   * Counts the orders of writes that are still open without making them, where none of them can break an axiom: the axioms are monotone,
   * so that is so where not even all of them together do. False where it is not so, or nothing is open.
   */
  private countOrders(chosen: number): boolean {
    const { completions, execution, frame } = this;
    if (completions === null) return false;
    const open = frame.locations.flatMap((_, location) => (completions.isOpen(execution, location) ? [location] : []));
    if (open.length === 0) return false;
    execution.save();
    completions.addAll(execution);
    const isFree = this.judge === null || this.judge.allows(execution);
    execution.restore();
    if (!isFree) return false;
    if (this.hasThinAir()) return true;
    this.countFrom(completions, open, 0, 1, chosen);
    return true;
  }

  private countFrom(
    completions: Completions,
    open: readonly number[],
    at: number,
    weight: number,
    chosen: number,
  ): void {
    const { execution } = this;
    const location = open[at];
    if (location === undefined) {
      this.visit.found(execution, weight);
      return;
    }
    const ways = completions.of(execution, location, location === chosen);
    if (!this.isObserved(location)) {
      const orders = ways.reduce((sum, way) => sum + way.orders, 0);
      if (orders > 0) this.countFrom(completions, open, at + 1, weight * orders, chosen);
      return;
    }
    for (const { last, orders } of ways) {
      execution.last[location] = last;
      this.countFrom(completions, open, at + 1, weight * orders, chosen);
      execution.last[location] = OPEN;
    }
  }

  private orderWrites(from: number): void {
    const { execution, frame } = this;
    const { space } = frame;
    for (let at = from; at < this.pairs.length; at++) {
      const [first, second] = this.pairs[at] as readonly [number, number];
      if (space.has(execution.co, first, second) || space.has(execution.co, second, first)) continue;
      if (this.countOrders(from === 0 ? OPEN : (frame.events[first]?.location as number))) return;
      this.orderPair(first, second, at + 1);
      this.orderPair(second, first, at + 1);
      return;
    }
    if (!this.hasThinAir()) this.visit.found(execution, 1);
  }

  /** Whether a path hangs on a value that only follows from itself: nothing says that it is taken. */
  private hasThinAir(): boolean {
    const { values } = this.execution;
    return this.constraints.some(({ term, offset }) => Number.isNaN(evaluate(term, values, offset)));
  }

  private orderPair(first: number, second: number, next: number): void {
    if (!this.budget.spend()) return;
    const { execution } = this;
    execution.save();
    if (
      execution.order(first, second) &&
      execution.saturate(this.frame.events[first]?.location as number) &&
      (this.judge === null || this.judge.allows(execution))
    ) {
      this.orderWrites(next);
    }
    execution.restore();
  }
}
