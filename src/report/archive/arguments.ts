import type { BlockContent, RootContent } from 'mdast';
import type { ClaimJson } from '../json/schema.ts';
import { bullets, heading, type Inline, paragraph, strong, text } from '../markdown/nodes.ts';
import { CLAIM_WORDS, POLARITY_WORDS } from '../story/words.ts';
import { harmless } from '../text/harmless.ts';
import { cut } from '../text/width.ts';
import { dayOf, many, personName, toMail } from './nodes.ts';
import type { SaidClaim } from './types.ts';

/** Who argued what, and what the simulation says to it: what it decides first, and what nobody can check last. */

const GROUPS: readonly { readonly verdict: ClaimJson['verdict']; readonly title: string }[] = [
  { verdict: 'refuted', title: 'Contradicted by the simulation' },
  { verdict: 'supported', title: 'Supported by the simulation' },
  { verdict: 'undetermined', title: 'Left open' },
  { verdict: 'not-checkable', title: 'Nothing that a run could show' },
];
/** Arguments that are listed of each verdict. */
const MOST = 50;
/** Columns of a quotation. */
const LONGEST = 300;

export function argumentSection(claims: readonly SaidClaim[]): RootContent[] {
  if (claims.length === 0) return [];
  return [heading(3, 'Who argued what'), paragraph(...tally(claims)), ...argumentLists(claims)];
}

/** What is left over, without a tally: the simulation has nothing to say to it. */
export function argumentLists(claims: readonly SaidClaim[]): RootContent[] {
  return GROUPS.flatMap(({ verdict, title }) => {
    const own = claims.filter(({ claim }) => claim.verdict === verdict);
    if (own.length === 0) return [];
    const rest = own.length - MOST;
    const more = rest > 0 ? [paragraph(`… and ${rest} more.`)] : [];
    return [paragraph(strong(`${title}:`)), bullets(own.slice(0, MOST).map(argument)), ...more];
  });
}

/** "Of 7 arguments the simulation supports 2 and contradicts 1; 3 it leaves open, and 1 cannot be checked by it." */
export function tally(claims: readonly SaidClaim[]): Inline[] {
  const of = (verdict: ClaimJson['verdict']): number => claims.filter(({ claim }) => claim.verdict === verdict).length;
  const [supported, contradicted, open] = [of('supported'), of('refuted'), of('undetermined')];
  const unchecked = of('not-checkable');
  return [
    `Of ${many(claims.length, 'argument')} the simulation `,
    strong(`supports ${supported}`),
    ' and ',
    strong(`contradicts ${contradicted}`),
    open === 0 ? '' : `; ${open} it leaves open`,
    unchecked === 0 ? '' : `; ${unchecked} it cannot check`,
    '.',
  ].filter((part) => part !== '');
}

/** Jane Doe ([2024-05-06](…), line 22, "I think") says that there is a bug: *the sentence* (the reason) */
function argument({ mail, claim, unquoted }: SaidClaim): BlockContent[] {
  const hedge = harmless(claim.hedge);
  const said = `${POLARITY_WORDS[claim.polarity]} ${CLAIM_WORDS[claim.type]}`;
  const reason = ownReason(claim);
  return [
    paragraph(
      `${personName(mail.from)} (`,
      toMail(mail, dayOf(mail.date)),
      `, line ${claim.line}${unquoted ? ', without quoting it' : ''}) ${said}${hedge === '' ? '' : `, hedged by "${hedge}"`}: `,
      { type: 'emphasis', children: [text(cut(harmless(claim.text), LONGEST))] },
      ...(reason === '' ? [] : [` (${reason})`]),
    ),
  ];
}

/** What the drawing's own verdict says already is not said again at each argument. */
function ownReason({ verdict, reason }: ClaimJson): string {
  if (verdict === 'not-checkable' || /^the drawing (?:itself )?is undetermined/.test(reason)) return '';
  return harmless(reason);
}
