import type { JudgedClaim, JudgedMessage } from '../../judge/types.ts';
import { saysAlready } from '../story/same.ts';
import { lineList } from '../story/sentences.ts';
import { CLAIM_TONES, CLAIM_WORDS, POLARITY_WORDS } from '../story/words.ts';
import { harmless } from '../text/harmless.ts';
import { cut } from '../text/width.ts';
import type { Page } from './page.ts';

/** Lines of a sentence of the mail; who wants all of it has the mail. */
const MOST_LINES = 2;
/** Questions and statements that no run can show: so many are told, the others are counted. */
const MOST_UNCHECKABLE = 3;

/** What the author says and what became of it; last what no run can show, a line each. */
export function claimSection({ claims, diagrams }: JudgedMessage, page: Page): string[] {
  if (claims.length === 0) return [];
  const open = claims.filter(isOutOfReach);
  const rest = open.slice(MOST_UNCHECKABLE).map(({ claim }) => claim.line);
  return [
    '',
    page.strong('What the author says'),
    ...claims.filter((judged) => !isOutOfReach(judged)).flatMap((judged) => claimLines(judged, diagrams, page)),
    ...open.slice(0, MOST_UNCHECKABLE).flatMap(({ claim, verdict }) => {
      const room = Math.max(8, page.width - verdict.length - 4);
      return page.labelled(verdict, CLAIM_TONES[verdict], cut(`line ${claim.line}: ${harmless(claim.text)}`, room));
    }),
    ...(rest.length === 0
      ? []
      : page.labelled('not-checkable', 'quiet', `and ${rest.length} more (${lineList(rest)})`)),
  ];
}

/** What something costs is out of reach too, but there the reason says what the drawing can count. */
function isOutOfReach({ claim, verdict }: JudgedClaim): boolean {
  return verdict === 'not-checkable' && claim.type !== 'cost';
}

function claimLines(judged: JudgedClaim, diagrams: JudgedMessage['diagrams'], page: Page): string[] {
  const { claim, verdict } = judged;
  const hedge = harmless(claim.hedge);
  const about = claim.about === null || diagrams.length < 2 ? '' : `, of drawing ${claim.about + 1}`;
  const said = `${POLARITY_WORDS[claim.polarity]} ${CLAIM_WORDS[claim.type]}${hedge === '' ? '' : ` ("${hedge}")`}${about}`;
  const head = `line ${claim.line}, ${said}:`;
  const reason = shortReason(judged, diagrams);
  return [
    ...page.labelled(verdict, CLAIM_TONES[verdict], head),
    ...page.text(`"${harmless(claim.text)}"`, 4, MOST_LINES),
    ...(reason === '' ? [] : page.text(reason, 4).map(page.faint)),
  ];
}

/** The verdict of the drawing stands above already. */
function shortReason({ claim, reason }: JudgedClaim, diagrams: JudgedMessage['diagrams']): string {
  const drawing = claim.about === null ? '' : (diagrams[claim.about]?.judged.reason ?? '');
  const text = harmless(reason);
  const at = drawing === '' ? -1 : text.indexOf(harmless(drawing));
  if (at < 0) return drawing !== '' && saysAlready(drawing, text) ? 'see the verdict above' : text;
  return text.slice(0, at).replace(/[:;,\s]+$/, '') || 'see the verdict above';
}
