import { patchKey } from '../../ingest/threads/index.ts';
import type { ClaimJson, DiagramJson, MessageJson, ProblemJson } from '../../report/json/schema.ts';
import { VERSION } from '../../report/json/version.ts';
import type { JudgedMail, MailRecord } from './types.ts';

/** What a row of a table holds, column by column. */
export type Row = readonly (string | number | null)[];

const flag = (value: boolean): number => (value ? 1 : 0);

/** Under which id a mail stands in its thread: one without a Message-ID is found by its digest. */
export const threadKey = ({ envelope, digest }: Pick<MailRecord, 'envelope' | 'digest'>): string =>
  envelope.messageId ?? digest;

export function mailRow(mail: MailRecord, part: string): Row {
  const { digest, source, envelope, list, bytes, judged } = mail;
  const { messageId, inReplyTo, references, subject, from, date } = envelope;
  const ids = references.join(' ');
  const key = threadKey(mail);
  return [
    digest,
    part,
    source,
    messageId,
    key,
    patchKey(envelope),
    inReplyTo,
    ids,
    subject,
    from,
    date,
    list,
    bytes,
    judged === null ? null : VERSION,
  ];
}

export function mentionRow(mail: number, number: number, drawing: DiagramJson, evidence: string): Row {
  const { lines, quoted, notation, kind, verdict, failure, failureLine, reason } = drawing;
  const told = [verdict, failure, failureLine, reason, JSON.stringify(drawing), evidence];
  return [mail, number, lines[0], lines[1], quoted, notation, kind, ...told];
}

export function stepRows(mail: number, number: number, { steps }: DiagramJson): Row[] {
  return steps.map(({ line, lane, text, op, object, rule, understood, relevant }, position) => {
    return [mail, number, position, line, lane, text, op, object, rule, flag(understood), flag(relevant)];
  });
}

export function fixRows(mail: number, number: number, { fixes }: DiagramJson): Row[] {
  return fixes.map(({ source, kind, text, verdict, reason }, position) => {
    return [mail, number, position, source, kind, text, verdict, reason];
  });
}

export function claimRows(mail: number, claims: readonly ClaimJson[]): Row[] {
  return claims.map((claim, position) => {
    const { line, text, type, polarity, hedge, about, verdict, reason } = claim;
    return [mail, position, line, text, type, polarity, hedge, about, verdict, reason, JSON.stringify(claim)];
  });
}

export function errorRow(part: string, { source, code, message, line }: ProblemJson): Row {
  return [part, source, code, message, line];
}

/** A judged mail put together again from its rows. */
export function judgedOf(
  { source, messageId, subject, from, date }: Omit<MessageJson, 'diagrams' | 'claims' | 'problems'>,
  mentions: readonly { readonly json: string; readonly evidence: string }[],
  claims: readonly { readonly json: string }[],
): JudgedMail {
  return {
    message: {
      source,
      messageId,
      subject,
      from,
      date,
      problems: [],
      diagrams: mentions.map(({ json }) => JSON.parse(json) as DiagramJson),
      claims: claims.map(({ json }) => JSON.parse(json) as ClaimJson),
    },
    evidence: mentions.map(({ evidence }) => evidence),
  };
}
