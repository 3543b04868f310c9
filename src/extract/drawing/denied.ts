import { ADJECTIVE, CANNOT_HAPPEN, HARM_CANNOT, HARM_NOUN, NO_HARM, NOT_HARM } from '../claims/patterns/denial.ts';
import { type Sentence, sentencesOf } from '../claims/sentences.ts';

/**
 * Sentences around a drawing that say that nothing goes wrong; a failure that they name is not claimed:
 *
 *     There can be no use-after-free, both hold L:
 *     After this patch there are no lost updates any more:
 *     This is safe: both take L.
 */
const DENIALS = new RegExp(
  [
    `\\b${NO_HARM}`,
    `\\b${NOT_HARM}`,
    `\\b${HARM_CANNOT}`,
    `\\b${CANNOT_HAPPEN}(?! (?:unless|until|if|when)\\b)`,
    // the failure is not to be seen
    `\\b(?:fail to|don't|do not|can't|cannot|can not) (?:really |actually )?see (?:how |where |why |the |an? |any )*${ADJECTIVE}{0,3}(?:${HARM_NOUN}|race)\\b`,
    "\\b(?:is|are|be|it's|that's|this is) (?:perfectly |totally |just |all |still |always )?(?:fine|safe|correct|ok|okay)(?:,? (?:because|as|since)\\b|[:;])",
    "\\bso (?:it|this|that)(?:'s| is| should be) (?:all )?(?:fine|safe|correct|ok|okay)\\b",
    '\\bthere is no race\\b',
    '\\bwe actually have this\\b',
    '\\bwhich guarantees that\\b',
  ].join('|'),
  'gi',
);

/** What is only supposed, or said of an author's disbelief: denies nothing of the drawing. */
const SUPPOSED =
  /\bif\b.{0,200}\b(?:would|could)|\b(?:would|could)(?: not|n't| never) .{1,80}\bif\b|\b(?:unless|how can|why can|whether)\b/i;

/** The sentence without what it denies; null where it denies nothing. */
export function withoutDenials(sentence: string): string | null {
  if (SUPPOSED.test(sentence)) return null;
  const rest = sentence.replace(DENIALS, ' ');
  return rest === sentence ? null : rest;
}

const NAMED = new RegExp(`\\b(?!(?:data |lock )?race)${HARM_NOUN}\\b`, 'i');
/** Whether a sentence names one kind of failure; a race is any. */
export const namesHarm = (sentence: string) => NAMED.test(sentence);

type Line = { readonly line: number; readonly text: string };

/** The sentences of prose lines, paragraph by paragraph: a gap in the lines' numbers parts paragraphs. */
export function sentencesIn(lines: readonly Line[]): Sentence[] {
  const sentences: Sentence[] = [];
  for (let from = 0; from < lines.length; ) {
    let to = from + 1;
    while (to < lines.length && lines[to]?.line === (lines[to - 1]?.line ?? 0) + 1) to++;
    const texts = lines.slice(from, to).map(({ text }) => text);
    sentences.push(...sentencesOf(texts, lines[from]?.line ?? 0));
    from = to;
  }
  return sentences;
}

/** What is said on a line, for those on which a failure is denied. */
export type Denial = {
  /** The words of the line's sentences that deny nothing: another failure may be claimed in them. */
  readonly others: string;
};

/** The lines on which failures are denied. `names` tells whether words name a failure. */
export function denialsOn(lines: readonly Line[], names: (text: string) => boolean): ReadonlyMap<number, Denial> {
  const sentences = sentencesIn(lines).map((sentence) => {
    const rest = names(sentence.text) ? withoutDenials(sentence.text) : null;
    return { sentence, denied: rest !== null && !names(rest) };
  });
  const denials = new Map<number, { others: string }>();
  for (const { sentence, denied } of sentences)
    if (denied) for (const line of sentence.wordLines) denials.set(line, { others: '' });
  for (const { sentence, denied } of sentences) {
    if (denied) continue;
    sentence.wordLines.forEach((line, i) => {
      const denial = denials.get(line);
      if (denial) denial.others += sentence.text.slice(sentence.offsets[i], sentence.offsets[i + 1]);
    });
  }
  return denials;
}
