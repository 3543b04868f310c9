import type { ClaimJson } from '../json/schema.ts';
import type { Dispute, DrawingView, SaidClaim } from './types.ts';

/**
 * How much a thread disputes, for the order in the index:
 *
 *     4 for each two people who say the opposite of one drawing (it can go wrong, it cannot; this helps, it does not)
 *     2 for each claim that the simulation contradicts
 *     1 for each mail that quotes the drawing, up to ten
 *
 * Without the first and the second nothing is disputed, however often it is quoted.
 */
export const DISPUTE_RULE =
  '4 points for each two people who say the opposite of one drawing, 2 for each claim that the simulation contradicts, ' +
  '1 for each mail that quotes it, up to 10; none where nobody is contradicted.';
const OF_OPPOSED = 4;
const OF_CONTRADICTED = 2;
const MOST_QUOTATIONS = 10;

export function disputeOf(drawings: readonly DrawingView[]): Dispute {
  const opposed = sum(drawings, ({ claims }) => opposedIn(claims, BUG) + opposedIn(claims, HELP));
  const contradicted = sum(drawings, ({ claims }) => claims.filter(({ claim }) => claim.verdict === 'refuted').length);
  const quotations = sum(drawings, ({ mentions }) => mentions.length - 1);
  const points =
    sum(drawings, ({ mentions }) => Math.min(MOST_QUOTATIONS, mentions.length - 1)) +
    OF_OPPOSED * opposed +
    OF_CONTRADICTED * contradicted;
  return { opposed, contradicted, quotations, disputed: opposed + contradicted === 0 ? 0 : points };
}

const sum = (drawings: readonly DrawingView[], of: (drawing: DrawingView) => number): number =>
  drawings.reduce((total, drawing) => total + of(drawing), 0);

/** Two sides of a question: which types of claims say yes, and which no. */
type Question = { readonly yes: readonly ClaimJson['type'][]; readonly no: readonly ClaimJson['type'][] };
const BUG: Question = {
  yes: ['bug-exists', 'ordering-needed'],
  no: ['bug-impossible', 'harmless', 'ordering-not-needed'],
};
const HELP: Question = { yes: ['fix-works'], no: ['fix-fails'] };

/** How many pairs of people there are with one on each side; who speaks for both sides is on none. */
function opposedIn(claims: readonly SaidClaim[], { yes, no }: Question): number {
  const sides = { yes: new Set<string>(), no: new Set<string>() };
  for (const { mail, claim } of claims) {
    if (claim.polarity === '?') continue;
    const asserts = claim.polarity === '+';
    if (yes.includes(claim.type)) sides[asserts ? 'yes' : 'no'].add(personKey(mail.from));
    if (no.includes(claim.type)) sides[asserts ? 'no' : 'yes'].add(personKey(mail.from));
  }
  const only = (one: ReadonlySet<string>, other: ReadonlySet<string>): number =>
    [...one].filter((person) => !other.has(person)).length;
  return Math.min(only(sides.yes, sides.no), only(sides.no, sides.yes));
}

/** People are told apart by address. */
export function personKey(from: string | null): string {
  return (/[^\s<>"]+@[^\s<>"]+/.exec(from ?? '')?.[0] ?? from ?? '').toLowerCase();
}
