import { byNameOnly, type Match } from '../lexicon/index.ts';
import type { Comparison, Effect, Op, Term } from '../types.ts';
import { asksCompare } from './c-pte.ts';

/** A call met while an expression was evaluated. */
export type SeenCall = { readonly name: string; readonly match: Match | null; readonly object: Term | null };

/** An expression's value and what evaluating it does, in order. */
export type Value = {
  readonly term: Term;
  readonly effects: readonly Effect[];
  /** What it means that the expression is true. Several: all of them hold. Null: not known. */
  readonly truth: readonly Comparison[] | null;
  /** The memory that it reads, where it is one place and nothing else. */
  readonly place: Term | null;
  /** The first place or name in it: what a test is about. */
  readonly about: Term | null;
  readonly calls: readonly SeenCall[];
  readonly complete: boolean;
  /** `a && b`: its operands in order; each is evaluated only where those before it are true. */
  readonly conjuncts?: readonly Value[];
};

/** Whether a row tells what the call does and what it gives; else only its name is known, or nothing. */
export const isKnown = ({ match }: SeenCall): boolean => match !== null && !byNameOnly(match.row);

/** A value that does nothing. */
export const plain = (term: Term, more: Partial<Value> = {}): Value => ({
  term,
  effects: [],
  truth: null,
  place: null,
  about: null,
  calls: [],
  complete: true,
  ...more,
});

/** Effects of a value in a position where it is read as a condition. */
export const truthOf = (value: Value): readonly Comparison[] | null =>
  value.truth ??
  oldCompared(value, '!=', '0') ??
  (asksCompare(value.effects) ? [] : null) ??
  (!value.calls.every(isKnown) || value.term === '' ? null : [{ left: value.term, is: '!=', right: '0' }]);

/** `atomic_fetch_inc(&u) == 0`: what was there before the addition is told by what is there after it, `u == 1`. */
export function oldCompared(value: Value, is: Comparison['is'], right: Term): readonly Comparison[] | null {
  if (value.calls.length !== 1 || value.calls[0]?.match?.row.givesOld !== true) return null;
  const added = value.effects.findLast((effect) => effect.do === 'add');
  const number = Number(right);
  if (added?.do !== 'add' || right === '' || !Number.isInteger(number)) return [];
  return [{ left: added.to, is, right: String(number + added.by) }];
}

/** What a condition does and asks, in order: `p && p->x` follows p only where it has been found not to be NULL. */
export function asked(value: Value): Effect[] {
  if (value.conjuncts) return value.conjuncts.flatMap(asked);
  const truth = truthOf(value) ?? [];
  return [...value.effects, ...truth.map((one): Effect => ({ do: 'test', condition: one, holds: null }))];
}

/** Ops that say more than "test" when their call stands in a condition. */
const STRONG_OPS: ReadonlySet<Op> = new Set([
  'lock',
  'unlock',
  'rmw',
  'get',
  'put',
  'free',
  'alloc',
  'wait',
  'wake',
  'queue',
  'cancel',
  'flush',
  'list-del',
  'list-add',
]);

/** The first call of a condition that does more than answer. */
export const strongCall = ({ calls }: Value): SeenCall | undefined =>
  calls.find((one) => isKnown(one) && one.match && STRONG_OPS.has(one.match.row.op));
