/**
 * Tarjan's strongly connected components, fed by a depth-first search: it tells which states can be left no more. Where lanes loop,
 * an end is not one state but a component without a way out (a user thread that writes for ever beside two lanes in a deadlock).
 */
export class Components {
  /** States of components that are not closed yet, in order of discovery; a state's number is its index in the store. */
  private readonly open: number[] = [];
  private closed = new Uint8Array(1024);

  /** A state that is met for the first time; its place begins as `{ index, low: index, escapes: false }`. */
  enter(index: number): void {
    this.open.push(index);
  }

  /** A move from `from` to a state that is known already. */
  seen(from: Place, index: number): void {
    if (this.closed[index] === 1) from.escapes = true;
    else from.low = Math.min(from.low, index);
  }

  /** All moves of `place` were followed. Whether it is the first state of a component that nothing leaves. */
  leave(place: Place, parent: Place | undefined): boolean {
    if (place.low < place.index) {
      // not the first of its component: what it can do, the first can
      if (parent) {
        parent.low = Math.min(parent.low, place.low);
        parent.escapes ||= place.escapes;
      }
      return false;
    }
    for (;;) {
      const index = this.open.pop() as number;
      this.close(index);
      if (index === place.index) break;
    }
    if (parent) parent.escapes = true;
    return !place.escapes;
  }

  private close(index: number): void {
    if (index >= this.closed.length) {
      const longer = new Uint8Array(Math.max(2 * this.closed.length, index + 1));
      longer.set(this.closed);
      this.closed = longer;
    }
    this.closed[index] = 1;
  }
}

/** One state on the search's path. `escapes`: some move leads out of its component, or ends the execution. */
export type Place = { readonly index: number; low: number; escapes: boolean };
