import type { Form } from './forms.ts';
import { type VerbForm, verbOf } from './verb-forms.ts';
import {
  ADVERB, ALSO_NOUN, BE, COMPOUND, CONJUNCTION, DETERMINER, HAVE, HELPER, INTENDING, NEGATION, PERHAPS, PREPOSITION, PRONOUN, STATE_WORD, STILL, SUBORDINATOR,
} from './words.ts'; // biome-ignore format: word classes

/** A word with its form for the tables: lower case, without quotes and punctuation. */
export type Word = { readonly text: string; readonly lower: string };

/** One clause: who, what is done, to what, where. `subject` of a passive clause is what it is done to. */
export type Clause = {
  readonly subject: readonly string[];
  readonly verb: VerbForm | null;
  readonly word: string;
  /** A form of `be` or `have` alone: it is said what something is. */
  readonly isState: boolean;
  readonly passive: boolean;
  /** `gets freed`: an event in any case. */
  readonly happens: boolean;
  /** How the verb stands there; `base` wins for words such as `put`. */
  readonly form: Form | null;
  /** `will`, `does`, `is`: a helping verb stands before it. */
  readonly helped: boolean;
  readonly negated: boolean;
  /** `may`, `could`: it need not happen. */
  readonly perhaps: boolean;
  /** `was freed`, `has been freed`: told of what is over. */
  readonly isOver: boolean;
  /** `still`, `already`. */
  readonly holds: boolean;
  readonly rest: readonly Word[];
};

export const wordsOf = (text: string): Word[] =>
  text.split(' ').filter((one) => one !== '').slice(0, MOST_WORDS).map((one) => ({
    text: one,
    lower: one.toLowerCase().replace(/^['"`(*<[{]+(?=.)/, '').replace(/e?'d$/, 'ed').replace(/(?<=.)[.,;:!?'"`)>\]}]+$/, ''),
  })); // biome-ignore format: a chain

const MOST_WORDS = 40;
const LONGEST_SUBJECT = 7;

/** The readings of the words as a clause, the likely one first: a verb with its subject left out, a subject and its verb. */
export function parseClause(words: readonly Word[]): readonly Clause[] {
  let from = 0;
  while (from < words.length - 1 && opens(words[from])) from++;
  return [verbAt(words, from, []), withSubject(words, from)].filter((one) => one !== null);
}

const opens = (word: Word | undefined): boolean =>
  word !== undefined && (ADVERB.has(word.lower) || CONJUNCTION.has(word.lower) || word.lower === ',');

/** A clause whose subject is left out, or stands in `subject`: helpers, adverbs, and then the verb, at `from`. */
function verbAt(words: readonly Word[], from: number, subject: readonly Word[]): Clause | null {
  const seen = {
    be: false,
    have: false,
    helper: false,
    gets: false,
    negated: false,
    perhaps: false,
    holds: false,
    third: false,
    over: false,
  };
  let at = from;
  for (; at < words.length; at++) {
    const { lower } = words[at] as Word;
    if (NEGATION.has(lower)) seen.negated = true;
    else if (lower === 'longer' && seen.negated) continue;
    else if (STILL.has(lower)) seen.holds = true;
    else if (PERHAPS.has(lower)) seen.perhaps = true;
    else if (INTENDING.has(lower) && isIntention(words, at)) {
      at = toAfter(words, at);
      Object.assign(seen, { be: false, have: false, gets: false, over: false, helper: true });
    } else if (lower === 'fails' && words[at + 1]?.lower === 'to')
      return clause(words, at, subject, verbOf('fails'), seen);
    else if (isHelper(words, at)) {
      if (BE.has(lower) || /^got|^get/.test(lower)) seen.be = true;
      if (/^g[eo]t/.test(lower)) seen.gets = true;
      if (HAVE.has(lower)) seen.have = true;
      if (HAVE.has(lower) || OVER.has(lower)) seen.over = true;
      seen.helper = true;
    } else if (!ADVERB.has(lower)) break;
  }
  const word = words[at];
  const verb = word ? verbOf(word.lower) : null;
  if (word && verb && fits(words, at, verb, subject, seen)) return clause(words, at, subject, verb, seen);
  if (subject.length === 0 && at === from) return null;
  if (seen.be || seen.have || seen.holds)
    return { ...clause(words, at - 1, subject, null, seen), isState: true, passive: false };
  return seen.negated && at > from && subject.length > 0 ? clause(words, at - 1, subject, null, seen) : null;
}

/** Forms from the likely one, where a word can be several. */
const AT_START: readonly Form[] = ['third', 'base', 'past', 'ing'];
const AFTER_SUBJECT: readonly Form[] = ['third', 'past', 'base', 'ing'];

type Seen = {
  gets: boolean;
  be: boolean;
  have: boolean;
  helper: boolean;
  negated: boolean;
  perhaps: boolean;
  holds: boolean;
  over: boolean;
};

const OVER = new Set(['was', 'were', 'been']);

function clause(
  words: readonly Word[],
  at: number,
  subject: readonly Word[],
  verb: VerbForm | null,
  seen: Seen,
): Clause {
  const past = verb?.forms.has('past') === true;
  const rest = words.slice(at + 1);
  // `last ref put`: one form is all there is.
  const only = !verb?.forms.has('base') || (subject.length > 0 && !isActor(subject));
  const lone = !seen.be && !seen.helper && past && only;
  return {
    subject: subject.map((one) => one.text),
    verb,
    word: words[at]?.lower ?? '',
    isState: false,
    form: (subject.length > 0 ? AFTER_SUBJECT : AT_START).find((form) => verb?.forms.has(form)) ?? null,
    helped: seen.helper,
    passive: past && (seen.be || (lone && (!beginsThing(rest[0]) || STATE_WORD.has(rest[0]?.lower ?? '')))),
    happens: seen.gets,
    isOver: seen.over,
    negated: seen.negated,
    perhaps: seen.perhaps,
    holds: seen.holds,
    rest,
  };
}

/** `tries to`, `is going to`, `about to`. */
const isIntention = (words: readonly Word[], at: number): boolean => toAfter(words, at) > at;
const toAfter = (words: readonly Word[], at: number): number =>
  [1, 2].map((step) => at + step).find((i) => words[i]?.lower === 'to' && verbOf(words[i + 1]?.lower ?? '') !== null) ??
  at;

/** `do` before a thing is the verb itself: `does a lookup`. */
function isHelper(words: readonly Word[], at: number): boolean {
  const { lower } = words[at] as Word;
  if (!HELPER.has(lower)) return false;
  const next = words[at + 1]?.lower ?? '';
  if (/^(?:do|does|did)$/.test(lower)) return NEGATION.has(next) || verbOf(next)?.forms.has('base') === true;
  if (/^g[eo]t/.test(lower))
    return verbOf(next)?.forms.has('past') === true && !/^(?:read|put|set|run|hit)$/.test(next);
  return true;
}

/** Whether the word is the verb there, and not a noun that looks like one. */
function fits(words: readonly Word[], at: number, verb: VerbForm, subject: readonly Word[], seen: Seen): boolean {
  const { lower } = words[at] as Word;
  const next = words[at + 1];
  if (seen.helper || seen.perhaps)
    return seen.be || seen.have
      ? verb.forms.has('past') || verb.forms.has('ing')
      : verb.forms.has('base') || verb.forms.has('past');
  if (subject.length > 0) {
    // `gpu reset starts`: what looks like the verb belongs to the name.
    if (ALSO_NOUN.has(lower) && hasVerb(words, at + 1, 1)) return false;
    if (verb.forms.has('third')) return !(ALSO_NOUN.has(lower.replace(/s$/, '')) && hasVerb(words, at + 1, 3));
    if (verb.forms.has('past')) return true;
    if (verb.forms.has('ing')) return next !== undefined || subject.length > 0;
    const told = DETERMINER.has(subject[0]?.lower ?? '') && !ALSO_NOUN.has(lower);
    return (isActor(subject) || told) && (beginsThing(next) || told);
  }
  if (!verb.forms.has('base') && !verb.forms.has('third')) return true;
  const ends = at + 2 === words.length;
  if (ALSO_NOUN.has(lower) && ends && (COMPOUND.has(next?.lower ?? '') || STATE_WORD.has(next?.lower ?? '')))
    return false;
  // `work item freed`, `load fails`: a name that the real verb follows; `check status is LIVE` asks what it names.
  const reach = ASKING.test(lower) ? 1 : 3;
  if (ALSO_NOUN.has(lower.replace(/s$/, '')) && !DETERMINER.has(next?.lower ?? '') && hasVerb(words, at + 1, reach))
    return false;
  return next !== undefined || verb.forms.has('third') || !ALSO_NOUN.has(lower);
}

const ASKING = /^(?:re-?)?checks?$|^tests?$|^reads?$|^notices?$/;

/** Whether a finite verb stands at one of the next places, before the clause ends. */
function hasVerb(words: readonly Word[], from: number, count: number): boolean {
  for (let at = from; at < Math.min(words.length, from + count); at++) {
    const { lower, text } = words[at] as Word;
    if (SUBORDINATOR.has(lower) || CONJUNCTION.has(lower) || PREPOSITION.has(lower)) return false;
    if (BE.has(lower) || HAVE.has(lower) || PERHAPS.has(lower) || lower === 'will') return true;
    const verb = verbOf(lower);
    if (verb && (verb.forms.has('third') || (verb.forms.has('past') && !verb.forms.has('base'))) && at + 1 >= 0)
      return !(ALSO_NOUN.has(lower.replace(/s$/, '')) && at > from) || /^[a-z]+s$/.test(text);
  }
  return false;
}

/** `T1`, `CPU0`, `the worker`, `we`: who can do something, so that a base form behind it is a verb. */
const ACTOR =
  /^(?:(?:cpu|t|p|c|cpu-|core|thread|task|process|proc)[-_]?\d{1,3}|(?:task|thread|cpu|process)[-_ ]?[a-d0-9]|kworker|kthread|worker|[a-z]*task|thread|process|user|userspace|reader|readers|writer|writers|waiter|waiters|owner|workers|threads|tasks|guest|host|device|hardware|firmware|driver|kernel|scheduler|irq)$/i;
const isActor = (subject: readonly Word[]): boolean =>
  subject.some(({ lower }) => PRONOUN.has(lower)) ||
  ACTOR.test(subject.map(({ lower }) => lower).join(' ')) ||
  ACTOR.test(subject.at(-1)?.lower ?? '');

const beginsThing = (word: Word | undefined): boolean =>
  word !== undefined &&
  !PREPOSITION.has(word.lower) &&
  !SUBORDINATOR.has(word.lower) &&
  !CONJUNCTION.has(word.lower) &&
  !ADVERB.has(word.lower) &&
  /\w/.test(word.text);

function withSubject(words: readonly Word[], from: number): Clause | null {
  for (let at = from + 1; at < Math.min(words.length, from + LONGEST_SUBJECT); at++) {
    const before = words[at - 1] as Word;
    if (
      SUBORDINATOR.has(before.lower) ||
      /[,;:]$/.test(before.text) ||
      (at > from + 1 && CONJUNCTION.has(before.lower))
    )
      return null;
    if (DETERMINER.has(before.lower) || (PREPOSITION.has(before.lower) && at > from + 1)) continue;
    if (PREPOSITION.has(before.lower)) return null;
    const found = verbAt(words, at, words.slice(from, at));
    if (found) return found;
  }
  return null;
}
