import type { Op, Term } from '../../types.ts';
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
  if (clause.passive && !clause.happens && (clause.holds || (STATIVE.has(clause.word) && !changed)))
    return remark('state', subject);
  if (clause.passive && clause.isOver && GONE.has(clause.word)) return remark('state', subject);
  const sense = clause.verb.senses.find((one) => fits(one, clause, partsFor(one, clause, parts)));
  if (!sense) return null;
  const { row } = sense;
  // `work item`, `turn left`: without a subject, such a word in its base form is hardly a verb.
  if (row.rule === 'state' && clause.subject.length === 0 && clause.form === 'base' && !clause.helped) return null;
  if (row.state) return remark('state', subject);
  if (clause.holds && row.op !== 'wait') return remark('state', subject);
  return understanding(row.op, `verbs/${row.rule}`, [], {
    object: objectOf(row, clause, partsFor(sense, clause, parts)),
    complete: false,
    isFrame: row.op === 'call',
  });
}

/** Participles that tell what something is: `the page is mapped`. */
const STATIVE = new Set(
  'held owned set mapped charged linked locked pending armed enabled disabled needed required supposed based protected allowed known expected stale used found missed lost stored named placed located attached connected associated guaranteed left hidden obscured prevented serialized ordered visible shared limited delayed seen done defined implemented migrated throttled'.split(
    ' ',
  ),
);

/** `->worker was freed` tells what somebody else has done; `it is freed`, `gets freed` are events. */
const GONE = new Set(['freed', 'destroyed', 'deallocated']);

/** `wakes up T1`: the particle belongs to the verb, and T1 is no place. */
function partsFor({ particle }: Sense, clause: Clause, parts: Parts): Parts {
  if (particle === null || clause.passive) return parts;
  const words = particle.split(' ');
  const at = clause.rest.findIndex((one) => one.lower === words[0]);
  return partsOf(clause.rest.filter((_, index) => index < at || index >= at + words.length));
}

function fits({ row, particle }: Sense, clause: Clause, parts: Parts): boolean {
  const words = clause.rest.map((one) => one.lower);
  if (particle !== null) {
    const [first = '', second] = particle.split(' ');
    const at = words.slice(0, 6).indexOf(first);
    if (at < 0 || (second !== undefined && words[at + 1] !== second)) return false;
  }
  const thing = parts.thing.map((one) => one.toLowerCase());
  if (row.alone && thing.length > 0 && (!clause.passive || row.state) && row.to === undefined) return false;
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
  const head = parts.thing.at(-1)?.toLowerCase() ?? '';
  const whose = parts.places.find(
    ([preposition]) => preposition === 'of' || (NOMINAL.has(head) && /^(?:in|on)$/.test(preposition)),
  )?.[1];
  const stands = PART.has(head) || NOMINAL.has(head) || (head.length > 5 && head.endsWith('ing'));
  const thing = nounTerm(whose && stands ? whose : parts.thing);
  const place = parts.places.find(
    ([preposition, words]) =>
      !AROUND.has(preposition) &&
      !(row.op === 'wait' && preposition === 'to') &&
      (!row.at || row.at.split(' ').includes(preposition)) &&
      !/^(?:cpu[- ]?\d|\d+\b|zero$)/i.test(words.join(' ')),
  );
  const named = place && nounTerm(place[1]);
  if (row.about === 'place') return named || (row.to === 'reference' ? owned(parts.thing) : thing);
  // `load 0 from A` is about A.
  if (named && thing !== null && /^(?:-?\d+|NULL|zero)$/.test(thing)) return named;
  const who = clause.passive || WHOSE.has(row.op) ? nounTerm(clause.subject) : null;
  return thing ?? named ?? who;
}

/** They say by whom, how and when, not where. */
const AROUND = new Set('by under via with until till before after during within using without as due'.split(' '));

/** What somebody does by himself: it is about him. */
const WHOSE: ReadonlySet<Op> = new Set(['call', 'return', 'irq']);
/** Names of what is done: `a lookup in the table`. */
const NOMINAL = new Set(
  'lookup search walk scan check update flush reset allocation removal deletion insertion read write access release teardown cleanup setup'.split(
    ' ',
  ),
);

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
