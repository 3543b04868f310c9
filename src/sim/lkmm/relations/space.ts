import {
  closeInOneWord,
  closeInTwoWords,
  composeInTwoWords,
  isAcyclicInOneWord,
  isAcyclicInTwoWords,
} from './words.ts';

/**
 * Relations over the events of one execution, as bit matrices: row i has bit j where i is related to j. A row is `words` 32-bit words,
 * all rows of a relation stand one after another in one array, so that composing two relations is a few unions of words a row.
 */
export type Relation = Int32Array;
/** A set of events: one row. */
export type EventSet = Int32Array;

/** The operations for one number of events. All of them write into `into`, which must be another array than what is read. */
export class Space {
  readonly size: number;
  readonly words: number;
  private readonly scratch = new Map<string, Relation>();

  constructor(size: number) {
    this.size = size;
    this.words = Math.max(1, (size + 31) >>> 5);
  }

  relation(): Relation {
    return new Int32Array(this.size * this.words);
  }

  set(): EventSet {
    return new Int32Array(this.words);
  }

  /** A relation that is kept under a name and used again; it is empty at first, then what it was. */
  kept(name: string): Relation {
    const known = this.scratch.get(name);
    if (known !== undefined) return known;
    const made = this.relation();
    this.scratch.set(name, made);
    return made;
  }

  /** A relation that is kept under a name, made empty. */
  emptied(name: string): Relation {
    const relation = this.kept(name);
    this.clear(relation);
    return relation;
  }

  add(relation: Relation, from: number, to: number): void {
    const at = from * this.words + (to >>> 5);
    relation[at] = (relation[at] as number) | (1 << (to & 31));
  }

  has(relation: Relation, from: number, to: number): boolean {
    return ((relation[from * this.words + (to >>> 5)] as number) & (1 << (to & 31))) !== 0;
  }

  addTo(set: EventSet, event: number): void {
    set[event >>> 5] = (set[event >>> 5] as number) | (1 << (event & 31));
  }

  contains(set: EventSet, event: number): boolean {
    return ((set[event >>> 5] as number) & (1 << (event & 31))) !== 0;
  }

  /** `into = other`; for relations as small as these faster than what the array has. */
  copy(into: Relation, other: Relation): void {
    for (let at = 0; at < into.length; at++) into[at] = other[at] as number;
  }

  clear(relation: Relation): void {
    for (let at = 0; at < relation.length; at++) relation[at] = 0;
  }

  /** `into |= other` */
  unite(into: Relation, other: Relation): void {
    for (let at = 0; at < into.length; at++) into[at] = (into[at] as number) | (other[at] as number);
  }

  /** `into &= other` */
  intersect(into: Relation, other: Relation): void {
    for (let at = 0; at < into.length; at++) into[at] = (into[at] as number) & (other[at] as number);
  }

  /** `into &= ~other` */
  subtract(into: Relation, other: Relation): void {
    for (let at = 0; at < into.length; at++) into[at] = (into[at] as number) & ~(other[at] as number);
  }

  isEmpty(relation: Relation): boolean {
    for (let at = 0; at < relation.length; at++) if (relation[at] !== 0) return false;
    return true;
  }

  /** `into |= [domain] ; other ; [range]`; null stands for all events. */
  uniteWithin(into: Relation, domain: EventSet | null, other: Relation, range: EventSet | null): void {
    const { size, words } = this;
    if (words === 1) {
      const mask = range === null ? -1 : (range[0] as number);
      const rows = domain === null ? -1 : (domain[0] as number);
      for (let from = 0; from < size; from++) {
        if ((rows & (1 << from)) !== 0) into[from] = (into[from] as number) | ((other[from] as number) & mask);
      }
      return;
    }
    for (let from = 0; from < size; from++) {
      if (domain !== null && !this.contains(domain, from)) continue;
      for (let word = 0; word < words; word++) {
        const at = from * words + word;
        const bits = range === null ? (other[at] as number) : (other[at] as number) & (range[word] as number);
        into[at] = (into[at] as number) | bits;
      }
    }
  }

  /** `into |= first ; second` */
  compose(into: Relation, first: Relation, second: Relation): void {
    const { size, words } = this;
    if (words === 1) {
      for (let from = 0; from < size; from++) {
        let bits = first[from] as number;
        if (bits === 0) continue;
        let row = into[from] as number;
        while (bits !== 0) {
          const lowest = bits & -bits;
          row |= second[31 - Math.clz32(lowest)] as number;
          bits ^= lowest;
        }
        into[from] = row;
      }
      return;
    }
    if (words === 2) {
      composeInTwoWords(into, first, second, size);
      return;
    }
    for (let from = 0; from < size; from++) {
      for (let word = 0; word < words; word++) {
        let bits = first[from * words + word] as number;
        while (bits !== 0) {
          const lowest = bits & -bits;
          const middle = (word << 5) + 31 - Math.clz32(lowest);
          bits ^= lowest;
          for (let each = 0; each < words; each++) {
            const at = from * words + each;
            into[at] = (into[at] as number) | (second[middle * words + each] as number);
          }
        }
      }
    }
  }

  /** The transitive closure, in place. */
  close(relation: Relation): void {
    const { size, words } = this;
    if (words === 1) {
      closeInOneWord(relation, size);
      return;
    }
    if (words === 2) {
      closeInTwoWords(relation, size);
      return;
    }
    for (let middle = 0; middle < size; middle++) {
      const word = middle >>> 5;
      const bit = 1 << (middle & 31);
      for (let from = 0; from < size; from++) {
        if (((relation[from * words + word] as number) & bit) === 0) continue;
        for (let each = 0; each < words; each++) {
          const at = from * words + each;
          relation[at] = (relation[at] as number) | (relation[middle * words + each] as number);
        }
      }
    }
  }

  /** `into |= id` */
  addIdentity(into: Relation, within: EventSet | null = null): void {
    if (this.words === 1) {
      const mask = within === null ? -1 : (within[0] as number);
      for (let event = 0; event < this.size; event++) into[event] = (into[event] as number) | (mask & (1 << event));
      return;
    }
    for (let event = 0; event < this.size; event++) {
      if (within === null || this.contains(within, event)) this.add(into, event, event);
    }
  }

  removeIdentity(from: Relation): void {
    for (let event = 0; event < this.size; event++) {
      const at = event * this.words + (event >>> 5);
      from[at] = (from[at] as number) & ~(1 << (event & 31));
    }
  }

  isReflexiveSomewhere(relation: Relation): boolean {
    for (let event = 0; event < this.size; event++) if (this.has(relation, event, event)) return true;
    return false;
  }

  /** `into |= relation^-1` */
  inverse(into: Relation, relation: Relation): void {
    for (let from = 0; from < this.size; from++) {
      for (let to = 0; to < this.size; to++) if (this.has(relation, from, to)) this.add(into, to, from);
    }
  }

  /** Whether there is no cycle: events without successors are taken away until none is left, or only cycles are. */
  isAcyclic(relation: Relation): boolean {
    const { size, words } = this;
    if (words === 1) return isAcyclicInOneWord(relation, size);
    if (words === 2) return isAcyclicInTwoWords(relation, size);
    const left = this.set();
    for (let event = 0; event < size; event++) this.addTo(left, event);
    for (let count = size, before = size + 1; count < before; ) {
      before = count;
      for (let event = size - 1; event >= 0; event--) {
        if (!this.contains(left, event)) continue;
        let isLast = true;
        for (let word = 0; word < words && isLast; word++) {
          isLast = ((relation[event * words + word] as number) & (left[word] as number)) === 0;
        }
        if (!isLast) continue;
        left[event >>> 5] = (left[event >>> 5] as number) & ~(1 << (event & 31));
        count--;
      }
      if (count === 0) return true;
    }
    return size === 0;
  }
}
