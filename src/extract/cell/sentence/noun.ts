import { cleanTerm } from '../term.ts';
import { ADVERBS, COUNTS, DETERMINERS, NEGATIONS, PREPOSITIONS, PRONOUNS, VALUES } from './small-words.ts';
import { isNumber, type Word } from './words.ts';

/** A noun phrase: its words without determiners, and where it ends. */
export type Noun = { readonly words: readonly Word[]; readonly end: number };

const MOST_WORDS = 6;

/** The noun phrase that begins at `from`; it has no words where none does. */
export function nounAt(words: readonly Word[], from: number): Noun {
  let at = from;
  while (at < words.length && isLead(words[at])) at++;
  const found: Word[] = [];
  while (at < words.length && found.length < MOST_WORDS) {
    const word = words[at];
    if (!word || !/\w/.test(word.text) || stops(word, words[at + 1])) break;
    found.push(word);
    at++;
    if (word.ends) break;
  }
  return { words: found, end: at };
}

/** `A` alone names something in these drawings, and `I` does behind a noun. */
const isLead = (word: Word | undefined): boolean =>
  word !== undefined && word.text !== 'A' && (DETERMINERS.has(word.lower) || word.lower === 'of');

function stops(word: Word, next: Word | undefined): boolean {
  if (word.isCode || /^[A-Z]$/.test(word.text)) return false;
  if (PREPOSITIONS.has(word.lower) || NEGATIONS.has(word.lower)) return true;
  // "moves it back", "is freed later"; but "the first item", "the next one"
  return ADVERBS.has(word.lower) && (next === undefined || !COUNTS.has(word.lower));
}

/** What a noun phrase names, as one term: the last word of code in it, else its last three words. Null where it names nothing. */
export function termOf(noun: Noun): string | null {
  const words = noun.words.filter((word) => !DETERMINERS.has(word.lower) || word.text === 'A');
  const named = words.filter((word) => word.isCode).at(-1);
  if (named) return cleanTerm(named.text).replace(/\(\)$/, '') || null;
  const rest = words.filter((word) => !PRONOUNS.has(word.lower) || words.length > 1);
  while (rest.length > 2 && rest[0] && COUNTS.has(rest[0].lower)) rest.shift();
  const text = rest
    .slice(-3)
    .map((word) => word.text)
    .join(' ')
    .replace(/['’]s$/, '');
  return text === '' ? null : text;
}

/** A number, NULL, `new value`: what is read or written, not where. */
export function isValue(noun: Noun): boolean {
  const [only] = noun.words;
  const last = noun.words.at(-1);
  if (noun.words.length === 1 && only) return isNumber(only) || VALUES.has(only.lower);
  return (
    last !== undefined && noun.words.length <= 3 && /^(?:values?|data|bytes|contents?|copy|result)$/.test(last.lower)
  );
}
