import type { State } from '../machine/types.ts';

/**
 * The set of visited states, exact: states lie one after another in blocks of one size, found through an open-addressing table of
 * their indices. No hash stands for a state, so nothing is ever taken as visited that was not.
 */
export class StateStore {
  size = 0;
  /** More states than this are not kept, whatever the bounds say: half a gigabyte of them. */
  readonly capacity: number;
  private readonly width: number;
  // blocks are never copied, so growing costs no more than what is added
  private readonly blocks: Int32Array[] = [];
  private table: Int32Array;

  constructor(width: number) {
    this.width = width;
    this.capacity = Math.floor(MOST_WORDS / width);
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
    this.blockFor(this.size).set(state, (this.size & LAST_IN_BLOCK) * this.width);
    this.table[place] = this.size;
    return this.size++;
  }

  /** A view on a stored state. */
  at(index: number): State {
    const base = (index & LAST_IN_BLOCK) * this.width;
    return (this.blocks[index >> BLOCK_BITS] as Int32Array).subarray(base, base + this.width);
  }

  /** Copies the first words of a stored state, as many as `into` has. */
  copyTo(index: number, into: State): void {
    const block = this.blocks[index >> BLOCK_BITS] as Int32Array;
    const base = (index & LAST_IN_BLOCK) * this.width;
    for (let i = 0; i < into.length; i++) into[i] = block[base + i] as number;
  }

  private blockFor(index: number): Int32Array {
    const known = this.blocks[index >> BLOCK_BITS];
    if (known !== undefined) return known;
    const block = new Int32Array(this.width << BLOCK_BITS);
    this.blocks.push(block);
    return block;
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
    const block = this.blocks[index >> BLOCK_BITS] as Int32Array;
    const base = (index & LAST_IN_BLOCK) * this.width;
    for (let i = 0; i < this.width; i++) if (block[base + i] !== state[i]) return false;
    return true;
  }

  private growTable(): void {
    const mask = this.table.length * 2 - 1;
    const table = new Int32Array(mask + 1).fill(-1);
    for (let index = 0; index < this.size; index++) {
      const block = this.blocks[index >> BLOCK_BITS] as Int32Array;
      let place = hash(block, (index & LAST_IN_BLOCK) * this.width, this.width) & mask;
      while ((table[place] as number) >= 0) place = (place + 1) & mask;
      table[place] = index;
    }
    this.table = table;
  }
}

const BLOCK_BITS = 9;
const LAST_IN_BLOCK = (1 << BLOCK_BITS) - 1;
const MOST_WORDS = 1 << 27;

/** Multiplies and folds for each word, so that low bits depend on all of them even where all words are small. */
function hash(words: Int32Array, base: number, width: number): number {
  let value = 0;
  for (let i = 0; i < width; i++) {
    value = Math.imul(value ^ (words[base + i] as number), 0x9e3779b1);
    value ^= value >>> 15;
  }
  value = Math.imul(value, 0x85ebca6b);
  return (value ^ (value >>> 13)) >>> 0;
}
