/**
 * The states on the depth-first path, in flat memory, so that the length of an execution is bounded by memory alone. Sets of lanes are
 * bits of one integer.
 */
export class Path {
  depth = 0;
  private cells = new Int32Array(FIELDS * 256);

  get bytes(): number {
    return this.cells.byteLength;
  }

  /** A state that was reached by `lane` (`~lane` where it was buried there, `NOBODY` where the path begins). */
  push(index: number, lane: number, todo: number, asleep: number): void {
    const base = FIELDS * this.depth++;
    if (base + FIELDS > this.cells.length) {
      const longer = new Int32Array(2 * this.cells.length);
      longer.set(this.cells);
      this.cells = longer;
    }
    const { cells } = this;
    cells[base + INDEX] = index;
    cells[base + LANE] = lane;
    cells[base + TODO] = todo;
    cells[base + ASLEEP] = asleep;
    cells[base + PROGRESSED] = 0;
  }

  /** The state on top. */
  get index(): number {
    return this.cells[this.top + INDEX] as number;
  }
  /** Lanes that are still to be tried from it. */
  get todo(): number {
    return this.cells[this.top + TODO] as number;
  }
  set todo(lanes: number) {
    this.cells[this.top + TODO] = lanes;
  }
  /** Lanes whose next steps need not be tried below: another branch has all that they lead to. */
  get asleep(): number {
    return this.cells[this.top + ASLEEP] as number;
  }
  set asleep(lanes: number) {
    this.cells[this.top + ASLEEP] = lanes;
  }
  /** Whether any lane could do anything in it. */
  get progressed(): boolean {
    return this.cells[this.top + PROGRESSED] === 1;
  }
  set progressed(yes: boolean) {
    this.cells[this.top + PROGRESSED] = yes ? 1 : 0;
  }

  /** The lanes that ran on the way to the top. Who was buried on it did nothing that another lane could see, and is left out. */
  lanes(): number[] {
    const lanes: number[] = [];
    for (let each = 0; each < this.depth; each++) {
      const lane = this.cells[FIELDS * each + LANE] as number;
      if (lane >= 0) lanes.push(lane);
    }
    return lanes;
  }

  private get top(): number {
    return FIELDS * (this.depth - 1);
  }
}

/** No lane led to the state: it is an initial one. */
export const NOBODY = -0x80000000;
const FIELDS = 5;
const INDEX = 0;
const LANE = 1;
const TODO = 2;
const ASLEEP = 3;
const PROGRESSED = 4;
