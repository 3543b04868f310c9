import { patchTitle } from '../../ingest/threads/index.ts';
import type { Dispute, ErrorFigure, Figure, ThreadLine, Verdicts } from '../../report/archive/index.ts';
import type { PatchVersion } from '../../report/archive/types.ts';
import type { Answers, Store } from './types.ts';

/**
 * What reports ask of a store. The SQL is such as SQLite and PostgreSQL both understand, and each answer is small, however large the
 * archive: it is counted there, or read page by page.
 */
type Asked = Pick<Store, 'ask'>;
type AnswerRow = Answers[number];

/** The mail that a thread is named after: its oldest. `key`: its Message-ID, or what stands for it. */
export type FirstMail = { readonly key: string; readonly subject: string | null; readonly date: string | null };

const VERDICTS = ['reproduces', 'refuted', 'undetermined'] as const;

/** Drawings by what `of` gives for a drawing's main mail; the names in their order, what has none last. */
async function figuresBy(store: Asked, of: string, nameless: string): Promise<Figure[]> {
  const rows = await store.ask(
    `select ${of} as name, ${VERDICTS.map((verdict) => `sum(case when drawings.verdict = '${verdict}' then 1 else 0 end) as ${verdict}`).join(', ')}
     from drawings join mails on mails.id = drawings.main_mail group by ${of}`,
  );
  const named = rows.filter(({ name }) => name !== null).sort((a, b) => (a.name < b.name ? -1 : 1));
  const rest = rows.filter(({ name }) => name === null);
  return [...named, ...rest].map((row) => ({ name: row.name ?? nameless, verdicts: verdictsOf(row) }));
}

const verdictsOf = (row: AnswerRow): Verdicts => ({
  reproduces: Number(row.reproduces),
  refuted: Number(row.refuted),
  undetermined: Number(row.undetermined),
});

export const byList = (store: Asked): Promise<Figure[]> => figuresBy(store, 'mails.list', 'no list');
export const byMonth = (store: Asked): Promise<Figure[]> => figuresBy(store, 'substr(mails.date, 1, 7)', 'undated');

/** The most frequent first. */
export async function byFailure(store: Asked): Promise<Figure[]> {
  const all = (figure: Figure): number => VERDICTS.reduce((sum, verdict) => sum + figure.verdicts[verdict], 0);
  const figures = await figuresBy(store, 'drawings.failure', 'none that is named');
  return figures.sort((a, b) => all(b) - all(a));
}

// ── threads with a report ──────────────────────────────────────────────────────────────────────────────────────────

const LINE = `threads.file, threads.title, threads.date, threads.list, ${VERDICTS.map(
  (verdict) =>
    `(select count(*) from drawings where drawings.thread = threads.id and drawings.verdict = '${verdict}') as ${verdict}`,
).join(', ')}`;

const lineOf = (row: AnswerRow): ThreadLine => ({
  file: row.file,
  title: row.title,
  date: row.date,
  list: row.list,
  verdicts: verdictsOf(row),
});

export async function disputes(store: Asked, most: number): Promise<(ThreadLine & Dispute)[]> {
  const rows = await store.ask(
    `select ${LINE}, opposed, contradicted, quotations, disputed from threads
     where file is not null and disputed > 0 order by disputed desc, date desc, file limit ?`,
    [most],
  );
  return rows.map((row) => {
    const [opposed, contradicted] = [Number(row.opposed), Number(row.contradicted)];
    return {
      ...lineOf(row),
      opposed,
      contradicted,
      quotations: Number(row.quotations),
      disputed: Number(row.disputed),
    };
  });
}

/** How many threads have a report, by month (`2024-05`, or '' where undated), the newest first. */
export async function threadMonths(store: Asked): Promise<{ readonly month: string; readonly threads: number }[]> {
  const rows = await store.ask(
    `select coalesce(substr(date, 1, 7), '') as month, count(*) as threads from threads where file is not null group by 1`,
  );
  const months = rows.map(({ month, threads }) => ({ month: String(month), threads: Number(threads) }));
  return months.sort((a, b) => (a.month < b.month ? 1 : -1));
}

/** Threads whose day begins with `period` ('' is all of them, null those without a day), the newest first. */
export async function threadLines(
  store: Asked,
  period: string | null,
  most: number,
  after: number,
): Promise<ThreadLine[]> {
  const where = period === null ? 'date is null' : period === '' ? '1 = 1' : 'substr(date, 1, ?) = ?';
  const rows = await store.ask(
    `select ${LINE} from threads where file is not null and ${where}
     order by coalesce(date, '') desc, file limit ? offset ?`,
    [...(period === null || period === '' ? [] : [period.length, period]), most, after],
  );
  return rows.map(lineOf);
}

/** Those of the files that are some thread's report. */
export async function filesInUse(store: Asked, files: readonly string[]): Promise<ReadonlySet<string>> {
  if (files.length === 0) return new Set();
  const rows = await store.ask(`select file from threads where file in (${files.map(() => '?').join(', ')})`, files);
  return new Set(rows.map(({ file }) => file));
}

/** The oldest mail of a thread, whose report is named after it. */
export async function firstMailOf(store: Asked, thread: number): Promise<FirstMail & { readonly list: string | null }> {
  const [row] = await store.ask(
    `select mails.thread_key as key, mails.subject, mails.date, mails.list
     from thread_ids join mails on mails.thread_key = thread_ids.id where thread_ids.thread = ?
     order by coalesce(mails.date, '9999'), mails.thread_key, mails.id limit 1`,
    [thread],
  );
  return {
    key: row?.key ?? String(thread),
    subject: row?.subject ?? null,
    date: row?.date ?? null,
    list: row?.list ?? null,
  };
}

// ── patches ────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Mails of other versions that are looked at. */
const MOST_VERSIONS = 1000;

/**
 * The versions of a thread's patches, in this and in other threads; patches that were posted together each time are one series, for
 * which its first mail stands.
 * @param reportOf the file of another thread's report, null where it has none
 */
export async function versionsOf(
  store: Asked,
  thread: number,
  reportOf: (thread: number) => Promise<string | null>,
): Promise<PatchVersion[]> {
  const rows = await store.ask(
    `select distinct version.id, version.series_key, version.message_id, version.subject, version.date, theirs.thread
     from thread_ids as ours join mails as mail on mail.thread_key = ours.id
     join mails as version on version.series_key = mail.series_key
     join thread_ids as theirs on theirs.id = version.thread_key
     where ours.thread = ? order by version.id limit ?`,
    [thread, MOST_VERSIONS],
  );
  const versions: PatchVersion[] = [];
  for (const series of seriesOf(rows)) {
    for (const { row, version } of series) {
      const report = row.thread === thread ? 'here' : await reportOf(row.thread);
      versions.push({ version, subject: row.subject, date: row.date, messageId: row.message_id, report });
    }
  }
  return versions;
}

type Posting = { readonly row: AnswerRow; readonly version: number; readonly number: number };

/** The postings of each series that was posted more than once, oldest version first. */
function seriesOf(rows: Answers): readonly (readonly Posting[])[] {
  const patches = new Map<string, Map<string, Posting>>();
  for (const row of rows) {
    const title = patchTitle(row.subject ?? '');
    const posting = { row, version: title?.version ?? 1, number: title?.number ?? 0 };
    const postings = patches.get(row.series_key) ?? new Map<string, Posting>();
    const place = `${row.thread} ${posting.version}`;
    if (!postings.has(place)) postings.set(place, posting);
    patches.set(row.series_key, postings);
  }
  const series = new Map<string, readonly Posting[]>();
  for (const postings of patches.values()) {
    if (postings.size < 2) continue;
    const together = [...postings.keys()].sort().join(', ');
    const own = [...postings.values()].sort(byVersion);
    const known = series.get(together);
    if (known === undefined || (own[0]?.number ?? 0) < (known[0]?.number ?? 0)) series.set(together, own);
  }
  return [...series.values()].sort(
    (a, b) => compare(dateOf(a[0]), dateOf(b[0])) || Number(a[0]?.row.id) - Number(b[0]?.row.id),
  );
}

const dateOf = (posting: Posting | undefined): string => posting?.row.date ?? '';
const byVersion = (a: Posting, b: Posting): number =>
  a.version - b.version || compare(dateOf(a), dateOf(b)) || a.row.id - b.row.id;
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

export async function hasDrawing(store: Asked, thread: number): Promise<boolean> {
  const rows = await store.ask(
    `select 1 as one from thread_ids join mails on mails.thread_key = thread_ids.id
     join mentions on mentions.mail = mails.id where thread_ids.thread = ? limit 1`,
    [thread],
  );
  return rows.length > 0;
}

// ── errors ─────────────────────────────────────────────────────────────────────────────────────────────────────────

/** By code, the most frequent first, each with its first examples. */
export async function errorFigures(store: Asked, examples: number): Promise<ErrorFigure[]> {
  const codes = await store.ask('select code, count(*) as times from errors group by code');
  const sorted = codes
    .map(({ code, times }) => ({ code: String(code), count: Number(times) }))
    .sort((a, b) => b.count - a.count || compare(a.code, b.code));
  const figures: ErrorFigure[] = [];
  for (const { code, count } of sorted) {
    const rows = await store.ask('select source, line, message from errors where code = ? order by id limit ?', [
      code,
      examples,
    ]);
    figures.push({ code, count, examples: rows.map(({ source, line, message }) => ({ source, line, message })) });
  }
  return figures;
}
