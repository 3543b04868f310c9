import type { Problem } from '../../problems.ts';
import type { MailRecord } from '../store/types.ts';
import type { Sifted } from './mails.ts';

/** A batch as it was read. `isToJudge`: something may be drawn in it, and it is neither in the store nor on its way there. */
export type SiftedBatch = {
  readonly part: string;
  readonly cursor: string;
  readonly mails: readonly (Sifted & { readonly isToJudge: boolean })[];
  readonly problems: readonly Problem[];
};

/** What becomes of mails that were read: they are judged and written here, or written for others to judge. */
export type Judging = {
  /** Takes a batch, and waits where too much is under way. `written` is called when it stands in the store. */
  readonly take: (batch: SiftedBatch, written: (mails: readonly MailRecord[]) => void) => Promise<void>;
  /** Ends when all that was taken is written, or will not be written any more. */
  readonly flush: () => Promise<void>;
  /** Ends when each mail of the store has its verdict: true; false where it was interrupted before. */
  readonly settle: () => Promise<boolean>;
  readonly close: () => Promise<void>;
};
