import type { Understanding } from '../types.ts';
import { wordsOf } from './parse.ts';
import { remark } from './step-of.ts';
import { NEGATION, SUBORDINATOR } from './words.ts';

/**
 * Words that are plainly no step:
 *
 *     because the flag is clear      so it is skipped      no free block found      phase two:      of the old generation      there is no work
 */
export function remarkOf(text: string): Understanding | null {
  const words = wordsOf(text);
  const [first, second] = words;
  if (!first || !second) return null;
  if (/\w:$/.test(text) && words.length <= 6 && !text.includes('(')) return remark('heading');
  if (CONDITION.has(first.lower)) return null;
  if (SUBORDINATOR.has(first.lower) || FRAGMENT.has(first.lower)) return remark('fragment');
  if (first.lower === 'there' && /^(?:is|are|was|were|isn't|will|can|may)$/.test(second.lower)) return remark('state');
  if (NEGATION.has(first.lower)) return remark('negated');
  return null;
}

/** They begin a step of their own: `then frees it`, `if X is set`, `and thus returns`. */
const CONDITION = new Set([
  'therefore',
  'thus',
  'hence',
  'otherwise',
  'before',
  'after',
  'once',
  'but',
  'so',
  'until',
  'till',
  'that',
  'this',
]);

/** A sentence that goes on from the row above. */
const FRAGMENT = new Set(
  'of in to from with by for at on via under within without through during than or into onto over nor also between among inside which who whose because since as while although whereas due instead'.split(
    ' ',
  ),
);
