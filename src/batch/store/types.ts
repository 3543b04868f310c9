import type { Cursor } from '../../ingest/archive/types.ts';
import type { Envelope } from '../../ingest/threads/types.ts';
import type { DrawingVerdict } from '../../judge/types.ts';
import type { MessageJson, ProblemJson } from '../../report/json/schema.ts';

/**
 * What a scan leaves behind and goes on from:
 *
 *     parts ── mails ── mentions (a drawing in a mail) ── steps, fixes
 *                  └── claims             threads ── drawings (one, in all mails that quote it) ── mentions
 *
 * Everything that a batch brought is written in one transaction with the cursor behind it, so a scan that is killed loses whole
 * batches and nothing else. Rows get their numbers in the order in which the mails were read, whatever the workers do.
 */

/** What came of judging a mail. */
export type JudgedMail = {
  readonly message: MessageJson;
  /** Markdown, one for each drawing: the verdict and all its evidence. */
  readonly evidence: readonly string[];
};

/** A mail as it goes into the store. */
export type MailRecord = {
  readonly source: string;
  readonly envelope: Envelope;
  readonly list: string | null;
  readonly bytes: number;
  /** Hex; of its Message-ID and body, so that copies of one mail have the same. */
  readonly digest: string;
  /** Null where its bytes can hold no drawing, or where it could not be judged (`problems` says why). */
  readonly judged: JudgedMail | null;
  readonly problems: readonly ProblemJson[];
};

export type StoreBatch = {
  readonly part: string;
  readonly cursor: Cursor;
  readonly mails: readonly MailRecord[];
  /** What was wrong with the source itself. */
  readonly problems: readonly ProblemJson[];
};

/** A mail of a thread, as reports need it. */
export type ThreadMail = {
  readonly id: number;
  readonly source: string;
  readonly envelope: Envelope;
  readonly list: string | null;
  /** Null where it was not judged. */
  readonly judged: JudgedMail | null;
};

/** The mentions of one drawing, by mail and number in the mail; the first stands for all. */
export type DrawingGroup = readonly { readonly mail: number; readonly number: number }[];

/** What the index tells of a thread's report. */
export type ThreadReport = {
  /** In the folder of the reports. */
  readonly file: string;
  readonly title: string | null;
  /** Of its first mail, ISO 8601 in UTC. */
  readonly date: string | null;
  readonly list: string | null;
  /** See src/report/archive/disputed.ts. */
  readonly opposed: number;
  readonly contradicted: number;
  readonly quotations: number;
  readonly disputed: number;
};

/** Rows of an answer; numbers that were counted may come as text. */
// biome-ignore lint/suspicious/noExplicitAny: the asker knows what its SQL gives
export type Answers = readonly Readonly<Record<string, any>>[];

/** Which drawings `query` lists; what is absent does not matter. */
export type DrawingFilter = {
  readonly verdict?: DrawingVerdict;
  readonly failure?: string;
  readonly list?: string;
  /** Part of the author's name or address. */
  readonly author?: string;
  /** Part of the subject. */
  readonly subject?: string;
  /** ISO 8601, from the first and before the second. */
  readonly since?: string;
  readonly until?: string;
  readonly limit?: number;
};

export type DrawingRow = {
  readonly verdict: string;
  readonly failure: string | null;
  readonly date: string | null;
  readonly list: string | null;
  readonly author: string | null;
  readonly subject: string | null;
  readonly messageId: string | null;
  readonly firstLine: number;
  readonly lastLine: number;
  readonly mentions: number;
  /** The file of its thread's report, in the folder of the reports. */
  readonly report: string | null;
  readonly reason: string;
};

export type Totals = {
  readonly mails: number;
  readonly judged: number;
  readonly copies: number;
  readonly drawings: number;
  readonly verdicts: Readonly<Record<DrawingVerdict, number>>;
  readonly errors: number;
};

export type Store = {
  /** Keeps a value under a name where none is kept yet; what is kept then. */
  readonly remember: (name: string, value: string) => Promise<string>;
  readonly cursorOf: (part: string) => Promise<Cursor | null>;
  /** Those of the digests that are there already. */
  readonly known: (digests: readonly string[]) => Promise<ReadonlySet<string>>;
  readonly write: (batch: StoreBatch) => Promise<void>;
  /** Threads with drawings that got mails since their report was written, by number. */
  readonly changedThreads: () => AsyncIterable<number>;
  readonly mailsOf: (thread: number) => Promise<readonly ThreadMail[]>;
  /** Writes which mentions are one drawing, and that the thread's report is up to date. */
  readonly settleThread: (thread: number, report: ThreadReport, drawings: readonly DrawingGroup[]) => Promise<void>;
  /** Asks in SQL that SQLite and PostgreSQL both understand; figures.ts has the questions. Few rows: all are there at once. */
  readonly ask: (sql: string, values?: readonly (string | number | null)[]) => Promise<Answers>;
  readonly drawings: (filter: DrawingFilter) => AsyncIterable<DrawingRow>;
  readonly totals: () => Promise<Totals>;
  readonly close: () => Promise<void>;
};
