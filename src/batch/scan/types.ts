import type { ProblemJson } from '../../report/json/schema.ts';
import type { Bounds } from '../../sim/types.ts';
import type { JudgedMail } from '../store/types.ts';
import type { Counts } from './counts.ts';

/** What every worker is started with. */
export type WorkerData = {
  readonly bounds: Bounds;
  /** Paths of the user's lexicon files. */
  readonly lexicons: readonly string[];
};

export type JudgeTask = { readonly source: string; readonly bytes: Uint8Array };

export type WorkerResult = { readonly judged: JudgedMail | null; readonly problems: readonly ProblemJson[] };

/** Which mails are judged; of the others only the envelope is kept, for the threads that they stand in. */
export type Selection = {
  /** ISO 8601, from the first and before the second. */
  readonly since?: string;
  readonly until?: string;
  readonly list?: string;
  /** Part of the subject. */
  readonly subject?: string;
};

/** What a worker on a shared store has done. */
export type WorkProgress = Readonly<Counts> & { readonly mails: number };

export type ScanProgress = {
  readonly mails: number;
  readonly bytes: number;
  /** Mails whose bytes may hold a drawing. */
  readonly candidates: number;
  readonly drawings: number;
  readonly verdicts: number;
  readonly errors: number;
  /** How much of what this run is to read is read, from 0 to 1; null where that is not known. */
  readonly share: number | null;
};
