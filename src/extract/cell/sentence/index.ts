import { closing } from '../term.ts';
import { type Understanding, understanding } from '../types.ts';
import { remarkOf } from './remark.ts';
import { type Said, stepOf } from './step.ts';
import { type Word, wordsOf } from './words.ts';

/**
 * The general English of the drawings, below the phrase tables: which op a clause tells by its verb, and that words tell only a state or a
 * reason. It never says what a step does in full: `complete` is false, `effects` are empty. Null where the kind of the cell does not follow
 * from its words.
 */
export function understandSentence(text: string): Understanding | null {
  if (text.length > LONGEST || !/[a-z]{2}/i.test(text)) return null;
  const trimmed = text.replace(/^[\s`'"]+/, '').replace(/[\s!?]+$/, '');
  let told: Said | null = null;
  let weak: Understanding | null = null;
  for (const clause of clausesOf(trimmed)) {
    const words = wordsOf(clause);
    const said = isClause(words) ? stepOf(words) : null;
    if (said && 'step' in said) {
      if (said.step.op !== 'call' && said.step.op !== 'return') return said.step;
      weak ??= said.step;
    }
    // What does not happen, or may, says nothing of the clauses behind it that happens either.
    if (said && 'told' in said) {
      told = said;
      break;
    }
  }
  if (weak) return weak;
  if (told && 'told' in told) return understanding('note', `english/${told.told}`, [], { complete: false });
  return remarkOf(wordsOf(trimmed), trimmed);
}

const LONGEST = 300;
const MOST_CLAUSES = 4;

/** A clause has a verb and what goes with it: two words of letters, or one verb. */
const isClause = (words: readonly Word[]): boolean => words.length > 0 && words.length <= 24;

/** Main clauses: reasons and conditions are cut off, what stands in brackets too; "frees A, wakes B" and "and" divide. */
function clausesOf(text: string): string[] {
  const plain = withoutBrackets(text);
  const clauses: string[] = [];
  let from = 0;
  const divider = /(?:[,;] (?:and |then |so )?|\. |: | and then | and | then | => | -> | --+ | - |&& )/g;
  for (let match = divider.exec(plain); match && clauses.length < MOST_CLAUSES; match = divider.exec(plain)) {
    clauses.push(plain.slice(from, match.index));
    from = match.index + match[0].length;
  }
  clauses.push(plain.slice(from));
  const whole = clauses.map((clause) => clause.replace(SUBORDINATE, '').trim());
  return whole.filter((clause) => clause !== '');
}

const SUBORDINATE =
  /(?:^| )(?:because|since|while|when|if|unless|although|whereas|which|so that|due to|as if|but|without|instead of|before|after|until)(?: .*)?$/i;

/** Without what stands in round brackets behind a blank; a call's arguments stay. */
function withoutBrackets(text: string): string {
  const open = text.search(/ [([]/);
  if (open < 0) return text;
  const end = closing(text, open + 1);
  return (text.slice(0, open) + (end > 0 ? text.slice(end + 1) : '')).trim();
}
