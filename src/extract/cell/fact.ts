import { flagWord, PTE_FLAGS } from '../lexicon/index.ts';
import type { Comparison, Effect, Term } from '../types.ts';
import { isEntry } from './entry.ts';

/** "X is clear", "X == NULL": what a stated value means as a comparison. Flags of page-table entries are facts about the pte. */
export function fact(subject: Term, value: string, negated = false): Effect {
  return noted(valued(subject, value, negated));
}

/** What a comparison says of a flag. */
const SAYS: Readonly<Record<string, boolean>> = { '==0': false, '!=0': true, '==1': true, '!=1': false };

/** A comparison that held when the step ran; a fact about the pte where its left side is a flag of an entry: `orig_pte.write == 0`. */
export function noted(condition: Comparison): Effect {
  const isSet = SAYS[`${condition.is}${condition.right}`];
  const flag = flagWord(condition.left, false) ?? memberFlag(condition.left);
  return flag !== null && isSet !== undefined ? { do: 'pte-noted', flag, isSet } : { do: 'noted', condition };
}

/** The flag that `orig_pte.write` names; null for all other places. */
function memberFlag(place: Term): string | null {
  const at = place.lastIndexOf('.');
  const flag = place.slice(at + 1);
  return at > 0 && PTE_FLAGS.includes(flag) && isEntry(place.slice(0, at)) ? flag : null;
}

export function valued(left: Term, value: string, negated = false): Comparison {
  const [is, right] = meaning(value.toLowerCase(), value);
  return { left, is: negated ? (is === '==' ? '!=' : '==') : is, right };
}

function meaning(word: string, written: string): readonly ['==' | '!=', Term] {
  switch (word) {
    case 'zero':
    case 'clear':
    case 'cleared':
    case 'unset':
    case 'false':
      return ['==', '0'];
    case 'set':
    case 'nonzero':
    case 'non-zero':
    case 'true':
      return ['!=', '0'];
    case 'null':
    case 'nil':
      return ['==', 'NULL'];
    case 'non-null':
    case 'not-null':
      return ['!=', 'NULL'];
    default:
      return ['==', written];
  }
}
