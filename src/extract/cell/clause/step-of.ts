import type { Term } from '../../types.ts';
import { type Understanding, understanding } from '../types.ts';
import { isOf, nounTerm } from './noun.ts';
import type { Clause, Word } from './parse.ts';
import type { Sense } from './verb-forms.ts';
import type { VerbRow } from './verbs/index.ts';
import { ADVERB, BE, CONJUNCTION, HAVE, PREPOSITION, STILL, SUBORDINATOR } from './words.ts';

/** The rest of a clause in parts: the thing, and the places with their prepositions. */
type Parts = { readonly thing: readonly string[]; readonly places: readonly (readonly [string, readonly string[]])[] };

/** A remark: it tells why, or how things are, and no step. */
export const remark = (rule: string, object: Term | null = null): Understanding =>
  understanding('note', `english/${rule}`, [], { complete: false, object });

/** What a clause says: a step of the first sense that fits, a state, or null where it fits none. */
export function stepOf(clause: Clause): Understanding | null {
  const subject = nounTerm(clause.subject);
  if (clause.negated) return remark('negated', subject);
  if (clause.isState) return remark('state', subject);
  if (clause.perhaps) return remark('possible', subject);
  if (clause.verb === null) return null;
  const rest = partsOf(clause.rest);
  const parts = clause.passive ? { ...rest, thing: clause.subject.length > 0 ? clause.subject : [] } : rest;
  const changed = rest.places.some(([preposition]) => preposition === 'to') && clause.word === 'set';
  if (clause.passive && (clause.holds || (STATIVE.has(clause.word) && !changed))) return remark('state', subject);
  const row = clause.verb.senses.find((sense) => fits(sense, clause, parts))?.row;
  if (!row) return null;
  if (row.state) return remark('state', subject);
  if (clause.holds && row.op !== 'wait') return remark('state', subject);
  return understanding(row.op, `verbs/${row.rule}`, [], {
    object: objectOf(row, clause, parts),
    complete: false,
    isFrame: row.op === 'call',
  });
}

/** Participles that tell what something is: `the page is mapped`. */
const STATIVE = new Set(
  'held owned set mapped charged linked locked pending armed enabled disabled needed required supposed based protected allowed known expected stale used found missed lost stored called named placed located attached connected associated guaranteed left hidden obscured prevented serialized ordered visible shared limited delayed seen done defined implemented migrated throttled'.split(
    ' ',
  ),
);

function fits({ row, particle }: Sense, clause: Clause, parts: Parts): boolean {
  const words = clause.rest.map((one) => one.lower);
  if (particle !== null) {
    const [first = '', second] = particle.split(' ');
    const at = words.slice(0, 6).indexOf(first);
    if (at < 0 || (second !== undefined && words[at + 1] !== second)) return false;
  }
  const thing = parts.thing.map((one) => one.toLowerCase());
  if (row.alone && thing.length > 0 && !clause.passive && row.to === undefined) return false;
  if (row.thing && thing.length === 0) return false;
  const done = row.alone && row.to ? clause.subject : thing;
  if (
    row.to &&
    !(row.at
      ? parts.places.some(([, place]) => isOf(row.to as never, place))
      : isOf(row.to, done) || (row.to === 'sleep' && parts.places.some(([, place]) => isOf('sleep', place))))
  )
    return false;
  return !row.at || parts.places.some(([preposition]) => row.at?.split(' ').includes(preposition));
}

function objectOf(row: VerbRow, clause: Clause, parts: Parts): Term | null {
  if (row.about === 'nothing') return null;
  const whose = parts.places.find(([preposition]) => preposition === 'of')?.[1];
  const thing = nounTerm(whose && PART.has(parts.thing.at(-1)?.toLowerCase() ?? '') ? whose : parts.thing);
  const place = parts.places.find(
    ([preposition, words]) =>
      (!row.at || row.at.split(' ').includes(preposition)) && !/^(?:cpu[- ]?\d|\d+$|zero$)/i.test(words.join(' ')),
  );
  const named = place && nounTerm(place[1]);
  if (row.about === 'place') return named || (row.to === 'reference' ? owned(parts.thing) : thing);
  return thing ?? named ?? (clause.passive ? nounTerm(clause.subject) : null);
}

/** Parts that stand for the whole: `the value of X`. */
const PART = new Set(
  'value content contents state flag flags field bit bits pointer address head tail end start member members count size copy list size entry'.split(
    ' ',
  ),
);

/** `the ctx reference` is about ctx. */
function owned(thing: readonly string[]): Term | null {
  return thing.length > 1 ? nounTerm(thing.slice(0, -1)) : nounTerm(thing);
}

function partsOf(rest: readonly Word[]): Parts {
  const thing: string[] = [];
  const places: [string, string[]][] = [];
  let into = thing;
  for (const [index, { text, lower }] of rest.entries()) {
    if (SUBORDINATOR.has(lower) || STILL.has(lower) || BE.has(lower) || HAVE.has(lower)) break;
    if (CONJUNCTION.has(lower) && into.length > 0) break;
    if (PREPOSITION.has(lower) && text !== 'A') {
      // `out of`, `up to`: the first of them tells.
      if (into === thing || into.length > 0) {
        into = [];
        places.push([lower, into]);
      }
    } else if (!(ADVERB.has(lower) && index < 2) && /\w/.test(text)) into.push(text);
    if (/[,;:]$/.test(text) || (/\w\.$/.test(text) && text.length > 2)) break;
  }
  return { thing, places: places.filter(([, words]) => words.length > 0) };
}
