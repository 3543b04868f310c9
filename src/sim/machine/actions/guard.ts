import { isComparing, OPPOSITES } from '../../../scenario/expressions.ts';
import { and, binary, constant, not, or, unary } from './build.ts';
import { footprintOf, hasEffect } from './footprint.ts';
import type { Effect, Term } from './types.ts';

/**
 * How effects may end: by an effect that ends them, or null where they run to their end.
 *
 * The condition for an ending is its weakest precondition: what is set on the way is put in for the slot in all that comes
 * behind it (Dijkstra, "Guarded Commands, Nondeterminacy and Formal Derivation of Programs", 1975), so that it speaks of the
 * state before the step.
 */
export type Ending = Exclude<Effect, { do: 'set' | 'when' }> | null;

/** Terms of more operators than this are not built: a condition that is put into itself again and again grows without end. */
export const MOST_OPERATORS = 20_000;

/** The condition under which the effects can happen: none of them blocks. Null where it would be larger than `MOST_OPERATORS`. */
export function guardOf(effects: readonly Effect[]): Term | null {
  return conditionOf(effects, (ending) => ending?.do !== 'block');
}

/** The condition, on the state before the effects, under which they end like this. Null where it would be too large. */
export function conditionOf(effects: readonly Effect[], is: (ending: Ending) => boolean): Term | null {
  try {
    return new Preconditions(is).of(effects, new Map());
  } catch (error) {
    if (error instanceof TooLarge) return null;
    throw error;
  }
}

/** Every way in which the effects may end, each once. */
export function endingsOf(effects: readonly Effect[]): readonly Ending[] {
  const { found, runsOn } = endingsWithin(effects);
  return runsOn ? [null, ...found.values()] : [...found.values()];
}

function endingsWithin(effects: readonly Effect[]): { found: Map<string, Exclude<Ending, null>>; runsOn: boolean } {
  const found = new Map<string, Exclude<Ending, null>>();
  for (const effect of effects) {
    if (effect.do === 'set') continue;
    if (effect.do !== 'when') {
      found.set(keyOf(effect), effect);
      return { found, runsOn: false };
    }
    const branches = [endingsWithin(effect.then), endingsWithin(effect.otherwise)];
    for (const branch of branches) for (const [key, ending] of branch.found) found.set(key, ending);
    if (!branches.some(({ runsOn }) => runsOn)) return { found, runsOn: false };
  }
  return { found, runsOn: true };
}

/** Endings with the same key are the same. */
export function keyOf(ending: Ending): string {
  if (ending === null) return 'next';
  if (ending.do === 'fail') return `fail ${ending.failure}`;
  return ending.do === 'jump' ? `jump ${ending.to}` : ending.do;
}

class TooLarge extends Error {}

/** What the slots hold after the effects so far, in terms of the state before them; a slot that is missing is unchanged. */
type Values = ReadonlyMap<number, Term>;

class Preconditions {
  private readonly is: (ending: Ending) => boolean;
  private left = MOST_OPERATORS;
  private readonly sizes = new WeakMap<Term, number>();

  constructor(is: (ending: Ending) => boolean) {
    this.is = is;
  }

  of(effects: readonly Effect[], values: Values): Term {
    this.spend(1);
    const endings = endingsOf(effects);
    if (endings.every(this.is)) return constant(1);
    if (!endings.some(this.is)) return constant(0);
    // both ways are possible, so it is neither empty nor an ending
    const [first, ...rest] = effects as readonly [Effect, ...Effect[]];
    if (first.do === 'set') return this.of(rest, new Map(values).set(first.slot, this.put(first.value, values)));
    if (first.do !== 'when') return constant(Number(this.is(first)));
    if (!matters(first, rest)) return this.of(rest, values);
    const condition = this.put(first.condition, values);
    if (condition.is === 'constant')
      return this.of([...(condition.value !== 0 ? first.then : first.otherwise), ...rest], values);
    const then = this.of([...first.then, ...rest], values);
    const otherwise = this.of([...first.otherwise, ...rest], values);
    if (isSame(then, otherwise)) return then;
    const whole = either(condition, then, otherwise);
    this.sizeOf(whole);
    return whole;
  }

  private put(term: Term, values: Values): Term {
    const whole = substitute(term, values);
    this.sizeOf(whole);
    return whole;
  }

  private spend(operators: number): void {
    this.left -= operators;
    if (this.left < 0) throw new TooLarge();
  }

  /** Operators of the term when it is written out; what is shared counts as often as it stands there. */
  private sizeOf(term: Term): number {
    if (term.is === 'constant' || term.is === 'slot') return 1;
    const known = this.sizes.get(term);
    if (known !== undefined) return known;
    this.spend(1);
    const size =
      1 + (term.is === 'unary' ? this.sizeOf(term.operand) : this.sizeOf(term.left) + this.sizeOf(term.right));
    if (size > MOST_OPERATORS) throw new TooLarge();
    this.sizes.set(term, size);
    return size;
  }
}

/** Whether what comes behind depends on which branch was taken. */
function matters(choice: Effect & { do: 'when' }, rest: readonly Effect[]): boolean {
  if (hasEffect([choice], (effect) => effect.do !== 'set' && effect.do !== 'when')) return true;
  const read = new Set(footprintOf(rest).reads);
  return footprintOf([choice]).writes.some((slot) => read.has(slot));
}

function substitute(term: Term, values: Values): Term {
  switch (term.is) {
    case 'constant':
      return term;
    case 'slot':
      return values.get(term.slot) ?? term;
    case 'unary':
      return unary(term.operator, substitute(term.operand, values));
    case 'binary':
      return binary(term.operator, substitute(term.left, values), substitute(term.right, values));
  }
}

function either(condition: Term, then: Term, otherwise: Term): Term {
  if (then.is === 'constant') return then.value !== 0 ? or(condition, otherwise) : and(negated(condition), otherwise);
  if (otherwise.is === 'constant') return otherwise.value !== 0 ? or(negated(condition), then) : and(condition, then);
  return or(and(condition, then), and(negated(condition), otherwise));
}

/** The opposite of a condition, in the words that a reader would choose. */
export function negated(condition: Term): Term {
  if (condition.is === 'unary' && condition.operator === '!') return condition.operand;
  if (condition.is !== 'binary' || !isComparing(condition.operator)) return not(condition);
  return binary(OPPOSITES[condition.operator], condition.left, condition.right);
}

export function isSame(a: Term, b: Term): boolean {
  if (a === b) return true;
  switch (a.is) {
    case 'constant':
      return b.is === 'constant' && a.value === b.value;
    case 'slot':
      return b.is === 'slot' && a.slot === b.slot;
    case 'unary':
      return b.is === 'unary' && a.operator === b.operator && isSame(a.operand, b.operand);
    case 'binary':
      return b.is === 'binary' && a.operator === b.operator && isSame(a.left, b.left) && isSame(a.right, b.right);
  }
}
