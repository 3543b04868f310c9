import type { Effect, Term } from '../types.ts';
import type { SeenCall } from './c-value.ts';
import { readsEntry } from './entry.ts';

/**
 * Page-table entries in C:
 *
 *     pte = pte_mkuffd_wp(pte_wrprotect(pte))           set_pte_at(mm, addr, ptep, pte_mkdirty(pte))         orig_pte = READ_ONCE(*ptep)
 */
type Change = Extract<Effect, { do: 'pte-change' }>;
const isChange = (effect: Effect): effect is Change => effect.do === 'pte-change';

/** They make a new entry instead of changing the old one. */
const FRESH: ReadonlySet<string> = new Set([
  'mk_pte',
  'pfn_pte',
  'folio_mk_pte',
  'mk_huge_pte',
  'mk_pmd',
  'pfn_pmd',
  'swp_entry_to_pte',
]);

/**
 * The changes of nested calls, and the write of their result, as one change in the place of the last. `inner`: how many of the effects
 * belong to the arguments. An entry made from nothing is no change of the one that stands there.
 */
export function oneChange(effects: readonly Effect[], inner: number, nested: readonly SeenCall[]): readonly Effect[] {
  const changes = effects.filter(isChange);
  const argument = effects.slice(0, inner).some(isChange);
  if (!argument) return effects;
  const fresh = nested.some((call) => FRESH.has(call.name));
  const rest = effects.filter(
    (effect) => !isChange(effect) && (fresh || !(effect.do === 'store' && effect.to === 'pte')),
  );
  return fresh ? rest : [...rest, merged(changes)];
}

/** Later changes win over earlier ones of the same flag. */
function merged(changes: readonly Change[]): Change {
  const flags = new Map<string, boolean>();
  for (const { set, clear } of changes) {
    for (const flag of set) flags.set(flag, true);
    for (const flag of clear) flags.set(flag, false);
  }
  const which = (isSet: boolean) => [...flags].filter(([, on]) => on === isSet).map(([flag]) => flag);
  return { do: 'pte-change', set: which(true), clear: which(false), atomic: changes.every((one) => one.atomic) };
}

/** What is assigned is a value under construction, not the entry itself: `entry = pte_mkdirty(entry)`. */
export function assignedEffects(to: Term, effects: readonly Effect[]): readonly Effect[] {
  if (/(?:^|_|->|\.|new)(?:pte|pmd|ptent|pteval)$/.test(to) && !/(?:orig|old)/.test(to)) return effects;
  return effects.filter((effect) => !isChange(effect));
}

/** `orig_pte = *ptep`, `orig_pte = READ_ONCE(*ptep)`, `orig_pte = pte`: the entry is read into a variable. Null for other loads. */
export function entryRead(to: Term, from: Term | null): Effect | null {
  if (from === null || !readsEntry(from) || /(?:^|->|\.)ptep?$/.test(to)) return null;
  return { do: 'pte-read', into: to };
}

/** The entry's comparison asked the other way round: `!pte_same(a, b)`, `pte_same(a, b) == 0`. */
export const compareNegated = (effects: readonly Effect[]): readonly Effect[] =>
  effects.map((effect) => {
    if (effect.do !== 'pte-compare' || effect.holds !== null) return effect;
    const { negated, ...asked } = effect;
    return negated ? asked : { ...asked, negated: true as const };
  });

/** The question came out so. */
export function compareSettled(effect: Extract<Effect, { do: 'pte-compare' }>, outcome: boolean): Effect {
  const { negated, ...asked } = effect;
  return { ...asked, holds: outcome !== (negated ?? false) };
}

/** The value's question is what the entry's comparison says; there is nothing else to test. */
export const asksCompare = (effects: readonly Effect[]): boolean =>
  effects.some((effect) => effect.do === 'pte-compare' && effect.holds === null);
