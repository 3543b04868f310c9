import type { Op } from '../../types.ts';
import { type Understanding, understanding } from '../types.ts';
import { type Clause, clauseOf } from './clause.ts';
import { sensesOf } from './dictionary.ts';
import { isValue, type Noun, nounAt, termOf } from './noun.ts';
import { BE, PLACE, PRONOUNS } from './small-words.ts';
import { LOCK, REFERENCE, type Sense } from './verbs.ts';
import { isActor, isNumber, type Word } from './words.ts';

/** What a clause says that happens; `told` where it only says how things are, or what does not happen. */
export type Said = { readonly step: Understanding } | { readonly told: 'negated' | 'supposed' | 'settled' };

/** The step that a clause tells by its verb, or null where no verb of the table is in it. */
export function stepOf(words: readonly Word[]): Said | null {
  const clause = clauseOf(words);
  if (!clause) return null;
  if (clause.negated) return { told: 'negated' };
  if (clause.supposed) return { told: 'supposed' };
  if (clause.settled) return { told: 'settled' };
  if (
    clause.subject.length > 0 &&
    clause.form === 'ing' &&
    !clause.passive &&
    BE.has(words[clause.rest - 2]?.lower ?? '') === false &&
    isHeld(clause)
  )
    return { told: 'settled' };
  const about = aboutOf(clause, words);
  const sense = sensesOf(clause.base).find((one) => fits(one, clause, about));
  if (!sense) return null;
  if (isBareWord(clause, about, words)) return null;
  const op = opOf(sense, clause, about);
  const object = op === null ? null : objectOf(sense, about);
  return (
    op && {
      step: understanding(op, `verbs/${clause.base.replace(/_/g, '-')}`, [], {
        object,
        complete: false,
        isFrame: sense.frame === true && !clause.passive,
      }),
    }
  );
}

/** "the lane holding L": no step of its own. */
const isHeld = (clause: Clause): boolean => clause.base === 'hold';

type About = { readonly thing: Noun; readonly place: Noun; readonly preposition: string };
const NOTHING: Noun = { words: [], end: 0 };

/** What the verb is done to, and what the first preposition that leads to a place leads to. */
function aboutOf(clause: Clause, words: readonly Word[]): About {
  const direct = nounAt(words, clause.rest);
  const thing = clause.passive
    ? subjectNoun(clause)
    : direct.words.length > 0 && words[clause.rest - 1]?.ends !== true
      ? direct
      : NOTHING;
  const from = clause.passive ? clause.rest : direct.words.length > 0 ? direct.end : clause.rest;
  for (let at = from; at < words.length && at <= from + 3; at++) {
    const preposition = words[at]?.lower ?? '';
    if (!PLACE.has(preposition)) continue;
    const place = nounAt(words, at + 1);
    if (place.words.length > 0) return { thing, place, preposition };
  }
  return { thing, place: NOTHING, preposition: '' };
}

const subjectNoun = (clause: Clause): Noun => nounAt(clause.subject, 0);

function fits(sense: Sense, clause: Clause, about: About): boolean {
  if (sense.voice === 'passive' && !clause.passive) return false;
  if (sense.voice === 'active' && clause.passive && clause.subject.length > 0) return false;
  if (sense.alone && about.thing.words.length > 0) return false;
  if (!sense.about) return true;
  const intransitive = !clause.passive && about.thing.words.length === 0;
  // "drops a reference on the page", "adds it to the list", "refcount drops to 0", "timer interrupt arrives"
  const near =
    sense.object === 'place'
      ? about.place
      : sense.object === 'none' && intransitive
        ? subjectNoun(clause)
        : intransitive && sense.op === 'write'
          ? subjectNoun(clause)
          : about.thing;
  return near.words.some((word) => isKind(word, sense.about as ReadonlySet<string>));
}

/** A word of a class, or a name that ends in one: `q_lock`, `page_list`, `reset_work`. */
function isKind(word: Word, kind: ReadonlySet<string>): boolean {
  const bare = word.lower.replace(/\(\)$/, '').replace(/['’]s$/, '');
  if (kind.has(bare)) return true;
  const last = bare.split(/[_.]|->/).at(-1) ?? '';
  return word.isCode && (kind.has(last) || (kind === LOCK && /(?:lock|mutex|sem|rwsem)$/.test(last)));
}

/** One word that could be anything's name: `free`, `queue`; "frees", "exits" are verbs. */
function isBareWord(clause: Clause, about: About, words: readonly Word[]): boolean {
  if (words.length > 1)
    return (
      clause.form === 'base' &&
      clause.subject.length === 0 &&
      about.thing.words.length === 0 &&
      about.place.words.length === 0 &&
      words.length > 2 &&
      !PRONOUNS.has(words[clause.rest]?.lower ?? '')
    );
  return clause.form === 'base';
}

/** Some verbs mean another step where their object is a state, a value, or is missing. */
function opOf(sense: Sense, clause: Clause, about: About): Op | null {
  // "finds X clear", "found that it is gone": looked at, not searched for
  if (
    sense.op === 'list-walk' &&
    /^(?:find|encounter)$/.test(clause.base) &&
    about.thing.words.length === 0 &&
    about.place.words.length === 0
  )
    return 'test';
  return sense.op;
}

function objectOf(sense: Sense, about: About): string | null {
  if (sense.object === 'none') return null;
  const named = about.thing.words.length > 0 && !isPronoun(about.thing);
  const [thing, place] = [named ? whose(about, sense) : null, about.place.words.length > 0 ? about.place : null];
  const first = sense.object === 'place' || (thing !== null && isValue(thing)) ? (place ?? thing) : (thing ?? place);
  if (first === null) return null;
  if (sense.op === 'wait' && first.words.every((word) => isNumber(word))) return null;
  return termOf(first);
}

/** A reference is of something: "drops a reference to the page" is about the page, "drops the page reference" too. */
function whose(about: About, sense: Sense): Noun {
  const { thing, place } = about;
  if (sense.about !== REFERENCE) return thing;
  const others = thing.words.filter(
    (word) => !REFERENCE.has(word.lower) && !/^(?:last|final|extra|another|passive|active|one)$/.test(word.lower),
  );
  if (place.words.length > 0 && others.length === 0) return place;
  return others.length > 0 ? { ...thing, words: others } : thing;
}

const isPronoun = (noun: Noun): boolean =>
  noun.words.length === 1 &&
  (PRONOUNS.has(noun.words[0]?.lower ?? '') || /^(?:itself|him|them|us)$/.test(noun.words[0]?.lower ?? ''));

/** Whether the clause's subject is someone of the drawing. */
export const hasActor = (clause: Clause): boolean => clause.subject.some(isActor);
