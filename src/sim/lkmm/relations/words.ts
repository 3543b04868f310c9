import type { Relation } from './space.ts';

// Relations of up to 32 events take one word a row, of up to 64 two: with the words at hand the loops over them are spared, which is
// most of the time that a search takes. What each function does stands at the method of `Space` that calls it.

export function closeInOneWord(relation: Relation, size: number): void {
  for (let middle = 0; middle < size; middle++) {
    const row = relation[middle] as number;
    if (row === 0) continue;
    const bit = 1 << middle;
    for (let from = 0; from < size; from++) {
      if (((relation[from] as number) & bit) !== 0) relation[from] = (relation[from] as number) | row;
    }
  }
}

export function isAcyclicInOneWord(relation: Relation, size: number): boolean {
  let left = size === 32 ? -1 : (1 << size) - 1;
  for (;;) {
    const before = left;
    for (let bits = left; bits !== 0; ) {
      const event = 31 - Math.clz32(bits);
      const bit = 1 << event;
      bits &= ~bit;
      if (((relation[event] as number) & left) === 0) left &= ~bit;
    }
    if (left === 0) return true;
    if (left === before) return false;
  }
}

export function composeInTwoWords(into: Relation, first: Relation, second: Relation, size: number): void {
  for (let from = 0; from < 2 * size; from += 2) {
    let low = first[from] as number;
    let high = first[from + 1] as number;
    if ((low | high) === 0) continue;
    let intoLow = into[from] as number;
    let intoHigh = into[from + 1] as number;
    while (low !== 0) {
      const lowest = low & -low;
      const row = 2 * (31 - Math.clz32(lowest));
      low ^= lowest;
      intoLow |= second[row] as number;
      intoHigh |= second[row + 1] as number;
    }
    while (high !== 0) {
      const lowest = high & -high;
      const row = 2 * (63 - Math.clz32(lowest));
      high ^= lowest;
      intoLow |= second[row] as number;
      intoHigh |= second[row + 1] as number;
    }
    into[from] = intoLow;
    into[from + 1] = intoHigh;
  }
}

export function closeInTwoWords(relation: Relation, size: number): void {
  for (let middle = 0; middle < size; middle++) {
    const low = relation[2 * middle] as number;
    const high = relation[2 * middle + 1] as number;
    if ((low | high) === 0) continue;
    const bit = 1 << (middle & 31);
    for (let at = middle >>> 5; at < 2 * size; at += 2) {
      if (((relation[at] as number) & bit) === 0) continue;
      const row = at & ~1;
      relation[row] = (relation[row] as number) | low;
      relation[row + 1] = (relation[row + 1] as number) | high;
    }
  }
}

export function isAcyclicInTwoWords(relation: Relation, size: number): boolean {
  let low = -1;
  let high = size === 64 ? -1 : (1 << (size - 32)) - 1;
  for (;;) {
    const lowBefore = low;
    const highBefore = high;
    for (let bits = high; bits !== 0; ) {
      const event = 63 - Math.clz32(bits);
      const bit = 1 << (event & 31);
      bits &= ~bit;
      if ((((relation[2 * event] as number) & low) | ((relation[2 * event + 1] as number) & high)) === 0) high &= ~bit;
    }
    for (let bits = low; bits !== 0; ) {
      const event = 31 - Math.clz32(bits);
      const bit = 1 << event;
      bits &= ~bit;
      if ((((relation[2 * event] as number) & low) | ((relation[2 * event + 1] as number) & high)) === 0) low &= ~bit;
    }
    if ((low | high) === 0) return true;
    if (low === lowBefore && high === highBefore) return false;
  }
}
