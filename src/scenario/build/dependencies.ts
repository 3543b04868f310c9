import type { Effect, Step, Term } from '../../extract/types.ts';
import { name } from '../expressions.ts';
import { verb } from '../statements.ts';
import type { Expression, Statement } from '../types.ts';
import { asksOrder } from './accesses.ts';
import { behind } from './continuation.ts';
import type { Draft } from './draft.ts';
import type { Place } from './effects/types.ts';
import { dereferenced, isAddress, normalTerm } from './terms.ts';

/**
 * Accesses by an address that the lane has read before:
 *
 *     CPU0             CPU1
 *     B = 4;           Q = P;            where Q is &B, *Q is B, and is read by Q
 *     P = &B;          D = *Q;
 *     n->len = 1;      m = cur;          where m is n, m->len is n->len
 *     cur = n;         len = m->len;
 */
type Reached = {
  readonly cell: string;
  readonly through: string;
  /** What was read leads there only where it is this; null where it always does. */
  readonly only: Expression | null;
  /** READ_ONCE() and the like, or a dependency that is drawn: the address comes first on every machine, since Linux 4.15. */
  readonly isMarked: boolean;
};

type Load = Extract<Effect, { do: 'load' }>;

export function loadReached(from: Term, target: string, place: Place, draft: Draft): readonly Statement[] | null {
  return reaching(from, place, draft, (cell, through) => verb('load', cell, 'through', through, 'into', name(target)));
}

export function storeReached(to: Term, value: Expression, place: Place, draft: Draft): readonly Statement[] | null {
  return reaching(to, place, draft, (cell, through) => verb('store', value, 'to', cell, 'through', through));
}

function reaching(
  term: Term,
  place: Place,
  draft: Draft,
  access: (cell: Expression, through: Expression) => Statement,
): readonly Statement[] | null {
  const reached = asksOrder(draft.diagram) ? reachedFrom(normalTerm(term), place, draft) : null;
  if (reached === null) return null;
  const { cell, through, only, isMarked } = reached;
  const { id, line } = place.step;
  draft.assume(`line ${line} reaches ${cell} by what ${through} was read as`, line, 'shown');
  if (!isMarked) {
    const why = `whether line ${line} is ordered behind the plain read that its address comes from depends on the compiler and the machine`;
    draft.unknown.push({ step: id, line, why, relevant: true, ordersLess: true });
  }
  const leads: Statement[] =
    only === null
      ? []
      : [
          {
            is: 'if',
            condition: { is: 'binary', operator: '!=', left: name(through), right: only },
            goto: behind(place.step.id),
          },
        ];
  return [...leads, access(name(cell), name(through))];
}

function reachedFrom(term: Term, place: Place, draft: Draft): Reached | null {
  const { lane } = place;
  const found = loadBehind(term, place);
  if (found === null) return null;
  const { load, isMarked } = found;
  const through = draft.cell(load.into, lane);
  const own = draft.symbols.location(term, lane);
  if (isWrittenElsewhere(own, lane, draft)) return { cell: draft.cell(term, lane), through, only: null, isMarked };
  const places = new Map<string, Expression>();
  const source = draft.symbols.location(load.from, lane);
  for (const { step, effect } of storesOf(draft)) {
    if (step.lane === lane || draft.symbols.location(effect.to, step.lane) !== source) continue;
    const there = putIn(term, mentionedIn(term, load), effect.value);
    const value = draft.storedValue(effect.value, step.lane);
    const isFixed = value.is === 'name' && draft.declarations.get(value.name)?.kind === 'constant';
    if (there === null || !isFixed) continue;
    if (isWrittenElsewhere(draft.symbols.location(there, step.lane), lane, draft))
      places.set(draft.cell(there, step.lane), value);
  }
  const [only] = places;
  return only === undefined || places.size > 1 ? null : { cell: only[0], through, only: only[1], isMarked };
}

/** The read that the address comes from: of the register in the term, of the pointer that it follows, or by a drawn dependency. */
function loadBehind(term: Term, { earlier }: Place): { load: Load; isMarked: boolean } | null {
  const loads = earlier.flatMap((step) =>
    step.effects.flatMap((effect) => (effect.do === 'load' && effect.into !== '' ? [{ step, effect }] : [])),
  );
  const isDrawn = earlier.at(-1)?.effects.some((effect) => effect.do === 'barrier' && effect.order === 'dependency');
  const found =
    loads.findLast(({ effect }) => mentionedIn(term, effect) !== '') ?? (isDrawn ? loads.at(-1) : undefined);
  if (found === undefined) return null;
  return { load: found.effect, isMarked: isDrawn === true || MARKED.test(found.step.text) };
}
const MARKED = /\b(?:READ_ONCE|rcu_dereference\w*|srcu_dereference\w*|smp_load_acquire|atomic\w*_read\w*)\b/;

/** The register, or the pointer that was read into it, where the term reaches its place by it; else nothing. */
function mentionedIn(term: Term, { into, from }: Load): string {
  const bases = [...dereferenced(term), ...inBrackets(term)];
  return [into, from].map(normalTerm).find((each) => bases.includes(each)) ?? '';
}

/** `shadow(x+99)`, `slot[i]`: what an address is computed from. */
function inBrackets(term: Term): string[] {
  const inside = /[([](.{1,80})[)\]]/.exec(term)?.[1] ?? '';
  return inside.match(/[A-Za-z_]\w*/g) ?? [];
}

/** The term with the address in place of what was read: `*Q` with &B is B, `m->len` with n is `n->len`. */
function putIn(term: Term, read: string, address: Term): Term | null {
  if (read === '') return null;
  const plain = normalTerm(address);
  if (isAddress(address)) {
    if (term === `*${read}`) return plain;
    return term.startsWith(`${read}->`) ? `${plain}.${term.slice(read.length + 2)}` : null;
  }
  const whole = new RegExp(`(?<![\\w>.])${read.replace(/\W/g, '\\$&')}(?!\\w)`);
  return whole.test(term) ? term.replace(whole, () => plain) : null;
}

function isWrittenElsewhere(location: string, lane: number, draft: Draft): boolean {
  return storesOf(draft).some(
    ({ step, effect }) => step.lane !== lane && draft.symbols.location(effect.to, step.lane) === location,
  );
}

function storesOf({ diagram }: Draft): { step: Step; effect: Extract<Effect, { do: 'store' }> }[] {
  return diagram.steps.flatMap((step) =>
    step.effects.flatMap((effect) => (effect.do === 'store' ? [{ step, effect }] : [])),
  );
}
