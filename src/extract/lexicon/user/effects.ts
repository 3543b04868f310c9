import { z } from 'zod';
import type { Effect, LockKind } from '../../types.ts';
import { PTE_FLAGS } from '../pte-flags.ts';
import { LIMITS } from './limits.ts';
import { comparison, listOf, NO_VALUE, operands, term, termOrNone, wholeNumber, yesNo } from './values.ts';
import { readPart } from './wording.ts';

/**
 * How each effect is written: a map whose key of the effect's name holds what it is about, `{ acquire: $1, kind: mutex }`, or the name
 * alone where there is nothing more to say, `page-fault`. One form for each `Effect`; docs/lexicon.md lists them, and a test compares.
 */

const LOCK_KINDS: readonly LockKind[] = [
  'spin',
  'mutex',
  'rwsem',
  'rwlock',
  'bit',
  'seq',
  'irq',
  'gate',
  'lockdep',
  'named',
];
const kind = z.enum(LOCK_KINDS);
const no = yesNo.default(false);
const notSaid = yesNo.nullable().default(null);
const result = term.default('$=');
const flag = z.enum(PTE_FLAGS);
const flags = listOf(flag, LIMITS.effects).default([]);

const form = <Shape extends z.core.$ZodLooseShape>(
  shape: Shape,
  make: (given: z.output<z.ZodObject<Shape, z.core.$strict>>) => Effect,
): z.ZodType<Effect> => z.strictObject(shape).transform(make);

const FORMS: { readonly [Word in Effect['do']]: z.ZodType<Effect> } = {
  acquire: form(
    { acquire: term, kind, mode: z.enum(['exclusive', 'shared']).default('exclusive'), tries: no },
    ({ acquire: lock, kind: lockKind, mode, tries }) => ({
      do: 'acquire',
      lock,
      mode,
      lockKind,
      ...(tries ? { tries } : {}),
    }),
  ),
  release: form(
    { release: term, kind, mode: z.enum(['exclusive', 'shared', 'any']).default('exclusive') },
    ({ release: lock, kind: lockKind, mode }) => ({ do: 'release', lock, mode, lockKind }),
  ),
  'enter-reader': form({ 'enter-reader': term }, (given) => ({ do: 'enter-reader', domain: given['enter-reader'] })),
  'leave-reader': form({ 'leave-reader': term }, (given) => ({ do: 'leave-reader', domain: given['leave-reader'] })),
  'wait-readers': form({ 'wait-readers': term }, (given) => ({ do: 'wait-readers', domain: given['wait-readers'] })),
  load: form({ load: term, into: result }, ({ load: from, into }) => ({ do: 'load', into, from })),
  store: form({ store: term, to: term }, ({ store: value, to }) => ({ do: 'store', to, value })),
  add: form(
    { add: wholeNumber, to: term, into: term.exactOptional(), atomic: yesNo },
    ({ add: by, to, into, atomic }) => ({
      do: 'add',
      to,
      by,
      atomic,
      ...(into === undefined ? {} : { into }),
    }),
  ),
  exchange: form({ exchange: term, value: term, into: result }, ({ exchange: to, value, into }) => ({
    do: 'exchange',
    to,
    value,
    into,
  })),
  test: form({ test: comparison, holds: notSaid }, ({ test: condition, holds }) => ({ do: 'test', condition, holds })),
  noted: form({ noted: comparison }, ({ noted: condition }) => ({ do: 'noted', condition })),
  starts: form({ starts: term, as: term }, ({ starts: place, as: value }) => ({ do: 'starts', place, value })),
  barrier: form({ barrier: z.enum(['full', 'read', 'write', 'acquire', 'release']) }, ({ barrier: order }) => ({
    do: 'barrier',
    order,
  })),
  alloc: form({ alloc: term }, ({ alloc: object }) => ({ do: 'alloc', object })),
  free: form({ free: term, deferred: z.enum(['rcu']).exactOptional() }, ({ free: object, deferred }) => ({
    do: 'free',
    object,
    ...(deferred === undefined ? {} : { deferred }),
  })),
  use: form({ use: term }, ({ use: object }) => ({ do: 'use', object })),
  get: form({ get: term, 'unless-zero': no }, ({ get: object, 'unless-zero': unlessZero }) => ({
    do: 'get',
    object,
    ...(unlessZero ? { unlessZero } : {}),
  })),
  put: form({ put: term, last: no }, ({ put: object, last }) => ({ do: 'put', object, ...(last ? { last } : {}) })),
  link: form({ link: term, list: term }, ({ link: object, list }) => ({ do: 'link', object, list })),
  unlink: form({ unlink: term, list: term.nullable().default(null) }, ({ unlink: object, list }) => ({
    do: 'unlink',
    object,
    list,
  })),
  find: form({ find: term, list: term }, ({ find: into, list }) => ({ do: 'find', into, list })),
  'prepare-wait': form({ 'prepare-wait': term }, (given) => ({ do: 'prepare-wait', queue: given['prepare-wait'] })),
  'finish-wait': form({ 'finish-wait': term }, (given) => ({ do: 'finish-wait', queue: given['finish-wait'] })),
  sleep: form({ sleep: termOrNone }, ({ sleep: queue }) => ({ do: 'sleep', queue })),
  'wait-until': form({ 'wait-until': term, condition: comparison.nullable().default(null) }, (given) => ({
    do: 'wait-until',
    queue: given['wait-until'],
    condition: given.condition,
  })),
  wake: form({ wake: term }, ({ wake: queue }) => ({ do: 'wake', queue })),
  'wait-completion': form({ 'wait-completion': term }, (given) => ({
    do: 'wait-completion',
    completion: given['wait-completion'],
  })),
  complete: form({ complete: term }, ({ complete: completion }) => ({ do: 'complete', completion })),
  'queue-work': form({ 'queue-work': term }, (given) => ({ do: 'queue-work', work: given['queue-work'] })),
  'cancel-work': form({ 'cancel-work': term, sync: yesNo }, (given) => ({
    do: 'cancel-work',
    work: given['cancel-work'],
    sync: given.sync,
  })),
  'flush-work': form({ 'flush-work': term }, (given) => ({ do: 'flush-work', work: given['flush-work'] })),
  'run-work': form({ 'run-work': term }, (given) => ({ do: 'run-work', work: given['run-work'] })),
  'pte-change': form({ 'pte-change': z.strictObject({ set: flags, clear: flags, atomic: yesNo }) }, (given) => ({
    do: 'pte-change',
    ...given['pte-change'],
  })),
  'pte-read': form({ 'pte-read': termOrNone }, (given) => ({ do: 'pte-read', into: given['pte-read'] })),
  'pte-noted': form({ 'pte-noted': flag, set: yesNo }, (given) => ({
    do: 'pte-noted',
    flag: given['pte-noted'],
    isSet: given.set,
  })),
  'pte-compare': form({ 'pte-compare': operands, holds: notSaid, negated: no }, (given) => ({
    do: 'pte-compare',
    terms: given['pte-compare'],
    holds: given.holds,
    ...(given.negated ? { negated: true } : {}),
  })),
  'page-fault': form({ 'page-fault': NO_VALUE }, () => ({ do: 'page-fault' })),
  'page-copy': form({ 'page-copy': NO_VALUE }, () => ({ do: 'page-copy' })),
  'page-commit': form({ 'page-commit': NO_VALUE }, () => ({ do: 'page-commit' })),
  'tlb-flush': form(
    { 'tlb-flush': z.string().regex(/^(?:deferred)?$/, 'nothing may stand behind it, or deferred') },
    (given) => ({
      do: 'tlb-flush',
      deferred: given['tlb-flush'] === 'deferred',
    }),
  ),
  'page-free': form({ 'page-free': NO_VALUE }, () => ({ do: 'page-free' })),
  nothing: form({ nothing: NO_VALUE }, () => ({ do: 'nothing' })),
};

/** The words that name an effect. */
export const EFFECT_WORDS = Object.keys(FORMS) as readonly Effect['do'][];
const isEffectWord = (word: string): word is Effect['do'] => Object.hasOwn(FORMS, word);

/** One effect as it stands in a file. What is wrong with it is told by the form that its name chooses. */
export const effect = z.unknown().transform((given, context): Effect => {
  const written = typeof given === 'string' ? { [given]: '' } : given;
  const isMap = typeof written === 'object' && written !== null && !Array.isArray(written);
  const words = isMap ? Object.keys(written).filter(isEffectWord) : [];
  const [word, second] = words;
  if (word === undefined || second !== undefined) {
    context.addIssue(
      second === undefined
        ? `an effect is named by one of ${EFFECT_WORDS.join(', ')}`
        : `${word} and ${second} are two effects: each is a map of its own`,
    );
    return z.NEVER;
  }
  return readPart(FORMS[word], written, context);
});
