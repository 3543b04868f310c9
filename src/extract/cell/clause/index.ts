import type { Understanding } from '../types.ts';
import { parseClause, wordsOf } from './parse.ts';
import { remarkOf } from './remark.ts';
import { stepOf } from './step-of.ts';

/**
 * The general English of the drawings, below the exact phrases: a clause with a verb of the tables, or words that are plainly a remark.
 *
 *     T1 drops its reference on ctx      entry removed from the table      worker picks up the item      because the flag is clear
 *
 * What it finds is never complete. Null where neither follows from the words.
 */
export function understandClause(text: string): Understanding | null {
  if (text.length > LONGEST || !isEnglish(text)) return null;
  const said = remarkOf(text);
  if (said) return said;
  let weak: Understanding | null = null;
  for (const part of clausesOf(text)) {
    const clause = parseClause(wordsOf(part));
    const step = clause && stepOf(clause);
    if (step && !isWeak(step)) return step;
    weak ??= step;
  }
  return weak;
}

const LONGEST = 300;

/** Where a clause says little, the next one tells the step: `comes in, takes the lock`. */
const isWeak = ({ op }: Understanding): boolean => op === 'note' || op === 'call';

/** Clauses that stand beside each other; what is only said in brackets is left out. */
const clausesOf = (text: string): string[] =>
  text
    .replace(/ ?\([^()]{0,200}\)/g, '')
    .split(/ ?[,;] |\. | and (?:then )?| then | -+ | (?:but|or) |: /)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .slice(0, 5);

/** Most words are plain words: no code, no assembler, no table, no other script. */
function isEnglish(text: string): boolean {
  const words = text.split(' ').filter((word) => word !== '');
  const plain = words.filter((word) => /^["'`(*[<]?[A-Za-z][A-Za-z'’-]*["'`)*\]>]?[.,:;!?)]*$/.test(word));
  return words.length >= 2 && plain.length * 2 >= words.length && !/[$%{}\\|~]|&[a-z]+;|[^\x20-\x7e’“”…—–]/.test(text);
}
