import type { ArchiveBatch, ArchivePart } from '../../ingest/archive/types.ts';
import { problemMessage } from '../../problem-texts.ts';
import type { Problem } from '../../problems.ts';
import type { ProblemJson } from '../../report/json/schema.ts';
import type { MailRecord, Store } from '../store/types.ts';
import { type Sifted, sift } from './mails.ts';
import type { Pool } from './pool.ts';
import { shareOf } from './share.ts';
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
  const share = shareOf(parts);
  const waiting: InFlight[] = [];
  const judging = new Set<string>();
  let held = 0;

  const writeOldest = async (): Promise<void> => {
    const oldest = waiting.shift();
    if (oldest === undefined) return;
    await oldest.write();
    held -= oldest.bytes;
    options.onProgress({ ...counted, share: share.now() });
  };

  const take = async (part: ArchivePart, { mails, problems, cursor }: ArchiveBatch): Promise<void> => {
    const sifted = mails.map((mail) => sift(mail, options.selection));
    const known = await store.known(sifted.map(({ digest }) => digest));
    const begun = sifted.map((each) => {
      const isNew = !known.has(each.digest) && !judging.has(each.digest);
      judging.add(each.digest);
      if (!isNew) counted.copies++;
      if (isNew && each.isCandidate) counted.candidates++;
      return isNew && each.isCandidate ? pool.judge(each.mail.source, each.mail.bytes) : NOTHING;
    });
    counted.mails += mails.length;
    share.read(part, mails.length, bytesOf(sifted));
    for (const problem of problems) options.onProblem(problem);
    counted.bytes += bytesOf(sifted);
    const bytes = bytesOf(sifted.filter(({ isCandidate }) => isCandidate));
    const records = sifted.map((each) => recordOf(each));
    held += bytes;
    waiting.push({
      bytes,
      write: async () => {
        const results = await Promise.all(begun);
        const judged = records.map((record, index) => ({ ...record, ...(results[index] ?? NO_RESULT) }));
        await store.write({ part: part.name, cursor, mails: judged, problems: problems.map(problemJson) });
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

  for (const part of parts) {
    const most = options.most === null ? null : options.most - counted.mails;
    if (options.signal.aborted || most === 0) break;
    for await (const batch of part.read(await store.cursorOf(part.name), most)) {
      await take(part, batch);
      if (options.signal.aborted) break;
    }
  }
  while (waiting.length > 0) await writeOldest();
  return { ...counted, share: share.now() };
}

const bytesOf = (sifted: readonly Sifted[]): number => sifted.reduce((sum, { mail }) => sum + mail.bytes.length, 0);

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
