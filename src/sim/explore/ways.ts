import type { State } from '../machine/types.ts';
import { StateStore } from './store.ts';

/** What a way costs: context switches first. */
export type Cost = { readonly switches: number; readonly steps: number };

/**
 * The cheapest ways found so far to pairs of a state and the lane that ran last, and a queue of them by cost: two rows of buckets,
 * since a move costs one step, and one switch or none.
 */
export class Ways {
  private readonly store: StateStore;
  private readonly width: number;
  private readonly node: Int32Array;
  private readonly parents: number[] = [];
  private readonly initials: number[] = [];
  private readonly switches: number[] = [];
  private readonly steps: number[] = [];
  /** `rows[0]` holds the nodes with as many switches as the current bucket, by steps; `rows[1]` those with one more. */
  private rows: [number[][], number[][]] = [[], []];
  private current: Cost = { switches: 0, steps: -1 };

  constructor(width: number) {
    this.width = width;
    this.store = new StateStore(width + 1);
    this.node = new Int32Array(width + 1);
  }

  get size(): number {
    return this.store.size;
  }

  start(state: State, initial: number): void {
    const index = this.reach(state, -1, -1, { switches: 0, steps: 0 });
    if (index >= 0) this.initials[index] = initial;
  }

  /** Notes a way by `parent` and `lane`; gives the node's index if it is new, else -1. */
  reach(state: State, lane: number, parent: number, cost: Cost): number {
    this.node.set(state);
    this.node[this.width] = lane;
    const added = this.store.add(this.node);
    const index = added >= 0 ? added : -1 - added;
    if (added < 0) {
      const excess = cost.switches - this.switchesOf(index) || cost.steps - this.stepsOf(index);
      if (excess > 0) return -1;
      if (excess === 0) {
        if (this.compareParents(parent, this.parentOf(index)) < 0) this.adopt(index, parent);
        return -1;
      }
    }
    this.adopt(index, parent);
    this.switches[index] = cost.switches;
    this.steps[index] = cost.steps;
    const row = this.rows[cost.switches === this.current.switches ? 0 : 1];
    const bucket = row[cost.steps] ?? [];
    row[cost.steps] = bucket;
    bucket.push(index);
    return added >= 0 ? index : -1;
  }

  /** The next cheapest nodes, each once, or null when all were given. */
  nextBucket(): { readonly cost: Cost; readonly indices: readonly number[] } | null {
    for (;;) {
      const { switches, steps } = this.current;
      const row = this.rows[0];
      if (steps + 1 < row.length) {
        this.current = { switches, steps: steps + 1 };
        const bucket = row[steps + 1];
        // a node may have got cheaper since it was queued, and was given then
        const indices = bucket?.filter((index) => this.switches[index] === switches && this.steps[index] === steps + 1);
        row[steps + 1] = [];
        if (indices && indices.length > 0) return { cost: this.current, indices };
      } else if (this.rows[1].length > 0) {
        this.current = { switches: switches + 1, steps: -1 };
        this.rows = [this.rows[1], []];
      } else return null;
    }
  }

  /** Copies the node's state into `into` and gives the lane that ran last, or -1. */
  stateOf(index: number, into: State): number {
    const row = this.store.at(index);
    for (let slot = 0; slot < into.length; slot++) into[slot] = row[slot] as number;
    return this.laneOf(index);
  }

  initialOf(index: number): number {
    return this.initials[index] as number;
  }

  pathTo(index: number): number[] {
    const lanes: number[] = [];
    for (let each = index; this.parentOf(each) >= 0; each = this.parentOf(each)) lanes.push(this.laneOf(each));
    return lanes.reverse();
  }

  /** Compares two ways of as many steps by the lanes chosen, first to last. */
  compare(a: number, b: number): number {
    let order = 0;
    let [left, right] = [a, b];
    while (left !== right) {
      order = this.laneOf(left) - this.laneOf(right) || order;
      if (this.parentOf(left) < 0 || this.parentOf(right) < 0) break;
      [left, right] = [this.parentOf(left), this.parentOf(right)];
    }
    return order;
  }

  private compareParents(a: number, b: number): number {
    return a < 0 || b < 0 ? 0 : this.compare(a, b) || this.initialOf(a) - this.initialOf(b);
  }

  private adopt(index: number, parent: number): void {
    this.parents[index] = parent;
    if (parent >= 0) this.initials[index] = this.initialOf(parent);
  }

  private laneOf(index: number): number {
    return this.store.at(index)[this.width] as number;
  }
  private parentOf(index: number): number {
    return this.parents[index] as number;
  }
  private switchesOf(index: number): number {
    return this.switches[index] as number;
  }
  private stepsOf(index: number): number {
    return this.steps[index] as number;
  }
}
