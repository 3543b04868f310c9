import { z } from 'zod';
import type { Comparison } from '../../types.ts';
import { isRelease, type Release } from '../releases.ts';
import { LIMITS } from './limits.ts';
import { readPart } from './wording.ts';

/**
 * The values of a lexicon file. YAML is read as text alone, so each of these takes a text and says in its own words what it wants:
 * what a message says in place of `z`'s, see wording.ts.
 */

/** An own check: the words are said when it fails, and nothing after it is checked. */
const text = (wanted: string) => z.string(wanted).min(1, wanted).max(LIMITS.term, `at most ${LIMITS.term} characters`);

const PLACEHOLDER = /\$(?:[1-9](?!\d)|[=*-])\^?/y;

/** Every `$` of a template begins a placeholder that there is. */
function hasGoodPlaceholders(template: string): boolean {
  for (let at = template.indexOf('$'); at >= 0; at = template.indexOf('$', at + 1)) {
    PLACEHOLDER.lastIndex = at;
    if (!PLACEHOLDER.test(template)) return false;
  }
  return true;
}

/** A name, a C expression or a template of one: `$1->lock`. */
export const term = text('a name or a placeholder is wanted here, such as $1 or $1->lock')
  .refine(hasGoodPlaceholders, 'the placeholders are $1 to $9, $-, $= and $*, each also with ^ behind it')
  .refine((value) => !/^&|;$/.test(value), 'it is written without & in front and ; behind')
  .refine((value) => !/\p{Cc}/u.test(value), 'it must be one line');

/** Where a thing may be left out: `sleep` and `sleep: $1`. */
export const termOrNone = z
  .string()
  .transform((value, context) => (value === '' ? null : readPart(term, value, context)));

/** What is true where the call is: `$1 == empty`. */
export const comparison = text('a comparison is wanted here, such as "$1 == 0"').transform(
  (value, context): Comparison => {
    const [left, is, right, ...more] = value.split(/ (==|!=|<=|>=|<|>) /);
    const [leftTerm, rightTerm] = [term.safeParse(left?.trim() ?? ''), term.safeParse(right?.trim() ?? '')];
    if (is !== undefined && more.length === 0 && leftTerm.success && rightTerm.success) {
      return { left: leftTerm.data, is: is as Comparison['is'], right: rightTerm.data };
    }
    context.addIssue('a comparison is wanted here: two names with ==, !=, <, <=, > or >= and blanks between');
    return z.NEVER;
  },
);

export const yesNo = z.enum(['true', 'false']).transform((value) => value === 'true');
/** Behind a key that says all by itself. */
export const NO_VALUE = z.literal('', 'nothing may stand behind it');

export const wholeNumber = text('a whole number is wanted here')
  .regex(/^-?\d{1,9}$/, 'a whole number is wanted here')
  .transform(Number);

/** A kernel release, `6.10`: as text, for as a number it would be 6.1. */
export const release = text('a kernel release is wanted here, such as 6.4').refine(
  (value): value is Release => isRelease(value),
  'a kernel release is wanted here, such as 6.4',
);

/** A list of `least` to `most`; one alone needs no brackets. */
export const listOf = <Item extends z.ZodType>(item: Item, most: number, least = 0) =>
  z.preprocess(
    (value) => (value === undefined || Array.isArray(value) ? value : [value]),
    z.array(item).min(least, 'at least one is wanted here').max(most, `at most ${most} may stand here`),
  );

/** Terms, or all arguments of the call. */
export const operands = listOf(
  z
    .string()
    .refine((value) => value === '$args' || term.safeParse(value).success, 'names, placeholders, or $args alone'),
  LIMITS.effects,
).refine(
  (given) => given.length === 1 || !given.includes('$args'),
  '$args stands for all arguments: nothing may be beside it',
);
