import type { Comparison, Effect } from '../extract/types.ts';

/** What an effect does, in a few words for who traces a reading: one row for each. */
type Words = { readonly [Word in Effect['do']]: (effect: Extract<Effect, { do: Word }>) => string };

const compared = ({ left, is, right }: Comparison): string => `${left} ${is} ${right}`;
/** How a question came out, where that is said. */
const outcome = (holds: boolean | null): string => (holds === null ? '?' : holds ? ', it does' : ', it does not');
const into = (place: string | null | undefined): string => (place ? ` into ${place}` : '');

const WORDS: Words = {
  acquire: ({ lock, mode, lockKind, tries }) => `${tries ? 'try to acquire' : 'acquire'} ${lockKind} ${lock} (${mode})`,
  release: ({ lock, mode, lockKind }) => `release ${lockKind} ${lock} (${mode})`,
  'enter-reader': ({ domain }) => `enter ${domain} reader`,
  'leave-reader': ({ domain }) => `leave ${domain} reader`,
  'wait-readers': ({ domain }) => `wait for ${domain} readers`,
  load: ({ into: to, from }) => (to === '' ? `read ${from}` : `${to} = ${from}`),
  store: ({ to, value }) => `${to} = ${value}`,
  add: ({ to, by, into: kept, atomic }) =>
    `${to} ${by < 0 ? '-' : '+'}= ${Math.abs(by)}${atomic ? ' atomically' : ''}${into(kept)}`,
  exchange: ({ to, value, into: kept }) => `exchange ${to} for ${value}${into(kept)}`,
  test: ({ condition, holds }) => `if ${compared(condition)}${outcome(holds)}`,
  noted: ({ condition }) => `noted ${compared(condition)}`,
  starts: ({ place, value }) => `${place} starts as ${value}`,
  barrier: ({ order }) => `${order} barrier`,
  alloc: ({ object }) => `alloc ${object}`,
  free: ({ object, deferred }) => `free ${object}${deferred ? ` after ${deferred}` : ''}`,
  use: ({ object }) => `use ${object}`,
  get: ({ object, unlessZero }) => `get ${object}${unlessZero ? ' unless zero' : ''}`,
  put: ({ object, last }) => `put ${object}${last ? ', the last' : ''}`,
  link: ({ object, list }) => `link ${object} into ${list}`,
  unlink: ({ object, list }) => `unlink ${object}${list === null ? '' : ` from ${list}`}`,
  find: ({ into: found, list }) => `find ${found === '' ? 'something' : found} in ${list}`,
  'prepare-wait': ({ queue }) => `prepare to wait on ${queue}`,
  'finish-wait': ({ queue }) => `finish waiting on ${queue}`,
  sleep: ({ queue }) => `sleep${queue ? ` on ${queue}` : ''}`,
  'wait-until': ({ queue, condition }) =>
    `wait${queue === '' ? '' : ` on ${queue}`}${condition === null ? '' : ` until ${compared(condition)}`}`,
  wake: ({ queue }) => `wake ${queue}`,
  'wait-completion': ({ completion }) => `wait for ${completion}`,
  complete: ({ completion }) => `complete ${completion}`,
  'queue-work': ({ work }) => `queue ${work}`,
  'cancel-work': ({ work, sync }) => `cancel ${work}${sync ? ' and wait' : ''}`,
  'flush-work': ({ work }) => `wait until ${work} ran`,
  'run-work': ({ work }) => `runs ${work}`,
  'pte-change': ({ set, clear, atomic }) => {
    const changes = [...set.map((flag) => `pte.${flag} = 1`), ...clear.map((flag) => `pte.${flag} = 0`)];
    return `${changes.join(', ')}${atomic ? '' : ' not atomically'}`;
  },
  'pte-read': ({ into: to }) => (to ? `${to} = pte` : 'read pte'),
  'pte-noted': ({ flag, isSet }) => `noted pte.${flag} == ${isSet ? 1 : 0}`,
  'pte-compare': ({ terms, holds, negated }) =>
    `if ${negated ? 'not ' : ''}same pte ${terms.join(', ')}${outcome(holds)}`,
  'page-fault': ({ perVma }) => `page fault under mmap_lock${perVma ? " or its VMA's lock" : ''}`,
  'page-copy': () => 'copy page',
  'page-commit': () => 'commit page',
  'tlb-flush': ({ deferred }) => (deferred ? 'flush tlb, deferred' : 'flush tlb'),
  'page-free': () => 'free page',
  nothing: () => 'nothing',
};

const wordsOf = <Word extends Effect['do']>(effect: Extract<Effect, { do: Word }>): string => {
  const words: Words[Word] = WORDS[effect.do as Word];
  return words(effect);
};

/** Effects in order; `?` where there may be more. '' where there are none and none can be missing. */
export function effectWords(effects: readonly Effect[], complete: boolean): string {
  const words = effects.map((effect) => wordsOf(effect)).join('; ');
  if (complete) return words;
  return words === '' ? '?' : `${words} + ?`;
}
