import { type RowCode, rowCode } from './row-code.ts';

/**
 * The set of visited states, exact: rows of words lie one after another in blocks, found through an open-addressing table of their
 * hashes and indices. The hash only says where to look: rows are compared word by word, so nothing is ever taken as visited that was not.
 */
export class StateStore {
  size = 0;
  /** More rows than this are not kept, whatever the bounds say: half a gigabyte of them. */
  readonly capacity: number;
  private readonly words: number;
  private readonly code: RowCode;
  /** Each of the first blocks has room for twice as many rows as the one before, so that little is reserved and nothing ever copied. */
  private readonly blocks: Int32Array[] = [];
  /** For each place the hash and, plus one, the index; 0 is free. */
  private table = new Int32Array(2 * FIRST_PLACES);
  private mask = FIRST_PLACES - 1;

  constructor(words: number) {
    this.words = words;
    this.code = rowCode(words);
    this.capacity = Math.floor(MOST_WORDS / words);
  }

  /** Bytes taken by the rows and the table. */
  get bytes(): number {
    return this.table.byteLength + this.blocks.reduce((sum, block) => sum + block.byteLength, 0);
  }

  /** The row's index if it is new, or -1 minus the index that it has already. */
  add(row: Int32Array): number {
    const { table, mask, code } = this;
    const hash = code.hash(row);
    let place = hash & mask;
    for (;;) {
      const index = (table[2 * place + 1] as number) - 1;
      if (index < 0) break;
      if (table[2 * place] === hash) {
        const block = blockOf(index);
        if (code.equals(this.blocks[block] as Int32Array, this.base(index, block), row)) return -1 - index;
      }
      place = (place + 1) & mask;
    }
    const index = this.size++;
    table[2 * place] = hash;
    table[2 * place + 1] = index + 1;
    const block = blockOf(index);
    if (block === this.blocks.length)
      this.blocks.push(new Int32Array(this.words * (FIRST_ROWS << Math.min(block, LAST_DOUBLED))));
    code.write(this.blocks[block] as Int32Array, this.base(index, block), row);
    if (this.size * 3 > (mask + 1) * 2) this.grow();
    return index;
  }

  /** A view on a stored row. */
  at(index: number): Int32Array {
    const block = blockOf(index);
    const base = this.base(index, block);
    return (this.blocks[block] as Int32Array).subarray(base, base + this.words);
  }

  /** Copies a stored row into `row`. */
  read(index: number, row: Int32Array): void {
    const block = blockOf(index);
    this.code.read(this.blocks[block] as Int32Array, this.base(index, block), row);
  }

  /** Where a row begins in its block. */
  private base(index: number, block: number): number {
    const first =
      block <= LAST_DOUBLED ? (FIRST_ROWS << block) - FIRST_ROWS : (block - LAST_DOUBLED + 1) * ROWS - FIRST_ROWS;
    return (index - first) * this.words;
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
const FIRST_ROWS_BITS = 8;
const FIRST_ROWS = 1 << FIRST_ROWS_BITS;
/** Blocks from this one on are of one size. */
const LAST_DOUBLED = 8;
const ROWS_BITS = FIRST_ROWS_BITS + LAST_DOUBLED;
const ROWS = 1 << ROWS_BITS;

function blockOf(index: number): number {
  const place = index + FIRST_ROWS;
  return place < 2 * ROWS ? 31 - Math.clz32(place) - FIRST_ROWS_BITS : LAST_DOUBLED + (place >> ROWS_BITS) - 1;
}
