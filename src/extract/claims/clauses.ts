import type { Sentence } from './sentences.ts';

/**
 * Clauses of a sentence that can each make a claim of their own:
 *
 *     The flag would have solved nothing for A, | it's useless to detect B.
 *     Both hold L, | so this cannot race.
 */
export type Clause = {
  /** As it stands in the sentence, without the joining comma. */
  readonly text: string;
  /** Offset in the sentence. */
  readonly start: number;
};

const SUBJECT = '(?:it|this|that|they|these|those|we|you|i|he|there)';
const VERB = `(?:'s|'re|'ll|'d|'ve|n't| (?:is|are|was|were|do|does|did|will|would|can|could|cannot|can't|may|might|must|should|has|have|had|still|only|also|just|then|don't|doesn't|won't|never)\\b)`;

/** Where one clause ends and the next begins. The first group is dropped, what follows belongs to the new clause. */
const SEAMS = new RegExp(
  [
    `(; )`,
    `( --? )`,
    `(, )(?=${SUBJECT}${VERB})`,
    `(, )(?=(?:and|but|so|hence|thus|therefore|because|since|while|whereas|which|although|though|yet|then|otherwise) )`,
    `( )(?=(?:because|hence|therefore|whereas|although) )`,
    `( )(?=(?:and|but|so) (?:then )?${SUBJECT}${VERB})`,
  ].join('|'),
  'gi',
);

export function clausesOf(sentence: Sentence): Clause[] {
  const clauses: Clause[] = [];
  let start = 0;
  const cut = (end: number, next: number): void => {
    const text = sentence.text.slice(start, end).replace(/[,;]$/, '');
    if (text.trim() !== '') clauses.push({ text, start });
    start = next;
  };
  for (const seam of sentence.text.matchAll(SEAMS)) {
    if (insideBrackets(sentence.text, start, seam.index)) continue;
    cut(seam.index, seam.index + seam[0].length);
  }
  cut(sentence.text.length, sentence.text.length);
  return clauses;
}

/** `foo(a, it)`: a comma between the brackets of a call is no seam. */
function insideBrackets(text: string, from: number, to: number): boolean {
  let depth = 0;
  for (let at = from; at < to; at++) {
    const character = text[at];
    if (character === '(') depth++;
    else if (character === ')' && depth > 0) depth--;
  }
  return depth > 0;
}
