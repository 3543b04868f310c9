import type { Match, Row } from '../lexicon/index.ts';
import type { Comparison, Effect, Term } from '../types.ts';
import { isName, owner } from './term.ts';

/** A call that matched a row: its arguments as clean terms, and the variable that takes its result. */
export type Call = { readonly match: Match; readonly arguments: readonly Term[]; readonly assigned: Term | null };

/** Argument texts that a drawing writes for "something": `foo(...)`, `foo(.., x)`. */
const ELIDED = /^(?:\.{2,}|…|\?|)$/;

/** A template's value, or null where the call does not show it. See `Row` for the placeholders. */
function fillTerm(template: Term, call: Call): Term | null {
  if (!template.includes('$')) return template;
  let missing = false;
  const term = template.replace(/\$(\d|=|\*|-)(\^?)/g, (placeholder, which: string, up: string) => {
    const value = part(which, call);
    // a member of a result that nobody keeps is nothing that can be named
    if (value === '' && template !== placeholder) missing = true;
    if (value === null) missing = true;
    return value === null ? '' : up ? owner(value) : value;
  });
  return missing ? null : term;
}

function part(which: string, call: Call): Term | null {
  if (which === '=') return call.assigned ?? '';
  if (which === '*') return call.match.stem === '' ? null : call.match.stem;
  if (which === '-') return call.arguments[call.arguments.length - 1] ?? null;
  const index = Number(which) - 1;
  const given = call.arguments[index];
  if (given !== undefined && !ELIDED.test(given)) return given;
  const standard = call.match.row.defaults?.[index];
  return standard === undefined ? null : fillTerm(standard, { ...call, arguments: [] });
}

/** The row's object: the first template that the call fills with something. */
export function fillObject(row: Row, call: Call): Term | null {
  if (row.object === null) return null;
  const templates = row.object === undefined ? ['$1'] : typeof row.object === 'string' ? [row.object] : row.object;
  for (const template of templates) {
    const term = fillTerm(template, call);
    if (term) return term;
  }
  return null;
}

export function fillComparison(template: Comparison, call: Call): Comparison | null {
  const left = fillTerm(template.left, call);
  const right = fillTerm(template.right, call);
  return left === null || right === null || left === '' ? null : { left, is: template.is, right };
}

export const fillValue = (row: Row, call: Call): Term | null =>
  row.value === undefined ? null : fillTerm(row.value, call);

/** The row's effects with the call's parts in place. `complete` is false where one had to be left out. */
export function fillEffects(call: Call): { readonly effects: readonly Effect[]; readonly complete: boolean } {
  const effects: Effect[] = [];
  let complete = call.match.row.partial !== true;
  for (const template of call.match.row.effects) {
    const effect = withAmount(fillEffect(template, call), call);
    if (effect === null) complete = false;
    else effects.push(effect);
  }
  return { effects, complete };
}

/** Members that may be empty: a result that nobody keeps, a busy wait. */
const MAY_BE_EMPTY = new Set(['into', 'queue']);

function fillEffect(template: Effect, call: Call): Effect | null {
  const filled: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(template)) {
    if (Array.isArray(value))
      filled[key] = value[0] === '$args' ? call.arguments.filter((one) => !ELIDED.test(one)) : value;
    else if (typeof value === 'string' && key !== 'do') {
      const term = fillTerm(value, call);
      if (term === null || (term === '' && !MAY_BE_EMPTY.has(key))) return null;
      filled[key] = term === '' && (template.do === 'exchange' || template.do === 'pte-read') ? null : term;
    } else if (key === 'condition' && value !== null) {
      const condition = fillComparison(value as Comparison, call);
      if (condition === null) return null;
      filled[key] = condition;
    } else filled[key] = value;
  }
  return filled as Effect;
}

/** `atomic_add(3, &v)` adds 3; where the number is a variable, it is an exchange for the sum. */
function withAmount(effect: Effect | null, call: Call): Effect | null {
  const amount = call.match.row.amount;
  if (effect === null || amount === undefined || effect.do !== 'add') return effect;
  const given = call.arguments[amount.argument - 1] ?? '';
  const number = Number(given);
  if (given !== '' && Number.isInteger(number)) return { ...effect, by: amount.sign * number };
  if (!isName(given)) return null;
  return { do: 'exchange', to: effect.to, value: `${effect.to} ${amount.sign < 0 ? '-' : '+'} ${given}`, into: null };
}
