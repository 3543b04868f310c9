import type { Term } from '../types.ts';
import { cleanTerm } from './term.ts';

/** Words that, in front of `lock`, are no name but the kind of lock. */
const KIND_WORDS: Readonly<Record<string, Term>> = { spin: 'spinlock', rw: 'rwlock', seq: 'seqlock' };

/**
 * A lock as English names it, as one term: `the queue's lock` is `queue`, `page table` (lock) is `page_table_lock`. Taking and dropping
 * must come to the same term, so it depends on the name's words alone.
 */
export function lockTerm(words: readonly { readonly text: string }[]): Term {
  const names = words.map(({ text }) =>
    cleanTerm(
      text
        .replace(/[.,;:!?'"`]+$/, '')
        .replace(/^['"`]+/, '')
        .replace(/['’]s$/, ''),
    ).replace(/\(\)$/, ''),
  );
  const [only = ''] = names;
  if (names.length === 1) return KIND_WORDS[only.toLowerCase()] ?? only;
  const joined = names.map((name) => name.replace(/-/g, '_')).join('_');
  return /(?:lock|mutex|sem|rwsem)$/.test(joined) ? joined : `${joined}_lock`;
}
