/**
 * The set of visited states, exact: rows of words lie one after another in blocks, found through an open-addressing table of their
 * hashes and indices. The hash only says where to look: rows are compared word by word, so nothing is ever taken as visited that was not.
 */
export class StateStore {
  size = 0;
  /** More rows than this are not kept, whatever the bounds say: half a gigabyte of them. */
  readonly capacity: number;
  private readonly words: number;
  private readonly blocks: Int32Array[] = [];
  /** For each place the hash and, plus one, the index; 0 is free. */
  private table = new Int32Array(2 * FIRST_PLACES);
  private mask = FIRST_PLACES - 1;

  constructor(words: number) {
    this.words = words;
    this.capacity = Math.floor(MOST_WORDS / words);
  }

  /** Bytes taken by the rows and the table. */
  get bytes(): number {
    return this.table.byteLength + this.blocks.length * (this.words << BLOCK_BITS) * 4;
  }

  /** The row's index if it is new, or -1 minus the index that it has already. */
  add(row: Int32Array): number {
    const { words, table, mask } = this;
    const hash = hashOf(row, words);
    let place = hash & mask;
    for (;;) {
      const index = (table[2 * place + 1] as number) - 1;
      if (index < 0) break;
      if (table[2 * place] === hash && this.equals(index, row)) return -1 - index;
      place = (place + 1) & mask;
    }
    table[2 * place] = hash;
    table[2 * place + 1] = this.size + 1;
    const within = (this.size & LAST_IN_BLOCK) * words;
    if (within === 0) this.blocks.push(new Int32Array(words << BLOCK_BITS));
    const block = this.blocks[this.size >> BLOCK_BITS] as Int32Array;
    for (let i = 0; i < words; i++) block[within + i] = row[i] as number;
    if (++this.size * 3 > (mask + 1) * 2) this.grow();
    return this.size - 1;
  }

  /** A view on a stored row. */
  at(index: number): Int32Array {
    const base = (index & LAST_IN_BLOCK) * this.words;
    return (this.blocks[index >> BLOCK_BITS] as Int32Array).subarray(base, base + this.words);
  }

  /** Copies the first words of a stored row, as many as `row` has. */
  copyTo(index: number, row: Int32Array): void {
    const block = this.blocks[index >> BLOCK_BITS] as Int32Array;
    const base = (index & LAST_IN_BLOCK) * this.words;
    for (let i = 0; i < row.length; i++) row[i] = block[base + i] as number;
  }

  private equals(index: number, row: Int32Array): boolean {
    const { words } = this;
    const block = this.blocks[index >> BLOCK_BITS] as Int32Array;
    const base = (index & LAST_IN_BLOCK) * words;
    for (let i = 0; i < words; i++) if (block[base + i] !== row[i]) return false;
    return true;
  }

  private grow(): void {
    const old = this.table;
    const mask = this.mask * 2 + 1;
    const table = new Int32Array(2 * (mask + 1));
    for (let from = 0; from < old.length; from += 2) {
      if (old[from + 1] === 0) continue;
      let place = (old[from] as number) & mask;
      while (table[2 * place + 1] !== 0) place = (place + 1) & mask;
      table[2 * place] = old[from] as number;
      table[2 * place + 1] = old[from + 1] as number;
    }
    this.table = table;
    this.mask = mask;
  }
}

const MOST_WORDS = 1 << 27;
const FIRST_PLACES = 512;
const BLOCK_BITS = 9;
const LAST_IN_BLOCK = (1 << BLOCK_BITS) - 1;

/** Multiplies and folds for each word, so that low bits depend on all of them even where all words are small. */
function hashOf(row: Int32Array, words: number): number {
  let value = 0;
  for (let i = 0; i < words; i++) {
    value = Math.imul(value ^ (row[i] as number), 0x9e3779b1);
    value ^= value >>> 15;
  }
  value = Math.imul(value, 0x85ebca6b);
  return value ^ (value >>> 13);
}
