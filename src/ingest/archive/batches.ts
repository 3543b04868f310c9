import type { Problem } from '../../problems.ts';
import type { ArchiveBatch, Cursor, RawMail } from './types.ts';

/** Mails and bytes of one batch: what is written to a store at once, and what may be in the memory of a reader. */
const MOST_MAILS = 128;
const MOST_BYTES = 2 * 1024 * 1024;
const MOST_PROBLEMS = 128;

export type Batches = {
  readonly mail: (mail: RawMail) => void;
  readonly problem: (problem: Problem) => void;
  readonly isFull: () => boolean;
  readonly isEmpty: () => boolean;
  /** What was gathered, and begins anew. */
  readonly take: (cursor: Cursor) => ArchiveBatch;
};

export function batches(): Batches {
  let mails: RawMail[] = [];
  let problems: Problem[] = [];
  let bytes = 0;
  return {
    mail(mail) {
      mails.push(mail);
      bytes += mail.bytes.length;
    },
    problem: (problem) => void problems.push(problem),
    isFull: () => mails.length >= MOST_MAILS || bytes >= MOST_BYTES || problems.length >= MOST_PROBLEMS,
    isEmpty: () => mails.length === 0 && problems.length === 0,
    take(cursor) {
      const batch = { mails, problems, cursor };
      mails = [];
      problems = [];
      bytes = 0;
      return batch;
    },
  };
}
