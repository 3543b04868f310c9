import type { Step } from '../../../extract/types.ts';
import { equals, name, number } from '../../expressions.ts';
import { verb } from '../../statements.ts';
import type { Expression, Statement } from '../../types.ts';
import type { Draft } from '../draft.ts';
import { placesIn } from '../terms.ts';
import { NOTHING, type Place, type Translators } from './types.ts';

/** One pte with the page that it maps, a page to copy it to, and the TLB entry of a user thread. */
export const PTE = 'pte';
export const PAGE = 'page';
export const COPY = 'page_copy';
export const USER_TLB = 'user_tlb';

const FLAGS = new Set(['write', 'uffd_wp', 'present', 'dirty', 'young', 'soft_dirty']);

export const pageTable: Translators = {
  'pte-change': ({ set, clear }, { step }, draft) => {
    declarePte(draft);
    const known = (flags: readonly string[]) => flags.filter((flag) => FLAGS.has(flag));
    if (known(set).length + known(clear).length < set.length + clear.length)
      draft.doubt(step, 'a page-table flag that the machine does not have');
    return [[...known(set).map((flag) => assign(flag, 1)), ...known(clear).map((flag) => assign(flag, 0))]];
  },
  'pte-read': ({ into }, place, draft) => {
    declarePte(draft);
    return [snapshot(draft, into ?? `${PTE}_read`, place)];
  },
  'pte-noted': ({ flag, isSet }, place, draft) => {
    declarePte(draft);
    if (!FLAGS.has(flag)) return NOTHING;
    return [[...noted(flag, isSet), ...pathOfTheCopy(place, draft)]];
  },
  'pte-compare': ({ terms, holds, negated }, place, draft) => {
    declarePte(draft);
    const shown = place.continuation === null ? true : place.continuation !== (negated ?? false);
    const truth = holds ?? shown;
    const pairs = terms.flatMap((term) => comparedWith(term, place, draft));
    const all = pairs.reduce<Expression | null>(
      (left, right) => (left === null ? right : { is: 'binary', operator: '&&', left, right }),
      null,
    );
    if (all === null) return NOTHING;
    return [[{ is: 'noted', condition: truth ? all : { is: 'unary', operator: '!', operand: all } }]];
  },
  'page-copy': (_, { later, step, ...place }, draft) => {
    declarePte(draft);
    // a frame with the copying drawn below it copies once
    const inner = later[0];
    if (inner && inner.depth >= step.depth && inner.effects.some((effect) => effect.do === 'page-copy')) return NOTHING;
    const before = readsEntry(place.earlier) ? [] : pathOfTheCopy({ ...place, later, step }, draft);
    return [[...before, verb('copy', PAGE, 'to', draft.declare('page', COPY))]];
  },
  'page-commit': (_, { step }, draft) => {
    declarePte(draft);
    draft.assume(
      'committing the copy clears and flushes the old entry (as ptep_clear_flush does)',
      step.line,
      'assumed',
    );
    return [[verb('commit', draft.declare('page', COPY), 'to', PTE)]];
  },
  'tlb-flush': (_, __, draft) => {
    declarePte(draft);
    return [[verb('flush', PTE)]];
  },
  'page-free': (_, __, draft) => {
    declarePte(draft);
    return [[verb('free', PAGE)]];
  },
};

/** Flags start so that the first change of each changes something; a flag that is only noted starts as noted. */
export function declarePte(draft: Draft): void {
  if (draft.declarations.has(PTE)) return;
  draft.declare('page', PAGE);
  const effects = draft.diagram.steps.flatMap((step) => step.effects.map((effect) => ({ effect, line: step.line })));
  const options: string[] = ['present'];
  for (const flag of FLAGS) {
    if (flag === 'present') continue;
    const change = effects.find(
      ({ effect }) => effect.do === 'pte-change' && (effect.set.includes(flag) || effect.clear.includes(flag)),
    );
    const note = effects.find(({ effect }) => effect.do === 'pte-noted' && effect.flag === flag);
    const starts =
      change?.effect.do === 'pte-change'
        ? change.effect.clear.includes(flag)
        : note?.effect.do === 'pte-noted'
          ? note.effect.isSet
          : false;
    if (starts) options.push(flag);
    if (change && flag === 'write' && starts)
      draft.assume('the pte starts writable: the drawing makes it read-only', change.line, 'shown');
  }
  draft.declare(
    'pte',
    PTE,
    [name(PAGE)],
    options.map((word) => ({ word, value: null })),
  );
}

function assign(flag: string, value: number): Statement {
  return { is: 'assign', target: `${PTE}.${flag}`, value: number(value) };
}
function noted(flag: string, isSet: boolean): Statement[] {
  return [{ is: 'noted', condition: equals(name(`${PTE}.${flag}`), number(isSet ? 1 : 0)) }];
}

/** Reading the pte into a variable: what `pte_same` compares with later. */
function snapshot(draft: Draft, into: string, { lane }: Place): Statement[] {
  const target = draft.declare('entry', draft.symbols.location(into, lane));
  return [{ is: 'assign', target, value: name(PTE) }];
}

/**
 * What the fault settles where it looks at the entry: it takes the copying path only without the userfaultfd mark (with it the fault
 * goes to userfaultfd: mm/memory.c, do_wp_page), and remembers the entry for `pte_same`.
 */
function pathOfTheCopy(place: Place, draft: Draft): Statement[] {
  const statements: Statement[] = [];
  const isMarked = draft.diagram.steps.some((each) =>
    each.effects.some((effect) => effect.do === 'pte-change' && [...effect.set, ...effect.clear].includes('uffd_wp')),
  );
  const copies = [place.step, ...place.later].some((each) => each.effects.some((effect) => effect.do === 'page-copy'));
  if (isMarked && copies) {
    draft.assume(
      'the page is copied only where the uffd_wp flag is clear; with it the fault is handed to userfaultfd',
      place.step.line,
      'assumed',
    );
    statements.push(...noted('uffd_wp', false));
  }
  const original = place.later
    .flatMap((each) => each.effects.flatMap((effect) => (effect.do === 'pte-compare' ? effect.terms : [])))
    .find((term) => isOriginal(term, place, draft));
  if (original !== undefined) {
    draft.assume(
      `${original} is the entry as the fault reads it on line ${place.step.line}`,
      place.step.line,
      'assumed',
    );
    statements.push(...snapshot(draft, original, place));
  }
  return statements;
}

/** A compared term that no drawn step assigns and that names an earlier value of the entry. */
function isOriginal(term: string, { lane }: Place, draft: Draft): boolean {
  const location = draft.symbols.location(placesIn(term)[0] ?? term, lane);
  return /orig|old|entry/i.test(location) && !draft.isAssigned(location);
}

/** What one argument of pte_same is compared with: a variable with where it was loaded from, the old entry with the pte. */
function comparedWith(term: string, place: Place, draft: Draft): Expression[] {
  const location = draft.symbols.location(placesIn(term)[0] ?? term, place.lane);
  for (const step of [...place.earlier].reverse()) {
    for (const effect of step.effects) {
      if (effect.do === 'load' && draft.symbols.location(effect.into, place.lane) === location) {
        return [equals(name(location), draft.value(effect.from, place.lane))];
      }
      if (
        effect.do === 'pte-read' &&
        effect.into !== null &&
        draft.symbols.location(effect.into, place.lane) === location
      ) {
        return [equals(name(location), name(PTE))];
      }
    }
  }
  return draft.declarations.get(location)?.kind === 'entry' && isOriginal(term, place, draft)
    ? [equals(name(location), name(PTE))]
    : [];
}

function readsEntry(earlier: readonly Step[]): boolean {
  return earlier.some((step) => step.effects.some((effect) => effect.do === 'pte-noted' || effect.do === 'pte-read'));
}

/**
 * `set_pte_at(mm, addr, ptep, entry)`: after the lane copied the page this puts the copy into the pte; any other new value of the
 * entry is not modelled. Null for stores to other places.
 */
export function newEntry(to: string, step: Step, lane: number, draft: Draft): readonly (readonly Statement[])[] | null {
  if (
    to !== PTE ||
    !draft.diagram.steps.some((each) =>
      each.effects.some((effect) => effect.do.startsWith('pte-') || effect.do === 'page-copy'),
    )
  )
    return null;
  declarePte(draft);
  const copied = (draft.lanes[lane] ?? []).some((each) =>
    each.statements.some((statement) => statement.is === 'verb' && statement.verb === 'copy'),
  );
  if (copied) return [[verb('commit', draft.declare('page', COPY), 'to', PTE)]];
  draft.doubt(step, 'it sets the whole entry to a value that is not known');
  return NOTHING;
}
