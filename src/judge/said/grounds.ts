import type { Claim } from '../../extract/types.ts';

/** Lines between a denial and what it rests on, at most. */
const NEAR = 4;

/**
 * What a denial of a drawing rests on, the denial among it; nothing where it is not denied, he who denies it is not sure, or he takes it back.
 * @param said all that one writer claims about the drawing
 */
export function groundsOfDenial(said: readonly Claim[]): readonly Claim[] {
  const sure = said.filter(({ polarity, hedge, added }) => polarity === '+' && hedge === '' && !added);
  const denial = sure.findLast(({ type }) => type === 'bug-impossible');
  if (denial === undefined || sure.some(({ type, line }) => type === 'bug-exists' && line > denial.line)) return [];
  return sure.filter(({ type, line }) => GROUNDS.has(type) && Math.abs(line - denial.line) <= NEAR);
}

const GROUNDS: ReadonlySet<Claim['type']> = new Set(['bug-impossible', 'invariant']);
