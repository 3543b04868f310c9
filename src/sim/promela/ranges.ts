import { hasEffect } from '../machine/actions/footprint.ts';
import type { Effect, Term, TermOperator } from '../machine/actions/types.ts';
import type { CompiledStep, Program } from '../machine/program.ts';

/**
 * Which values a slot can hold, as an interval that is surely large enough: abstract interpretation of the effects (Cousot and Cousot,
 * "Abstract Interpretation", 1977). Every step is applied to all that is known so far, until nothing new comes; where lanes go
 * round, bounds that still move are widened to those of Promela's types, so that this ends.
 */
export type Range = { readonly least: number; readonly most: number };

const LEAST = -(2 ** 31);
const MOST = 2 ** 31 - 1;
const ALL: Range = { least: LEAST, most: MOST };
const TRUTH: Range = { least: 0, most: 1 };
/** Bounds of bit, byte and short: where a bound that keeps moving comes to rest. */
const RESTS_BELOW = [0, -32_768, LEAST];
const RESTS_ABOVE = [1, 255, 32_767, MOST];
/** Rounds before bounds are widened. */
const MOST_EXACT = 64;

/** One range a slot of the program; those of the program counters are left at their initial value. */
export function rangesOf(program: Program): readonly Range[] {
  const start = program.slots.map((_, slot) => ({
    least: Math.min(...program.initial.map((state) => state[slot] as number)),
    most: Math.max(...program.initial.map((state) => state[slot] as number)),
  }));
  // what no lane comes to a second time happens once: so often has it to be applied, and no oftener
  const [once, again]: [CompiledStep[], CompiledStep[]] = [[], []];
  for (const { steps } of program.lanes) {
    const loops = steps.some((step) => step.loops);
    for (const step of steps)
      (loops || hasEffect(step.effects, (effect) => effect.do === 'stay') ? again : once).push(step);
  }
  let known = closure(start, again);
  for (let round = 0; round < once.length; round++) {
    const next = closure(applied(once, known), again);
    if (areSame(next, known)) return known;
    if (round >= MOST_EXACT) return closure(next, [...once, ...again]);
    known = next;
  }
  return known;
}

/** What is known after any number of these steps. */
function closure(start: readonly Range[], steps: readonly CompiledStep[]): readonly Range[] {
  let known = start;
  for (let round = 0; ; round++) {
    const next = applied(steps, known);
    const before = known;
    if (areSame(next, before)) return known;
    known = round < MOST_EXACT ? next : next.map((range, slot) => widen(before[slot] as Range, range));
  }
}

/** What is known before and after one of these steps. */
function applied(steps: readonly CompiledStep[], known: readonly Range[]): readonly Range[] {
  const next = [...known];
  for (const { effects } of steps) {
    apply(effects, new Ranges(known), (slot, range) => {
      next[slot] = union(next[slot] as Range, range);
    });
  }
  return next;
}

/** What a branch of a step knows of the slots, on top of what is known of them anywhere. */
class Ranges {
  private readonly anywhere: readonly Range[];
  private readonly own: Map<number, Range>;

  constructor(anywhere: readonly Range[], own: ReadonlyMap<number, Range> = new Map()) {
    this.anywhere = anywhere;
    this.own = new Map(own);
  }
  get(slot: number): Range {
    return this.own.get(slot) ?? (this.anywhere[slot] as Range);
  }
  set(slot: number, range: Range): void {
    this.own.set(slot, range);
  }
  copy(): Ranges {
    return new Ranges(this.anywhere, this.own);
  }
  /** What is known where one of both holds. */
  joined(other: Ranges): Ranges {
    const joined = new Ranges(this.anywhere);
    for (const slot of new Set([...this.own.keys(), ...other.own.keys()]))
      joined.set(slot, union(this.get(slot), other.get(slot)));
    return joined;
  }
}

/** Applies the effects; gives what is known behind them, null where nothing comes there. Every value that is set is noted. */
function apply(effects: readonly Effect[], before: Ranges, note: (slot: number, range: Range) => void): Ranges | null {
  let ranges = before;
  for (const effect of effects) {
    if (effect.do === 'set') {
      const range = rangeOf(effect.value, ranges);
      note(effect.slot, range);
      ranges.set(effect.slot, range);
    } else if (effect.do === 'when') {
      const holds = assume(effect.condition, true, ranges.copy());
      const fails = assume(effect.condition, false, ranges.copy());
      const then = holds && apply(effect.then, holds, note);
      const otherwise = fails && apply(effect.otherwise, fails, note);
      if (then === null && otherwise === null) return null;
      ranges = then !== null && otherwise !== null ? then.joined(otherwise) : ((then ?? otherwise) as Ranges);
    } else return null;
  }
  return ranges;
}

function rangeOf(term: Term, ranges: Ranges): Range {
  switch (term.is) {
    case 'constant':
      return { least: term.value, most: term.value };
    case 'slot':
      return ranges.get(term.slot);
    case 'unary': {
      const { least, most } = rangeOf(term.operand, ranges);
      if (term.operator === '!') return TRUTH;
      return term.operator === '-' ? within(-most, -least) : { least: ~most, most: ~least };
    }
    case 'binary':
      return BINARY[term.operator](rangeOf(term.left, ranges), rangeOf(term.right, ranges));
  }
}

type OfTwo = (left: Range, right: Range) => Range;
const truth: OfTwo = () => TRUTH;
const BINARY: Readonly<Record<TermOperator, OfTwo>> = {
  '==': truth,
  '!=': truth,
  '<': truth,
  '<=': truth,
  '>': truth,
  '>=': truth,
  '&&': truth,
  '||': truth,
  '+': (left, right) => within(left.least + right.least, left.most + right.most),
  '-': (left, right) => within(left.least - right.most, left.most - right.least),
  // a mask that is not negative bounds the result, whatever it is applied to
  '&': (left, right) => {
    const masks = [left, right].filter(({ least }) => least >= 0).map(({ most }) => most);
    return masks.length === 0 ? ALL : { least: 0, most: Math.min(...masks) };
  },
  '|': (left, right) =>
    left.least < 0 || right.least < 0
      ? ALL
      : { least: Math.max(left.least, right.least), most: allBitsOf(Math.max(left.most, right.most)) },
  '^': (left, right) =>
    left.least < 0 || right.least < 0 ? ALL : { least: 0, most: allBitsOf(Math.max(left.most, right.most)) },
  '<<': (left, right) => {
    if (right.least < 0 || right.most > 31) return ALL;
    const shifted = [left.least, left.most].flatMap((each) => [each * 2 ** right.least, each * 2 ** right.most]);
    return within(Math.min(...shifted), Math.max(...shifted));
  },
  '>>': (left, right) => {
    const by = right.least;
    if (by === right.most && by >= 0 && by <= 31) return { least: left.least >> by, most: left.most >> by };
    return { least: Math.min(left.least, 0), most: Math.max(left.most, -1) };
  },
};

/** Beyond 32 bits values wrap around, and may be any. */
function within(least: number, most: number): Range {
  // -0 is 0
  return least < LEAST || most > MOST ? ALL : { least: least + 0, most: most + 0 };
}

/** The largest number that has no more bits. */
function allBitsOf(most: number): number {
  return most === 0 ? 0 : 2 ** (32 - Math.clz32(most)) - 1;
}

/** What is known where the condition is (not) true; null where it cannot be. Changes and gives `ranges`. */
function assume(condition: Term, holds: boolean, ranges: Ranges): Ranges | null {
  if (condition.is === 'constant') return (condition.value !== 0) === holds ? ranges : null;
  if (condition.is === 'slot') return narrow(condition, ranges, holds ? '!=' : '==', { least: 0, most: 0 });
  if (condition.is === 'unary') return condition.operator === '!' ? assume(condition.operand, !holds, ranges) : ranges;
  const { operator, left, right } = condition;
  if (operator === (holds ? '&&' : '||')) {
    const first = assume(left, holds, ranges);
    return first && assume(right, holds, first);
  }
  const relation = RELATIONS[operator];
  if (relation === undefined) return operator === '&' && holds ? assumeBits(left, right, ranges) : ranges;
  const [is, turned] = holds ? relation.holds : relation.fails;
  const first = narrow(left, ranges, is, rangeOf(right, ranges));
  return first && narrow(right, first, turned, rangeOf(left, first));
}

/** Some bit of a mask is set: the slot is not less than the lowest of them, if it is not negative. */
function assumeBits(left: Term, right: Term, ranges: Ranges): Ranges | null {
  if (left.is !== 'slot' || right.is !== 'constant' || right.value <= 0 || ranges.get(left.slot).least < 0)
    return ranges;
  const lowest = right.value & -right.value;
  return narrow(left, ranges, '>=', { least: lowest, most: lowest });
}

type Relation = '==' | '!=' | '<' | '<=' | '>' | '>=';
/** What a comparison says, where it holds and where it does not: of its left side, and of its right one. */
const RELATIONS: Readonly<
  Partial<
    Record<
      TermOperator,
      { readonly holds: readonly [Relation, Relation]; readonly fails: readonly [Relation, Relation] }
    >
  >
> = {
  '==': { holds: ['==', '=='], fails: ['!=', '!='] },
  '!=': { holds: ['!=', '!='], fails: ['==', '=='] },
  '<': { holds: ['<', '>'], fails: ['>=', '<='] },
  '<=': { holds: ['<=', '>='], fails: ['>', '<'] },
  '>': { holds: ['>', '<'], fails: ['<=', '>='] },
  '>=': { holds: ['>=', '<='], fails: ['<', '>'] },
};

/** Only a slot by itself is narrowed. */
function narrow(term: Term, ranges: Ranges, is: Relation, to: Range): Ranges | null {
  if (term.is !== 'slot') return ranges;
  let { least, most } = ranges.get(term.slot);
  if (is === '==') [least, most] = [Math.max(least, to.least), Math.min(most, to.most)];
  else if (is === '<') most = Math.min(most, to.most - 1);
  else if (is === '<=') most = Math.min(most, to.most);
  else if (is === '>') least = Math.max(least, to.least + 1);
  else if (is === '>=') least = Math.max(least, to.least);
  else if (to.least === to.most) {
    if (least === to.least) least++;
    if (most === to.least) most--;
  }
  if (least > most) return null;
  ranges.set(term.slot, { least, most });
  return ranges;
}

function union(a: Range, b: Range): Range {
  return { least: Math.min(a.least, b.least), most: Math.max(a.most, b.most) };
}

function areSame(a: readonly Range[], b: readonly Range[]): boolean {
  return a.every(({ least, most }, slot) => least === b[slot]?.least && most === b[slot]?.most);
}

function widen(before: Range, now: Range): Range {
  return {
    least: now.least < before.least ? (RESTS_BELOW.find((rest) => rest <= now.least) as number) : now.least,
    most: now.most > before.most ? (RESTS_ABOVE.find((rest) => rest >= now.most) as number) : now.most,
  };
}
