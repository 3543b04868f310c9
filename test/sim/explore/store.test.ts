import { describe, expect, it } from 'vitest';
import { StateStore } from '../../../src/sim/explore/store.ts';

describe.each([1, 2, 7, 64, 65, 90])('rows of %i words', (words) => {
  const rowOf = (number: number) => {
    const row = new Int32Array(words);
    for (let at = 0; at < words; at++) row[at] = Math.imul(number + at, at === 0 ? 1 : 0x1000193 << (at % 3));
    return row;
  };

  it('are found again, each by its own number, and read as they were written', () => {
    const store = new StateStore(words);
    const count = Math.ceil(300_000 / words);
    for (let number = 0; number < count; number++) {
      if (store.add(rowOf(number)) !== number) throw new Error(`row ${number} is not new`);
    }
    const row = new Int32Array(words);
    for (let number = 0; number < count; number += 97) {
      expect(store.add(rowOf(number))).toBe(-1 - number);
      store.read(number, row);
      expect(row).toEqual(rowOf(number));
      expect(store.at(number)).toEqual(rowOf(number));
    }
    expect(store.size).toBe(count);
    expect(store.bytes).toBeGreaterThan(count * words * 4);
  });

  it('that differ in one bit of one word are two', () => {
    const store = new StateStore(words);
    store.add(new Int32Array(words));
    for (let at = 0; at < words; at++) {
      for (let bit = 0; bit < 32; bit++) {
        const row = new Int32Array(words);
        row[at] = 1 << bit;
        expect(store.add(row)).toBe(1 + 32 * at + bit);
      }
    }
  });
});
