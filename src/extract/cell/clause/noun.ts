import type { Term } from '../../types.ts';
import { cleanTerm } from '../term.ts';
import type { NounClass } from './verbs/index.ts';
import { ADJECTIVE, ADVERB, DETERMINER, PRONOUN } from './words.ts';

const set = (list: string): ReadonlySet<string> => new Set(list.split(' '));

const NOUNS: Readonly<Record<NounClass, ReadonlySet<string>>> = {
  lock: set('lock locks mutex mutexes spinlock spinlocks semaphore rwsem rwlock seqlock sem rtnl bkl'),
  reference: set('ref refs reference references refcount refcnt refcounts pin'),
  work: set(
    'work works timer timers tasklet tasklets callback callbacks ipi ipis irq_work softirq softirqs hrtimer workqueue workitem item job jobs kworker worker workers dwork delayed_work task_work kthread thread',
  ),
  list: set(
    'list lists queue queues tree hash hashtable table bucket xarray idr lru rbtree stack ring ringbuffer pool chain freelist llist hlist runqueue rq wq waitqueue cache map array batch heap set clone fifo backlog tail head end',
  ),
  interrupt: set('irq irqs interrupt interrupts ipi nmi softirq exception preemption bh'),
  barrier: set('barrier barriers mb smp_mb fence'),
  value: set('value values'),
  cache: set(
    'tlb tlbs cache caches work works workqueue wq queue queues buffer buffers page pages dcache icache data disk journal log inode dirty writes io',
  ),
  sleep: set('sleep asleep'),
  task: set('task tasks thread threads process'),
  processor: set('cpu cpus'),
  failure: set(
    'use-after-free double-free null-deref null-ptr-deref corruption leak ' +
      'warn warning bug bug_on warn_on warn_on_once oops panic splat kasan assertion uaf crash deadlock gpf',
  ),
};
/** Identifiers tell their class by how they end: `q_lock`, `frob_work`, `free_list`, `obj->refcnt`. */
const ENDING: Partial<Record<NounClass, RegExp>> = {
  lock: /(?:lock|mutex|mtx|sem|rwsem|_lk)$/,
  reference: /(?:_ref|_refs|refcnt|refcount|kref)$/,
  work: /(?:work|timer|tasklet|_wq|callback)$/,
  list: /(?:list|queue|_q|_wq|lru|tree|_head|hash|table|_ring|xarray|idr)$/,
  interrupt: /(?:irq|ipi)$/,
  cache: /(?:_wq|workqueue|cache|work)$/,
};

/** Whether one of the words names a thing of the class. */
export function isOf(kind: NounClass, words: readonly string[]): boolean {
  const last = bare(words.at(-1) ?? '').toLowerCase();
  if (NOUNS[kind].has(last)) return true;
  if (ENDING[kind]?.test(last) && last.length < 80) return true;
  return words.slice(0, -1).some((word) => NOUNS[kind].has(bare(word).toLowerCase()));
}

export const bare = (word: string): string =>
  word
    .replace(/^['"`(*&<[{]+(?=.)/, '')
    .replace(/[.,;:!?'"`)>}]+$/, '')
    .replace(/['’]s$/, '')
    .replace(/\($/, '');

/** A name in code: `obj->ref`, `PG_dirty`, `work_list`, `part[i]`; one with a digit or an inner capital too. */
export const isIdentifier = (word: string): boolean =>
  word.length < 120 && (/[_[\]]|->|\w\.\w|^\*\w|\w\(/.test(word) || /^(?:[a-z]+[A-Z]\w*|[A-Z]{2,}\w*)$/.test(word));

/** What a noun phrase names: the identifier in it, else its last words without those that only point or describe. */
export function nounTerm(words: readonly string[]): Term | null {
  const quoted = words.find((word) => /^['"`]\w[\w.>-]*['"`][.,;:]?$/.test(word));
  if (quoted) return bare(quoted);
  const plain = words.map(bare).filter((word) => word !== '' && !ADVERB.has(word.toLowerCase()));
  const names = plain.filter((word) => isIdentifier(word) && !/^[A-Z]+$/.test(word));
  if (names.length === 1 && names[0] !== undefined) return cleanTerm(names[0]).replace(/\(.*$/, '') || null;
  if (PRONOUN.has((plain[0] ?? '').toLowerCase()) && plain[0] !== 'I') return null;
  let from = 0;
  while (from < plain.length - 1 && isPointing(plain[from] ?? '')) from++;
  const rest = plain.slice(from);
  if (
    rest.length === 0 ||
    rest.every((word) => !/\w/.test(word)) ||
    (rest[0] !== 'A' && DETERMINER.has((rest[0] ?? '').toLowerCase()) && rest.length === 1)
  )
    return null;
  return cleanTerm(rest.slice(-3).join(' ')) || null;
}

const isPointing = (word: string): boolean => {
  if (word === 'A' || word === 'I') return false;
  const lower = word.toLowerCase();
  return DETERMINER.has(lower) || ADJECTIVE.has(lower) || /^\d+$/.test(lower);
};
