import { pteFlag } from '../lexicon/index.ts';
import type { Comparison, Effect, Term } from '../types.ts';

/** "X is clear", "X == NULL": what a stated value means as a comparison. Flags of page-table entries are facts about the pte. */
export function fact(subject: Term, value: string, negated = false): Effect {
  const condition = valued(subject, value, negated);
  const flag = pteFlag(subject);
  if (flag !== null && condition.right === '0') return { do: 'pte-noted', flag, isSet: condition.is === '!=' };
  if (flag !== null && condition.right === '1') return { do: 'pte-noted', flag, isSet: condition.is === '==' };
  return { do: 'noted', condition };
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
