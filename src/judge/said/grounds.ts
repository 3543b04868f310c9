import type { Claim } from '../../extract/types.ts';

/** Lines between a denial and what it rests on, at most. */
const NEAR = 4;

/**
 * What the author of a mail rests a denial of its drawing on, the denial among it; nothing where he does not deny it, is not sure, or takes
 * it back.
 * @param own what the author claims about the drawing
 */
export function groundsOfDenial(own: readonly Claim[]): readonly Claim[] {
  const sure = own.filter(({ polarity, hedge, added }) => polarity === '+' && hedge === '' && !added);
  const denial = sure.findLast(({ type }) => type === 'bug-impossible');
  if (denial === undefined || sure.some(({ type, line }) => type === 'bug-exists' && line > denial.line)) return [];
  return sure.filter(({ type, line }) => GROUNDS.has(type) && Math.abs(line - denial.line) <= NEAR);
}

const GROUNDS: ReadonlySet<Claim['type']> = new Set(['bug-impossible', 'invariant']);
