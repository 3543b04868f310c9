import { mayGenerate } from '../machine/packed/generated.ts';

/**
 * What a store does with rows of so many words, unrolled: a search spends most of its time here. The text consists of numbers and
 * fixed words only.
 */
export type RowCode = {
  readonly hash: (row: Int32Array) => number;
  readonly equals: (block: Int32Array, base: number, row: Int32Array) => boolean;
  readonly write: (block: Int32Array, base: number, row: Int32Array) => void;
  readonly read: (block: Int32Array, base: number, row: Int32Array) => void;
};

/** Rows longer than this are gone through in loops. */
const MOST_UNROLLED = 64;
const known = new Map<number, RowCode>();

/** The code for rows of `words` words. */
export function rowCode(words: number): RowCode {
  const code = known.get(words) ?? (words > MOST_UNROLLED || !mayGenerate() ? looping(words) : unrolled(words));
  known.set(words, code);
  return code;
}

function unrolled(words: number): RowCode {
  const each = (text: (word: number) => string, between = ' ') =>
    Array.from({ length: words }, (_, word) => text(word)).join(between);
  // two chains, so that one multiplication need not wait for the other
  const body = `
    return {
      hash: (row) => {
        let a = 0, b = 0;
        ${each((word) => `${chain(word)} = Math.imul(${chain(word)} ^ row[${word}], 0x9e3779b1); ${chain(word)} ^= ${chain(word)} >>> 15;`)}
        a = Math.imul(a ^ (b << 16 | b >>> 16), 0x85ebca6b);
        return a ^ (a >>> 13);
      },
      equals: (block, base, row) => ${each((word) => `block[base + ${word}] === row[${word}]`, ' && ')},
      write: (block, base, row) => { ${each((word) => `block[base + ${word}] = row[${word}];`)} },
      read: (block, base, row) => { ${each((word) => `row[${word}] = block[base + ${word}];`)} },
    };`;
  return new Function(body)() as RowCode;
}

function chain(word: number): string {
  return word % 2 === 0 ? 'a' : 'b';
}

function looping(words: number): RowCode {
  return {
    hash: (row) => {
      let value = 0;
      for (let i = 0; i < words; i++) {
        value = Math.imul(value ^ (row[i] as number), 0x9e3779b1);
        value ^= value >>> 15;
      }
      value = Math.imul(value, 0x85ebca6b);
      return value ^ (value >>> 13);
    },
    equals: (block, base, row) => {
      for (let i = 0; i < words; i++) if (block[base + i] !== row[i]) return false;
      return true;
    },
    write: (block, base, row) => {
      for (let i = 0; i < words; i++) block[base + i] = row[i] as number;
    },
    read: (block, base, row) => {
      for (let i = 0; i < words; i++) row[i] = block[base + i] as number;
    },
  };
}
