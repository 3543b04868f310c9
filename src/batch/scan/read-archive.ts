import type { ArchiveBatch, ArchivePart } from '../../ingest/archive/types.ts';
import { problemMessage } from '../../problem-texts.ts';
import type { Problem } from '../../problems.ts';
import type { ProblemJson } from '../../report/json/schema.ts';
import type { MailRecord, Store } from '../store/types.ts';
import { type Sifted, sift } from './mails.ts';
import type { Pool } from './pool.ts';
import type { ScanProgress, Selection, WorkerResult } from './types.ts';

/** Batches are written in the order in which they were read; so many bytes of mails may wait for their verdicts meanwhile. */
const BYTES_IN_FLIGHT = 16 * 1024 * 1024;
const BATCHES_IN_FLIGHT = 64;

export type ReadOptions = {
  readonly selection: Selection;
  /** Stops after so many mails of this run. */
  readonly most: number | null;
  /** What was read is written when it is aborted, and nothing more is read. */
  readonly signal: AbortSignal;
  readonly onProgress: (progress: ScanProgress) => void;
  readonly onProblem: (problem: Problem) => void;
};

type InFlight = { readonly write: () => Promise<void>; readonly bytes: number };

/** Reads the parts one after another from where the store stands, judges what may hold a drawing, and writes all of it. */
export async function readArchive(
  parts: readonly ArchivePart[],
  store: Store,
  pool: Pool,
  options: ReadOptions,
): Promise<ScanProgress> {
  const counted = { mails: 0, bytes: 0, candidates: 0, copies: 0, drawings: 0, verdicts: 0, errors: 0 };
  const waiting: InFlight[] = [];
  const judging = new Set<string>();
  let held = 0;

  const writeOldest = async (): Promise<void> => {
    const oldest = waiting.shift();
    if (oldest === undefined) return;
    await oldest.write();
    held -= oldest.bytes;
    options.onProgress({ ...counted });
  };

  const take = async (part: string, { mails, problems, cursor }: ArchiveBatch): Promise<void> => {
    const sifted = mails.map((mail) => sift(mail, options.selection));
    const known = await store.known(sifted.map(({ digest }) => digest));
    const begun = sifted.map((each) => {
      const isNew = !known.has(each.digest) && !judging.has(each.digest);
      judging.add(each.digest);
      counted.bytes += each.mail.bytes.length;
      if (!isNew) counted.copies++;
      if (isNew && each.isCandidate) counted.candidates++;
      return isNew && each.isCandidate ? pool.judge(each.mail.source, each.mail.bytes) : NOTHING;
    });
    counted.mails += mails.length;
    for (const problem of problems) options.onProblem(problem);
    const bytes = sifted.reduce((sum, { mail, isCandidate }) => sum + (isCandidate ? mail.bytes.length : 0), 0);
    const records = sifted.map((each) => recordOf(each));
    held += bytes;
    waiting.push({
      bytes,
      write: async () => {
        const results = await Promise.all(begun);
        const judged = records.map((record, index) => ({ ...record, ...(results[index] ?? NO_RESULT) }));
        await store.write({ part, cursor, mails: judged, problems: problems.map(problemJson) });
        for (const { digest } of records) judging.delete(digest);
        for (const { judged: verdicts, problems: own } of judged) {
          counted.errors += own.length;
          const diagrams = verdicts?.message.diagrams ?? [];
          counted.drawings += diagrams.length;
          counted.verdicts += diagrams.filter(({ verdict }) => verdict !== 'undetermined').length;
        }
        counted.errors += problems.length;
      },
    });
    while (held > BYTES_IN_FLIGHT || waiting.length > BATCHES_IN_FLIGHT) await writeOldest();
  };

  const isEnough = (): boolean =>
    options.signal.aborted || (options.most !== null && counted.mails >= options.most);
  for (const part of parts) {
    if (isEnough()) break;
    for await (const batch of part.read(await store.cursorOf(part.name))) {
      await take(part.name, batch);
      if (isEnough()) break;
    }
  }
  while (waiting.length > 0) await writeOldest();
  return { ...counted };
}

const NO_RESULT: WorkerResult = { judged: null, problems: [] };
const NOTHING = Promise.resolve(NO_RESULT);

function recordOf({ mail, envelope, list, digest }: Sifted): Omit<MailRecord, 'judged' | 'problems'> {
  return { source: mail.source, envelope, list, bytes: mail.bytes.length, digest };
}

const problemJson = (problem: Problem): ProblemJson => ({
  source: problem.source ?? '',
  code: problem.code,
  message: problemMessage(problem),
  line: problem.line ?? null,
  column: problem.column ?? null,
});
