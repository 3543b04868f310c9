import type { ArchiveBatch, ArchivePart } from '../../ingest/archive/types.ts';
import type { Problem } from '../../problems.ts';
import type { MailRecord, Store } from '../store/types.ts';
import { type Counts, count } from './counts.ts';
import type { Judging } from './judging.ts';
import { bytesOf, sift } from './mails.ts';
import { shareOf } from './share.ts';
import type { ScanProgress, Selection } from './types.ts';

export type ReadOptions = {
  readonly selection: Selection;
  /** Stops after so many mails of this run. */
  readonly most: number | null;
  /** What was read is written when it is aborted, and nothing more is read. */
  readonly signal: AbortSignal;
  /** Verdicts are added here; they may come from elsewhere too. */
  readonly counts: Counts;
  readonly onProgress: (progress: ScanProgress) => void;
  readonly onProblem: (problem: Problem) => void;
};

/** Reads the parts one after another from where the store stands, and hands on what may hold a drawing to be judged. */
export async function readArchive(
  parts: readonly ArchivePart[],
  store: Store,
  judging: Judging,
  options: ReadOptions,
): Promise<ScanProgress> {
  const { counts } = options;
  const counted = { mails: 0, bytes: 0, candidates: 0 };
  const share = shareOf(parts);
  const onItsWay = new Set<string>();

  const written = (mails: readonly MailRecord[]): void => {
    for (const mail of mails) {
      onItsWay.delete(mail.digest);
      count(counts, mail);
    }
    options.onProgress({ ...counted, ...counts, share: share.now() });
  };

  const take = async (part: ArchivePart, { mails, problems, cursor }: ArchiveBatch): Promise<void> => {
    const sifted = mails.map((mail) => sift(mail, options.selection));
    // of the others only a header is written, and the store knows its copies
    const known = await store.known(sifted.flatMap(({ digest, isCandidate }) => (isCandidate ? [digest] : [])));
    const told = sifted.map((each) => {
      const isToJudge = each.isCandidate && !known.has(each.digest) && !onItsWay.has(each.digest);
      if (isToJudge) {
        onItsWay.add(each.digest);
        counted.candidates++;
      }
      return { ...each, isToJudge };
    });
    const bytes = bytesOf(sifted);
    counted.mails += mails.length;
    counted.bytes += bytes;
    counts.errors += problems.length;
    share.read(part, mails.length, bytes);
    for (const problem of problems) options.onProblem(problem);
    await judging.take({ part: part.name, cursor, mails: told, problems }, written);
  };

  for (const part of parts) {
    const most = options.most === null ? null : options.most - counted.mails;
    if (options.signal.aborted || most === 0) break;
    for await (const batch of part.read(await store.cursorOf(part.name), most)) {
      await take(part, batch);
      if (options.signal.aborted) break;
    }
  }
  await judging.flush();
  return { ...counted, ...counts, share: share.now() };
}
