import type { BlockContent, RootContent } from 'mdast';
import type { ClaimJson, DiagramJson } from '../json/schema.ts';
import { bullets, heading, type Inline, paragraph, strong, table } from '../markdown/nodes.ts';
import { print } from '../markdown/print.ts';
import { span } from '../story/sentences.ts';
import { meaningOf } from '../story/words.ts';
import { harmless } from '../text/harmless.ts';
import { argumentLists, argumentSection } from './arguments.ts';
import { personKey } from './disputed.ts';
import { dayOf, link, loreUrl, many, personName, toMail, whenOf } from './nodes.ts';
import { inOrder, treeSection } from './tree.ts';
import type { DrawingView, MentionView, PatchVersion, ThreadView } from './types.ts';

/** Mails that are named as quoting a drawing. */
const MOST_MENTIONS = 20;
const MOST_VERSIONS = 30;

/** The report of a thread: what came out first, then each drawing with who argued what and the evidence, then the mails. */
export function threadMarkdown(view: ThreadView): string {
  return print([
    heading(1, harmless(view.title ?? '') || 'A thread without a subject'),
    paragraph(...about(view)),
    ...inShort(view.drawings),
    ...versionSection(view.versions),
    ...view.drawings.flatMap((drawing, index) => drawingSection(drawing, index + 1)),
    ...otherSection(view),
    ...treeSection(view),
  ]);
}

/** [The thread](…) · linux-mm · 23 mails by 7 people, 2024-05-06 to 2024-05-19 */
function about({ nodes, list }: ThreadView): Inline[] {
  const mails = inOrder(nodes).flatMap(({ node: { envelope } }) => (envelope === null ? [] : [envelope]));
  const dates = mails.flatMap(({ date }) => (date === null ? [] : [dayOf(date)])).sort();
  const people = new Set(mails.map(({ from }) => personKey(from))).size;
  const [first, last] = [dates[0], dates.at(-1)];
  const days = first === undefined ? '' : `, ${first === last ? first : `${first} to ${last}`}`;
  const url = loreUrl(nodes[0]?.id ?? null);
  return [
    ...(url === null || mails[0]?.messageId == null ? [] : [link(url, 'The thread at lore'), ' · ']),
    ...(list === null ? [] : [`${harmless(list)} · `]),
    `${many(mails.length, 'mail')} by ${many(people, 'person', 'people')}${days}`,
  ];
}

export const verdictWords = ({ verdict, failure }: Pick<DiagramJson, 'verdict' | 'failure'>): string =>
  failure === null ? verdict : `${verdict} (${failure})`;

/** One row a drawing, where there are several. */
function inShort(drawings: readonly DrawingView[]): RootContent[] {
  if (drawings.length < 2) return [];
  const rows = drawings.map(({ diagram, mentions, claims }, index) => {
    const of = (verdict: ClaimJson['verdict']): string =>
      String(claims.filter(({ claim }) => claim.verdict === verdict).length);
    const [main, ...others] = mentions;
    return [
      String(index + 1),
      strong(verdictWords(diagram)),
      personName(main?.mail.from ?? null),
      String(others.length),
      ...[of('supported'), of('refuted'), of('undetermined'), of('not-checkable')],
    ];
  });
  const head = ['Drawing', 'Verdict', 'By', 'Quoted', 'Arguments supported', 'Contradicted', 'Open', 'Not checkable'];
  return [heading(2, 'In short'), table(head, rows)];
}

function drawingSection({ diagram, evidence, mentions, claims }: DrawingView, number: number): RootContent[] {
  const main = mentions[0];
  return [
    heading(2, `Drawing ${number}: `, verdictWords(diagram)),
    paragraph(strong(meaningOf(diagram.kind, diagram.verdict)), ' ', harmless(diagram.reason)),
    ...(main === undefined ? [] : mentionParagraphs(main, mentions.slice(1), diagram)),
    ...argumentSection(claims),
    heading(3, 'The evidence'),
    ...(main === undefined
      ? []
      : [paragraph('Lines are those of ', toMail(main.mail, `the mail of ${whenOf(main.mail.date)}`), '.')]),
    // printed by us, with all that a mail holds escaped
    { type: 'html', value: evidence.trimEnd() },
  ];
}

/** Who drew it, and who quotes it; where a quotation came out otherwise, that is said. */
function mentionParagraphs(main: MentionView, others: readonly MentionView[], { verdict }: DiagramJson): RootContent[] {
  const drawn =
    main.quoted === 0
      ? [`Drawn by ${personName(main.mail.from)} in `, toMail(main.mail, `the mail of ${whenOf(main.mail.date)}`)]
      : [
          `Nobody in the archive is known to have drawn it; first quoted by ${personName(main.mail.from)} in `,
          toMail(main.mail, `the mail of ${whenOf(main.mail.date)}`),
        ];
  const out: RootContent[] = [paragraph(...drawn, `, ${span(main.lines)}.`)];
  if (others.length === 0) return out;
  const named = others
    .slice(0, MOST_MENTIONS)
    .flatMap(({ mail, verdict: own }, index): Inline[] => [
      index === 0 ? '' : ', ',
      `${personName(mail.from)} (`,
      toMail(mail, dayOf(mail.date)),
      own === verdict ? ')' : `; what is left of it there: ${own})`,
    ]);
  const rest = others.length - MOST_MENTIONS;
  const isRepeated = others.every(({ quoted }) => quoted === 0);
  const words = isRepeated ? 'Drawn again by ' : 'Quoted by ';
  out.push(paragraph(words, ...named.filter((part) => part !== ''), rest > 0 ? ` and ${rest} more.` : '.'));
  return out;
}

function versionSection(versions: readonly PatchVersion[]): RootContent[] {
  if (versions.length < 2) return [];
  const rest = versions.length - MOST_VERSIONS;
  return [
    heading(2, 'Versions of the patch'),
    bullets(versions.slice(0, MOST_VERSIONS).map(versionItem)),
    ...(rest > 0 ? [paragraph(`… and ${rest} more.`)] : []),
  ];
}

function versionItem({ version, subject, date, messageId, report }: PatchVersion): BlockContent[] {
  const where: Inline[] =
    report === 'here' ? [' (this thread)'] : report === null ? [] : [' (', link(report, 'its report'), ')'];
  const words = harmless(subject ?? '') || 'without a subject';
  return [paragraph(strong(`v${version}`), `, ${dayOf(date)}: `, toMail({ messageId }, words), ...where)];
}

function otherSection({ otherClaims }: ThreadView): RootContent[] {
  if (otherClaims.length === 0) return [];
  return [
    heading(2, 'What else is argued'),
    paragraph('No drawing is near enough to say what these are about.'),
    ...argumentLists(otherClaims),
  ];
}
