import type { State } from '../machine/types.ts';

/**
 * The set of visited states, exact: states lie one after another in one array, found through an open-addressing table of their
 * indices. No hash stands for a state, so nothing is ever taken as visited that was not.
 */
export class StateStore {
  size = 0;
  private readonly width: number;
  private words: Int32Array;
  private table: Int32Array;

  constructor(width: number) {
    this.width = width;
    this.words = new Int32Array(width * 256);
    this.table = new Int32Array(1024).fill(-1);
  }

  /** The state's index if it is new, or -1 minus the index that it has already. */
  add(state: State): number {
    let place = this.placeOf(state);
    const found = this.table[place] as number;
    if (found >= 0) return -1 - found;
    if ((this.size + 1) * 2 > this.table.length) {
      this.growTable();
      place = this.placeOf(state);
    }
    if ((this.size + 1) * this.width > this.words.length) {
      const larger = new Int32Array(this.words.length * 2);
      larger.set(this.words);
      this.words = larger;
    }
    this.words.set(state, this.size * this.width);
    this.table[place] = this.size;
    return this.size++;
  }

  /** A view on a stored state; valid until the next `add`. */
  at(index: number): State {
    return this.words.subarray(index * this.width, (index + 1) * this.width);
  }

  private placeOf(state: State): number {
    const mask = this.table.length - 1;
    let place = hash(state, 0, this.width) & mask;
    for (;;) {
      const index = this.table[place] as number;
      if (index < 0 || this.equals(index, state)) return place;
      place = (place + 1) & mask;
    }
  }

  private equals(index: number, state: State): boolean {
    const base = index * this.width;
    for (let i = 0; i < this.width; i++) if (this.words[base + i] !== state[i]) return false;
    return true;
  }

  private growTable(): void {
    const mask = this.table.length * 2 - 1;
    const table = new Int32Array(mask + 1).fill(-1);
    for (let index = 0; index < this.size; index++) {
      let place = hash(this.words, index * this.width, this.width) & mask;
      while ((table[place] as number) >= 0) place = (place + 1) & mask;
      table[place] = index;
    }
    this.table = table;
  }
}

/** FNV-1a over whole words, with a final mix so that low bits depend on all of them. */
function hash(words: Int32Array, base: number, width: number): number {
  let value = 0x811c9dc5 | 0;
  for (let i = 0; i < width; i++) value = Math.imul(value ^ (words[base + i] as number), 0x01000193);
  value ^= value >>> 15;
  value = Math.imul(value, 0x2c1b3c6d);
  return (value ^ (value >>> 13)) >>> 0;
}
