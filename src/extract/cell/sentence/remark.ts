import { type Understanding, understanding } from '../types.ts';
import { stateWord } from './clause.ts';
import { CONNECTIVES, NEGATIONS, REMARK_OPENERS } from './small-words.ts';
import { isEnglish, type Word } from './words.ts';

/**
 * Words that tell no step: a state ("the flag is still clear", "no waiters left"), the rest of a sentence ("because it is gone", "and
 * struct page members"), a heading ("Phase two:"), a remark in brackets. They are notes, and what they mean is not modelled.
 */
export function remarkOf(words: readonly Word[], text: string): Understanding | null {
  const english = words.filter((word) => isEnglish(word) && word.lower.length > 1).length;
  const first = words[0];
  if (!first || words.length < 2 || english < 2 || english * 2 < words.length)
    return english >= 2 && first ? opening(first, text) : null;
  if (/\w:$/.test(text)) return note('heading', text);
  if (NEGATIONS.has(first.lower) || REMARK_OPENERS.has(first.lower)) return note('remark', text);
  if (stateWord(words) > 0) return note('state', text);
  if (words.some((word) => NEGATIONS.has(word.lower))) return note('state', text);
  return opening(first, text);
}

const opening = (first: Word, text: string): Understanding | null =>
  CONNECTIVES.has(first.lower) && !first.isCode ? note('fragment', text) : null;

const note = (kind: string, text: string): Understanding =>
  understanding('note', `english/${kind}`, [], { complete: false, object: subjectOf(text) });

/** Whom a state is about. */
function subjectOf(_text: string): string | null {
  return null;
}
