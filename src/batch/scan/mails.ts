import { createHash } from 'node:crypto';
import { looksDrawn } from '../../extract/quick-look.ts';
import { bodyStart } from '../../ingest/archive/body-start.ts';
import { readEnvelope } from '../../ingest/archive/envelope.ts';
import { mayHoldDrawing } from '../../ingest/archive/filter.ts';
import { listOf } from '../../ingest/archive/list.ts';
import { partsToRead } from '../../ingest/archive/parts.ts';
import type { RawMail } from '../../ingest/archive/types.ts';
import type { Envelope } from '../../ingest/threads/types.ts';
import { problemMessage } from '../../problem-texts.ts';
import type { Problem } from '../../problems.ts';
import type { ProblemJson } from '../../report/json/schema.ts';
import type { MailRecord } from '../store/types.ts';
import type { Selection } from './types.ts';

/** A mail before it is judged: what its header says, and whether there is anything to judge. */
export type Sifted = {
  readonly mail: RawMail;
  readonly envelope: Envelope;
  readonly list: string | null;
  readonly digest: string;
  readonly isCandidate: boolean;
};

export function sift(mail: RawMail, selection: Selection): Sifted {
  const envelope = readEnvelope(mail.bytes);
  const list = listOf(mail);
  const isCandidate = isSelected(envelope, list, selection) && mayBeDrawn(mail.bytes);
  return { mail, envelope, list, digest: digestOf(mail.bytes, envelope.messageId), isCandidate };
}

/** Whether something may be drawn in a mail: false only where nothing is. The cheap look at all mails leaves few for the close one. */
export function mayBeDrawn(bytes: Buffer): boolean {
  if (!mayHoldDrawing(bytes)) return false;
  const texts = partsToRead(bytes);
  return texts === 'unknown' || texts.some((text) => looksDrawn(text.toString('latin1')));
}

/** Copies of a mail came by other ways, which its header shows; so the body and the Message-ID make the mail. */
function digestOf(bytes: Buffer, messageId: string | null): string {
  const hash = createHash('sha1').update(messageId ?? '');
  return hash.update(messageId === null ? bytes : bytes.subarray(bodyStart(bytes))).digest('hex');
}

function isSelected({ date, subject }: Envelope, list: string | null, selection: Selection): boolean {
  const { since, until } = selection;
  if (since !== undefined && (date === null || date < since)) return false;
  if (until !== undefined && (date === null || date >= until)) return false;
  if (selection.list !== undefined && list?.toLowerCase() !== selection.list.toLowerCase()) return false;
  const wanted = selection.subject?.toLowerCase();
  return wanted === undefined || (subject ?? '').toLowerCase().includes(wanted);
}

export const bytesOf = (sifted: readonly Sifted[]): number =>
  sifted.reduce((sum, { mail }) => sum + mail.bytes.length, 0);

/** A mail as it is written, but for what comes of judging it. */
export function recordOf({ mail, envelope, list, digest }: Sifted): Omit<MailRecord, 'judged' | 'problems'> {
  return { source: mail.source, envelope, list, bytes: mail.bytes.length, digest };
}

export const problemJson = (problem: Problem): ProblemJson => ({
  source: problem.source ?? '',
  code: problem.code,
  message: problemMessage(problem),
  line: problem.line ?? null,
  column: problem.column ?? null,
});
