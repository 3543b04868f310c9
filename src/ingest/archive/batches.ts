import type { Problem } from '../../problems.ts';
import type { ArchiveBatch, Cursor, RawMail } from './types.ts';

/** What a source has: a mail, a problem in place of one or beside it, and where it stands behind that. */
export type Piece = {
  readonly mail?: RawMail;
  readonly problem?: Problem;
  readonly cursor: Cursor;
};

/** A batch is written as one; these are few enough to lose when a scan is killed, and many enough to cost little. */
const MOST_MAILS = 250;
const MOST_BYTES = 2 << 20;

/** Puts pieces together; `most`: mails in all, null for all of them. */
export async function* batchesOf(pieces: AsyncIterable<Piece>, most: number | null): AsyncGenerator<ArchiveBatch> {
  let mails: RawMail[] = [];
  let problems: Problem[] = [];
  let cursor: Cursor | null = null;
  let [bytes, left] = [0, most ?? Number.POSITIVE_INFINITY];
  for await (const piece of pieces) {
    cursor = piece.cursor;
    if (piece.problem !== undefined) problems.push(piece.problem);
    if (piece.mail !== undefined) {
      mails.push(piece.mail);
      bytes += piece.mail.bytes.length;
      left--;
    }
    if (mails.length < MOST_MAILS && bytes < MOST_BYTES && problems.length < MOST_MAILS && left > 0) continue;
    yield { mails, problems, cursor };
    [mails, problems, bytes, cursor] = [[], [], 0, null];
    if (left === 0) return;
  }
  if (cursor !== null) yield { mails, problems, cursor };
}
