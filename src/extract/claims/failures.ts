import type { Failure } from '../types.ts';

/** Words of prose that name something going wrong. `failure` null: it goes wrong, the word does not say how. Order matters: first hit wins. */
type FailureWord = { readonly words: RegExp; readonly failure: Failure | null };

const WORDS: readonly FailureWord[] = [
  {
    words: /\buse[- ]after[- ]frees?\b|\bUAFs?\b|\balready(?: been)? freed\b|\bfreed memory\b/i,
    failure: 'use-after-free',
  },
  { words: /\bdouble[- ](?:frees?|puts?)\b|\bfreed twice\b/i, failure: 'double-free' },
  {
    words: /\bnull(?:[- ]p(?:oin)?te?r)?(?:[- ]pointer)?[- ]deref\w*|\bNULL (?:function )?pointers?\b/i,
    failure: 'null-deref',
  },
  { words: /\b(?:ab-?ba|dead-?locks?|deadlocked|circular lock\w*|lock inversion)\b/i, failure: 'deadlock' },
  {
    words:
      /\b(?:live[- ]?locks?|hangs?|hung|stuck|stalls?|forever|missed wake-?ups?|lost wake-?ups?|never (?:returns?|wakes?|be woken|complete[sd]?|finish\w*))\b/i,
    failure: 'hang',
  },
  { words: /\b(?:memory|refcount|reference|refcnt) leak\w*|\bleak(?:s|ed|ing)?\b/i, failure: 'leak' },
  { words: /\blist corruption\b|\bcorrupt\w* (?:the )?list\b/i, failure: 'list-corruption' },
  {
    words: /\blost (?:updates?|writes?|stores?|increments?)\b|\b(?:is|are|gets?|be) lost\b|\bloses?\b/i,
    failure: 'lost-update',
  },
  { words: /\bdata[- ]races?\b/i, failure: 'data-race' },
  { words: /\btorn (?:reads?|writes?|loads?|stores?)\b|\b(?:load|store|read|write)?[- ]?tearing\b/i, failure: 'torn' },
  { words: /\bre-?order(?:ed|ing|s)?\b/i, failure: 'reordering' },
  { words: /\bstale\b/i, failure: 'stale-read' },
  { words: /\bWARN\w*|\bwarnings?\b|\bsplats?\b/i, failure: 'warning' },
  { words: /\b(?:inconsisten\w+|wrong|incorrect\w*|bogus|underflow\w*)\b/i, failure: 'wrong-state' },
  {
    words:
      /\b(?:rac(?:e|es|ed|ing|y)|race[- ]conditions?|crash(?:es|ed|ing)?|panics?|oops(?:es)?|corrupt\w*|BUG_ON|null)\b/i,
    failure: null,
  },
];

/** The first failure that the text names, with its words; null where none is named. */
export function failureIn(
  text: string,
): { readonly failure: Failure | null; readonly index: number; readonly words: string } | null {
  for (const { words, failure } of WORDS) {
    const found = words.exec(text);
    if (found !== null) return { failure, index: found.index, words: found[0] };
  }
  return null;
}
