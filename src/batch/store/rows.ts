import { idsJoined, patchKey } from '../../ingest/threads/index.ts';
import type { Envelope } from '../../ingest/threads/types.ts';
import type { ClaimJson, DiagramJson, MessageJson, ProblemJson } from '../../report/json/schema.ts';
import { VERSION } from '../../report/json/version.ts';
import type { WrittenTable } from './columns.ts';
import type { JudgedMail, MailRecord, ThreadMail } from './types.ts';

/** What a row of a table holds, column by column. */
export type Row = readonly (string | number | null)[];

const flag = (value: boolean): number => (value ? 1 : 0);

/** Under which id a mail stands in its thread: one without a Message-ID is found by its digest. */
export const threadKey = ({ envelope, digest }: Pick<MailRecord, 'envelope' | 'digest'>): string =>
  envelope.messageId ?? digest;

/** All ids that a mail puts into one thread. */
export const idsOf = (mail: MailRecord): string[] => [...new Set([threadKey(mail), ...idsJoined(mail.envelope)])];

/** What the column of a mail says of its being judged. */
export const judgedMark = (judged: JudgedMail | null): string | null => (judged === null ? null : VERSION);

/** What a mail brings to the other tables, table by table. */
export type Rows = { readonly [table in Exclude<WrittenTable, 'mails'>]: Row[] };

export const noRows = (): Rows => ({ mentions: [], steps: [], fixes: [], claims: [], errors: [] });

/** Adds the rows of what came of judging a mail. */
export function addResult(
  rows: Rows,
  mail: number,
  part: string,
  result: Pick<MailRecord, 'judged' | 'problems'>,
): void {
  const { judged, problems } = result;
  rows.errors.push(...problems.map((problem) => errorRow(part, problem)));
  if (judged === null) return;
  for (const [number, drawing] of judged.message.diagrams.entries()) {
    rows.mentions.push(mentionRow(mail, number, drawing, judged.evidence[number] ?? ''));
    rows.steps.push(...stepRows(mail, number, drawing));
    rows.fixes.push(...fixRows(mail, number, drawing));
  }
  rows.claims.push(...claimRows(mail, judged.message.claims));
}

export function mailRow(mail: MailRecord, part: string): Row {
  const { digest, source, envelope, list, bytes, judged } = mail;
  const { messageId, inReplyTo, references, subject, from, date } = envelope;
  const ids = references.join(' ');
  const key = threadKey(mail);
  const header = [messageId, key, patchKey(envelope), inReplyTo, ids, subject, from, date, list];
  return [digest, part, source, ...header, bytes, judgedMark(judged)];
}

function mentionRow(mail: number, number: number, drawing: DiagramJson, evidence: string): Row {
  const { lines, quoted, notation, kind, verdict, failure, failureLine, reason } = drawing;
  const told = [verdict, failure, failureLine, reason, JSON.stringify(drawing), evidence];
  return [mail, number, lines[0], lines[1], quoted, notation, kind, ...told];
}

function stepRows(mail: number, number: number, { steps }: DiagramJson): Row[] {
  return steps.map(({ line, lane, text, op, object, rule, understood, relevant }, position) => {
    return [mail, number, position, line, lane, text, op, object, rule, flag(understood), flag(relevant)];
  });
}

function fixRows(mail: number, number: number, { fixes }: DiagramJson): Row[] {
  return fixes.map(({ source, kind, text, verdict, reason }, position) => {
    return [mail, number, position, source, kind, text, verdict, reason];
  });
}

function claimRows(mail: number, claims: readonly ClaimJson[]): Row[] {
  return claims.map((claim, position) => {
    const { line, text, type, polarity, hedge, about, verdict, reason } = claim;
    return [mail, position, line, text, type, polarity, hedge, about, verdict, reason, JSON.stringify(claim)];
  });
}

export function errorRow(part: string, { source, code, message, line }: ProblemJson): Row {
  return [part, source, code, message, line];
}

/** A mail as its row has it. */
export type MailColumns = {
  readonly id: number;
  readonly source: string;
  readonly message_id: string | null;
  readonly in_reply_to: string | null;
  readonly reference_ids: string;
  readonly subject: string | null;
  readonly author: string | null;
  readonly date: string | null;
  readonly list: string | null;
  readonly judged_by: string | null;
};

/** A mail of a thread, put together again from its rows. */
export function threadMailOf(
  mail: MailColumns,
  mentions: readonly { readonly json: string; readonly evidence: string }[],
  claims: readonly { readonly json: string }[],
): ThreadMail {
  const { id, source, list, judged_by } = mail;
  const envelope: Envelope = {
    messageId: mail.message_id,
    inReplyTo: mail.in_reply_to,
    references: mail.reference_ids === '' ? [] : mail.reference_ids.split(' '),
    subject: mail.subject,
    from: mail.author,
    date: mail.date,
  };
  const { messageId, subject, from, date } = envelope;
  const message: MessageJson = {
    ...{ source, messageId, subject, from, date, problems: [] },
    diagrams: mentions.map(({ json }) => JSON.parse(json) as DiagramJson),
    claims: claims.map(({ json }) => JSON.parse(json) as ClaimJson),
  };
  const evidence = mentions.map((mention) => mention.evidence);
  return { id, source, envelope, list, judged: judged_by === null ? null : { message, evidence } };
}
