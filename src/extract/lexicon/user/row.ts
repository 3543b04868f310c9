import { z } from 'zod';
import { FAILURES, OPS } from '../../types.ts';
import { holdsIn } from '../releases.ts';
import type { Row } from '../types.ts';
import { effect } from './effects.ts';
import { LIMITS } from './limits.ts';
import { comparison, listOf, release, term, yesNo } from './values.ts';
import { readPart } from './wording.ts';

/** A row and a table as they stand in a lexicon file. docs/lexicon.md says what each key means; `Row` what becomes of it. */

const word = (what: string) =>
  z.string().regex(/^[A-Za-z0-9][\w.-]{0,99}$/, `${what} is made of letters, digits, -, . and _`);

const functionName = z
  .string()
  .max(LIMITS.term, `a name has at most ${LIMITS.term} characters`)
  .regex(/^[A-Za-z_*][\w*]*$/, 'a name of C is wanted here, with * for what may differ: frob_get, frob_get_*')
  .refine((name) => !name.includes('*') || name.replaceAll('*', '').length >= 3, 'three letters must stand beside *');

/** An argument that may be left out: what is meant then. It cannot be another argument. */
const standard = term.refine((value) => !/\$[\d-]/.test(value), 'no other argument may stand in for one');

/** `$2`: the second argument is what `add` adds; `-$2`: what it takes away. */
const amount = z
  .string()
  .regex(/^-?\$[1-9]$/, 'an argument is wanted here: $2, or -$2 where it is taken away')
  .transform((value) => ({
    argument: Number(value.slice(-1)),
    sign: value.startsWith('-') ? (-1 as const) : (1 as const),
  }));

/** What the step is about: the first of these that the call shows, or `none`. */
const object = z
  .unknown()
  .transform((given, context) => (given === 'none' ? null : readPart(listOf(term, 9, 1), given, context)));

const maybe = yesNo.exactOptional();

const shape = z.strictObject({
  rule: word('a rule'),
  names: listOf(functionName, LIMITS.names, 1),
  op: z.enum(OPS),
  object: object.exactOptional(),
  effects: listOf(effect, LIMITS.effects).exactOptional(),
  defaults: listOf(standard, 9).exactOptional(),
  value: term.exactOptional(),
  truth: comparison.exactOptional(),
  amount: amount.exactOptional(),
  failure: z.enum(FAILURES).exactOptional(),
  since: release.exactOptional(),
  until: release.exactOptional(),
  partial: maybe,
  'gives-old': maybe,
  sleeps: maybe,
  family: maybe,
  frame: maybe,
});
/** The keys of a row, for what documents them. */
export const ROW_KEYS = Object.keys(shape.shape);
type Written = z.output<typeof shape>;

/** What no single key can tell. */
function checkTogether(row: Written, context: z.RefinementCtx): void {
  const wrong = (key: string, message: string) => context.addIssue({ code: 'custom', message, path: [key] });
  if (row.effects === undefined && row.partial !== true) {
    context.addIssue('effects are missing: all that it does, `nothing` if nothing matters, or else partial: true');
  }
  if (row.since !== undefined && !holdsIn(row, row.since)) wrong('until', `must come after ${row.since}`);
  if (!row.names.some((name) => name.includes('*')) && JSON.stringify(row).includes('$*')) {
    wrong('names', '$* stands for what a * in the name stood for, and no name here has one');
  }
}

export const row = shape.superRefine(checkTogether).transform((written): Row => {
  const { 'gives-old': givesOld, effects = [], ...same } = written;
  return { ...same, effects, ...(givesOld === undefined ? {} : { givesOld }) };
});

/** The rows are read one by one by index.ts, so that what is wrong in one hides nothing of another. */
export const table = z.strictObject({
  name: word('a name'),
  rows: z.array(z.unknown()).max(LIMITS.rows, `at most ${LIMITS.rows} rows may stand in a file`),
});
