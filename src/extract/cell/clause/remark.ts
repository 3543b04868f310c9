import type { Understanding } from '../types.ts';
import { wordsOf } from './parse.ts';
import { remark } from './step-of.ts';
import { NEGATION } from './words.ts';

/**
 * Words that are plainly no step, by how they begin:
 *
 *     because the flag is clear      no free block found      of the old generation      there is no work      it's only a hint
 */
export function remarkOf(text: string): Understanding | null {
  const [first, second] = wordsOf(text);
  if (!first || !second) return null;
  if (FRAGMENT.has(first.lower)) return remark('fragment');
  if (/^(?:it|that|this|there|he|she|what|they|we|you)['’](?:s|re)$/.test(first.lower)) return remark('state');
  if (first.lower === 'there' && /^(?:is|are|was|were|isn't|will|can|may)$/.test(second.lower)) return remark('state');
  return NEGATION.has(first.lower) ? remark('negated') : null;
}

/** A sentence that goes on from the row above, or says why. */
const FRAGMENT = new Set(
  'of in to from with by for at on via under within during than or into onto over nor also between among inside which who whose because since as while although though whereas due instead before after until till once that where when how why'.split(
    ' ',
  ),
);
