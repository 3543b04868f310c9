import { isObservable } from '../search/program.ts';
import type { Condition, LitmusTest, LitmusValue, Observable, Quantifier } from '../types.ts';

/** `0:r1`, `[x]`, as herd7 writes it. */
export function observableText(observable: Observable): string {
  return observable.is === 'location' ? `[${observable.name}]` : `${observable.thread}:${observable.name}`;
}

/** A number, or the name of the location whose address it is; `?` for a value that only follows from itself. */
export function valueText(value: LitmusValue | null): string {
  if (value === null) return '?';
  return typeof value === 'number' ? String(value) : value.addressOf;
}

const QUANTIFIERS: Readonly<Record<Quantifier, string>> = {
  exists: 'exists',
  'not-exists': '~exists',
  forall: 'forall',
};

/** `exists (0:r1=1 /\ not ([x]=2))`, in the form that herd7 brings conditions into. */
export function conditionText({ quantifier, condition }: LitmusTest): string {
  return `${QUANTIFIERS[quantifier]} (${propositionText(condition)})`;
}

/** How strongly the connectives bind: what binds weaker than where it stands is put into parentheses. */
const STRENGTH = { implies: 0, or: 1, and: 2, atom: 3 } as const;

export function propositionText(condition: Condition, within: number = STRENGTH.implies): string {
  const enclosed = (strength: number, text: string): string => (strength < within ? `(${text})` : text);
  switch (condition.is) {
    case 'true':
    case 'false':
      return condition.is;
    case 'equal':
      return `${observableText(condition.left)}=${rightText(condition.right)}`;
    case 'different':
      return `not (${observableText(condition.left)}=${rightText(condition.right)})`;
    case 'not':
      return `not (${propositionText(condition.operand)})`;
    case 'and':
    case 'or': {
      const strength = STRENGTH[condition.is];
      const texts = condition.operands.map((operand) => propositionText(operand, strength));
      return enclosed(strength, texts.join(condition.is === 'and' ? ' /\\ ' : ' \\/ '));
    }
    case 'implies': {
      const [left, right] = [propositionText(condition.left, STRENGTH.or), propositionText(condition.right)];
      return enclosed(STRENGTH.implies, `${left} => ${right}`);
    }
  }
}

function rightText(right: LitmusValue | Observable): string {
  return isObservable(right) ? observableText(right) : valueText(right);
}
