import type { BlockContent, RootContent } from 'mdast';
import { bullets, code, heading, type Inline, paragraph, strong, table } from '../markdown/nodes.ts';
import { print } from '../markdown/print.ts';
import { count } from '../story/sentences.ts';
import { harmless } from '../text/harmless.ts';
import { DISPUTE_RULE } from './disputed.ts';
import { dayOf, link, many } from './nodes.ts';
import type { ArchiveView, Dispute, ErrorFigure, Figure, ThreadLine, Verdicts } from './types.ts';

/** The first page of a folder of reports. */
export function indexMarkdown(view: ArchiveView): string {
  return print([
    heading(1, 'What the archive argues about'),
    ...totalsSection(view),
    ...disputeSection(view.disputes),
    ...figureSection('By failure', 'Failure', view.byFailure),
    ...figureSection('By list', 'List', view.byList),
    ...figureSection('By month', 'Month', view.byMonth),
    ...listSection(view.list),
    ...errorSection(view.errors),
  ]);
}

/** A page of the list of threads, in a folder below the index. */
export function pageMarkdown(name: string, lines: readonly ThreadLine[]): string {
  return print([
    heading(1, `Threads of ${name}`),
    paragraph(link('../index.md', 'All reports')),
    threadTable(lines, '../'),
  ]);
}

function totalsSection({ totals, threads }: ArchiveView): RootContent[] {
  const { reproduces, refuted, undetermined } = totals.verdicts;
  const copies = totals.copies === 0 ? '' : ` (and ${count(totals.copies)} copies)`;
  return [
    paragraph(
      `${count(totals.mails)} mails were read${copies}. ${count(totals.drawings)} drawings stand in ${many(threads, 'thread')}:`,
    ),
    bullets([
      [paragraph(strong(count(reproduces)), ' can go wrong as they are drawn (reproduces)')],
      [paragraph(strong(count(refuted)), ' cannot: every order was tried (refuted)')],
      [
        paragraph(
          strong(count(undetermined)),
          ' are left open: something in them is not understood or not said (undetermined)',
        ),
      ],
    ]),
  ];
}

function disputeSection(disputes: readonly (ThreadLine & Dispute)[]): RootContent[] {
  if (disputes.length === 0) return [];
  const rows = disputes.map((thread): Inline[] => [
    String(thread.disputed),
    toReport(thread, ''),
    dayOf(thread.date),
    verdictList(thread.verdicts),
    disputeWords(thread),
  ]);
  return [
    heading(2, 'Most disputed'),
    paragraph(`Points: ${DISPUTE_RULE}`),
    table(['Points', 'Thread', 'Day', 'Drawings', 'What is disputed'], rows),
  ];
}

const disputeWords = ({ opposed, contradicted, quotations }: Dispute): string =>
  [
    ...(opposed === 0 ? [] : [`${many(opposed, 'pair')} of people who say the opposite`]),
    ...(contradicted === 0 ? [] : [`${many(contradicted, 'argument')} contradicted`]),
    ...(quotations === 0 ? [] : [`quoted ${quotations === 1 ? 'once' : `${quotations} times`}`]),
  ].join(', ');

function figureSection(title: string, column: string, figures: readonly Figure[]): RootContent[] {
  if (figures.length === 0) return [];
  const rows = figures.map(({ name, verdicts }) => {
    const { reproduces, refuted, undetermined } = verdicts;
    return [name, ...[reproduces + refuted + undetermined, reproduces, refuted, undetermined].map(count)];
  });
  return [heading(2, title), table([column, 'Drawings', 'Reproduces', 'Refuted', 'Undetermined'], rows)];
}

function listSection(list: ArchiveView['list']): RootContent[] {
  if ('lines' in list) {
    return list.lines.length === 0 ? [] : [heading(2, 'Threads'), threadTable(list.lines, '')];
  }
  const items = list.pages.map(({ file, name, threads }): BlockContent[] => [
    paragraph(link(file, name), `: ${many(threads, 'thread')}`),
  ]);
  return [heading(2, 'Threads'), bullets(items)];
}

function threadTable(lines: readonly ThreadLine[], base: string): RootContent {
  const rows = lines.map((line): Inline[] => [
    dayOf(line.date),
    toReport(line, base),
    harmless(line.list ?? ''),
    verdictList(line.verdicts),
  ]);
  return table(['Day', 'Thread', 'List', 'Drawings'], rows);
}

const toReport = ({ file, title }: ThreadLine, base: string): Inline =>
  link(`${base}${file}`, harmless(title ?? '') || 'without a subject');

/** "2 reproduces, 1 undetermined" */
const verdictList = (verdicts: Verdicts): string =>
  (['reproduces', 'refuted', 'undetermined'] as const)
    .flatMap((verdict) => (verdicts[verdict] === 0 ? [] : [`${verdicts[verdict]} ${verdict}`]))
    .join(', ');

function errorSection(errors: readonly ErrorFigure[]): RootContent[] {
  if (errors.length === 0) return [];
  const all = errors.flatMap(({ code: name, count: times, examples }): RootContent[] => {
    const rest = times - examples.length;
    const items = examples.map(({ source, line, message }): BlockContent[] => [
      paragraph(code(line === null ? source : `${source}:${line}`), `: ${harmless(message)}`),
    ]);
    return [
      heading(3, `${name}: ${count(times)}`),
      bullets(items),
      ...(rest > 0 ? [paragraph(`… and ${count(rest)} more; the store lists them all in its table "errors".`)] : []),
    ];
  });
  return [heading(2, 'What could not be read'), ...all];
}
