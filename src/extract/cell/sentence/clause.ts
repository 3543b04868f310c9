import { particlesOf, verbForms } from './dictionary.ts';
import type { Form } from './forms.ts';
import {
  ADVERBS,
  ATTEMPTS,
  BE,
  DETERMINERS,
  HAPPENS,
  HAVE,
  NEGATIONS,
  PLURALS,
  PREPOSITIONS,
  PRONOUNS,
  STATES,
  SUPPOSED,
} from './small-words.ts';
import { isActor, type Word } from './words.ts';

/** A clause's verb with its place, its subject, and how it is said. */
export type Clause = {
  readonly subject: readonly Word[];
  readonly base: string;
  readonly form: Form;
  /** Where what follows the verb begins. */
  readonly rest: number;
  readonly passive: boolean;
  readonly negated: boolean;
  /** "would free", "may see": thought, not done. */
  readonly supposed: boolean;
  /** "is already freed": how things are, not what happens. */
  readonly settled: boolean;
};

const MOST_SUBJECT = 5;

/**
 * The verb of a clause. Without a subject ("frees the page", "queue work") any form may stand first; behind a subject it must look like a
 * verb there: `T1 frees`, `the page is freed`, `CPU0 will free`, `page freed`, `we free`.
 */
export function clauseOf(words: readonly Word[]): Clause | null {
  const start = skip(words, 0);
  const first = verbBehind(words, start, []);
  if (first && !isSubject(words, start, first)) return first;
  for (let at = start + 1; at <= start + MOST_SUBJECT && at < words.length; at++) {
    const subject = words.slice(start, at);
    if (!isNounLike(subject.at(-1), subject.length)) break;
    const found = verbBehind(words, at, subject);
    if (found) return found;
  }
  return first;
}

/** Adverbs in front. */
function skip(words: readonly Word[], from: number): number {
  let at = from;
  while (at < words.length - 1 && ADVERBS.has(words[at]?.lower ?? '') && !words[at]?.isCode) at++;
  return at;
}

/** A word that a subject may hold. "of" may: "destruction of the set". */
function isNounLike(word: Word | undefined, length: number): boolean {
  if (!word || (word.ends && length > 0)) return false;
  if (word.isCode || word.lower === 'of' || word.lower === 'and') return true;
  if (PREPOSITIONS.has(word.lower) && !PRONOUNS.has(word.lower)) return false;
  return (
    /^['"`(@$&*]?\w/.test(word.text) && !BE.has(word.lower) && !NEGATIONS.has(word.lower) && !SUPPOSED.has(word.lower)
  );
}

/**
 * A verb's base form that stands first may be a noun: in "queue is empty", "set destruction calls x" it is; in "check status is LIVE",
 * "drop refs" it is not.
 */
const ASKS = new Set([
  'check',
  'test',
  'verify',
  'see',
  'find',
  'notice',
  'observe',
  'validate',
  'recheck',
  'read',
  'wait',
]);
function isSubject(words: readonly Word[], start: number, first: Clause): boolean {
  if (first.form !== 'base' && first.form !== 'ing') return false;
  if (ASKS.has(first.base) && first.form === 'base') return false;
  for (let at = start + 1; at <= start + 3 && at < words.length; at++) {
    const word = words[at];
    if (!word || !isNounLike(words[at - 1], at - start) || DETERMINERS.has(word.lower)) return false;
    if (BE.has(word.lower) || HAPPENS.has(word.lower) || SUPPOSED.has(word.lower)) return true;
    const third = verbForms(word.lower).some((one) => one.forms.has('third'));
    if (third && !word.isCode && !NOUNS_IN_S.has(word.lower)) return true;
  }
  return false;
}
/** They look like verbs and are mostly the plurals of nouns. */
const NOUNS_IN_S = new Set(
  `locks reads writes waits loads stores updates references refs sets frees queues works items requests changes processes handles accesses blocks pages
   tests uses checks results copies timers signals caches objects lists maps marks puts calls returns links records issues sleeps forks flushes faults
   entries switches runs starts stops tries drops counts buffers charges polls links chains places parks`.split(/\s+/),
);

/** The verb at `from`, behind auxiliaries and adverbs. */
function verbBehind(words: readonly Word[], from: number, subject: readonly Word[]): Clause | null {
  let at = from;
  let [be, have, will, negated, supposed, settled, tries] = [false, false, false, false, false, false, false];
  for (; at < words.length && at < from + 7; at++) {
    const word = words[at];
    if (!word || word.isCode) break;
    const { lower } = word;
    if (NEGATIONS.has(lower)) negated = true;
    if (
      BE.has(lower) &&
      !(
        at === from &&
        subject.length === 0 &&
        verbForms(lower).length > 0 &&
        !/^(?:is|are|was|were|be|being|been)$/.test(lower)
      )
    )
      be = true;
    else if (HAVE.has(lower)) have = true;
    else if (HAPPENS.has(lower)) will = true;
    else if (SUPPOSED.has(lower)) supposed = true;
    else if (ATTEMPTS.has(lower) && isFollowed(words, at)) tries = true;
    else if (NEGATIONS.has(lower)) continue;
    else if (lower === 'to' && (tries || be || have)) tries = true;
    else if (/^(?:already|still|longer|yet)$/.test(lower)) settled = true;
    else if (!ADVERBS.has(lower) || at === words.length - 1) break;
  }
  const word = words[at];
  if (!word || word.isCode || (at === from && PRONOUNS.has(word.lower))) return null;
  const helped = be || have || will || supposed || tries;
  for (const { base, forms } of verbForms(word.lower)) {
    const particles = particlesOf(base);
    const split = particles.length === 1 ? particleAt(words, at, particles[0] ?? '') : -1;
    const joined = particles.every((one, k) => words[at + 1 + k]?.lower === one);
    if (!joined && split < 0) continue;
    const form = formHere(forms, { be, have, helped, tries, negated }, words, at, subject);
    if (form === null) continue;
    const rest = joined ? at + 1 + particles.length : at + 1;
    const participle = form === 'participle' || form === 'past';
    const passive = (be && participle) || (!helped && participle && isPassive(words, rest, subject, form));
    return { subject, base, form, rest, passive, negated, supposed, settled: settled && be };
  }
  return null;
}

/** "wakes the waiter up": the particle one to three words behind its verb, at the end or before a preposition. */
function particleAt(words: readonly Word[], verb: number, particle: string): number {
  if (particle !== 'up' && particle !== 'down' && particle !== 'off') return -1;
  for (let at = verb + 2; at <= verb + 4 && at < words.length; at++) if (words[at]?.lower === particle) return at;
  return -1;
}

/** "tries to", "starts walking": another verb stands behind. */
function isFollowed(words: readonly Word[], at: number): boolean {
  const next = words[at + 1]?.lower ?? '';
  if (next === 'to') return (words[at + 2]?.lower ?? '') !== '';
  if (/^(?:and|about)$/.test(next)) return words.length > at + 2;
  return (
    /^(?:try|tries|start|starts|begins|continues)$/.test(words[at]?.lower ?? '') &&
    verbForms(next).some((one) => one.forms.has('ing') || (/^tr/.test(words[at]?.lower ?? '') && one.forms.has('base')))
  );
}

type Help = {
  readonly be: boolean;
  readonly have: boolean;
  readonly helped: boolean;
  readonly tries: boolean;
  readonly negated: boolean;
};

/** As which of its forms the word stands here, or null where it stands as none. */
function formHere(
  forms: ReadonlySet<Form>,
  help: Help,
  words: readonly Word[],
  at: number,
  subject: readonly Word[],
): Form | null {
  if (help.tries) return forms.has('base') ? 'base' : forms.has('ing') ? 'ing' : null;
  if (help.be) return forms.has('participle') ? 'participle' : forms.has('ing') ? 'ing' : null;
  if (help.have) return forms.has('participle') ? 'past' : null;
  if (help.helped) return forms.has('base') ? 'base' : null;
  if (subject.length === 0) {
    for (const form of ['base', 'third', 'ing', 'past', 'participle'] as const) if (forms.has(form)) return form;
    return null;
  }
  const last = subject.at(-1);
  if (last?.lower === 'of' || last?.lower === 'and' || (last && DETERMINERS.has(last.lower))) return null;
  if (forms.has('third')) return 'third';
  const isAgent = subject.length === 1 && last !== undefined && (PLURALS.has(last.lower) || isActor(last));
  const named =
    subject.length === 2 &&
    /^(?:cpu|thread|task|process|vcpu|core|lane|cpus)$/.test(subject[0]?.lower ?? '') &&
    /^(?:\w|\d{1,3})$/.test(last?.text ?? '');
  if (forms.has('base') && (isAgent || named)) return 'base';
  if (forms.has('base') && last?.isCode && /^(?:enter|exit|try|run|return)$/.test(words[at]?.lower ?? ''))
    return 'base';
  if (forms.has('past')) return 'past';
  if (forms.has('participle')) return 'participle';
  return forms.has('ing') &&
    (at === words.length - 1 || PREPOSITIONS.has(words[at + 1]?.lower ?? '') || ADVERBS.has(words[at + 1]?.lower ?? ''))
    ? 'ing'
    : null;
}

/** "page freed", "removed from the list": nobody is said to do it, and what it is done to stands in front, or is not said. */
function isPassive(words: readonly Word[], rest: number, subject: readonly Word[], form: Form): boolean {
  const next = words[rest];
  const bare =
    next === undefined || PREPOSITIONS.has(next.lower) || ADVERBS.has(next.lower) || words[rest - 1]?.ends === true;
  if (subject.length === 0) return form !== 'base' && bare;
  const last = subject.at(-1);
  return (
    bare &&
    !(last !== undefined && (PRONOUNS.has(last.lower) || isActor(last)) && form === 'past' && next === undefined)
  );
}

/** A finite verb of being stands behind a subject: "the flag is clear", "no one has it". */
export function stateWord(words: readonly Word[]): number {
  for (let at = 1; at < words.length && at < 10; at++) {
    const word = words[at];
    if (word && !word.isCode && STATES.has(word.lower)) return at;
  }
  return -1;
}
