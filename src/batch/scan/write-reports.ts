import { opendir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type ArchiveView,
  disputeOf,
  indexMarkdown,
  type PageLink,
  pageMarkdown,
  summaryJson,
  type ThreadView,
  threadMarkdown,
} from '../../report/archive/index.ts';
import {
  byFailure,
  byList,
  byMonth,
  disputes,
  errorFigures,
  filesInUse,
  firstMailOf,
  hasDrawing,
  threadLines,
  threadMonths,
  versionsOf,
} from '../store/figures.ts';
import type { Store } from '../store/types.ts';
import { isThreadFileName, threadFileName } from './thread-name.ts';
import { joinThread } from './thread-view.ts';
import { onDisk, writeWhole } from './write-file.ts';

const THREADS = 'threads';
const PAGES = 'pages';
/** Threads that the index lists itself; where there are more, each year has a page, a year with more a page a month. */
const LISTED = 300;
/** Rows of a page; a month with more has several. */
const LONGEST_PAGE = 1000;
const DISPUTES = 20;
const EXAMPLES = 5;
/** Files that are looked up at once. */
const LOOKED_UP = 200;

/**
 * Writes the reports of all threads that changed, then the index and the figures. Nothing in them tells when or how often this ran,
 * so that one that is killed and started again leaves the same files as one left in peace. Throws a ProblemError where the folder
 * does not take them.
 */
export async function writeReports(store: Store, folder: string): Promise<void> {
  for await (const thread of store.changedThreads()) await writeThread(store, folder, thread);
  await removeStale(store, join(folder, THREADS));
  const view = await archiveView(store, folder);
  await writeWhole(join(folder, 'summary.json'), summaryJson(view));
  await writeWhole(join(folder, 'index.md'), indexMarkdown(view));
}

async function writeThread(store: Store, folder: string, thread: number): Promise<void> {
  const first = await firstMailOf(store, thread);
  const name = threadFileName(first);
  const { parts, groups } = joinThread(await store.mailsOf(thread));
  const versions = await versionsOf(store, thread, async (other) =>
    (await hasDrawing(store, other)) ? threadFileName(await firstMailOf(store, other)) : null,
  );
  const view: ThreadView = { title: first.subject, list: first.list, versions, ...parts };
  const file = `${THREADS}/${name}`;
  await writeWhole(join(folder, THREADS, name), threadMarkdown(view));
  const { subject: title, date, list } = first;
  await store.settleThread(thread, { file, title, date, list, ...disputeOf(view.drawings) }, groups);
}

/** Takes away the reports of threads that became part of others or begin with an older mail now, and what was left half written. */
async function removeStale(store: Store, folder: string): Promise<void> {
  await onDisk(folder, async () => {
    const names: string[] = [];
    const look = async (): Promise<void> => {
      const looked = names.splice(0);
      const used = await filesInUse(store, looked.map((name) => `${THREADS}/${name}`)); // biome-ignore format: one thought
      for (const name of looked) if (!used.has(`${THREADS}/${name}`)) await rm(join(folder, name), { force: true });
    };
    for await (const name of filesOf(folder)) {
      if (isThreadFileName(name)) names.push(name);
      if (names.length === LOOKED_UP) await look();
    }
    await look();
  });
}

/** Names in a folder, none where it is not there. */
async function* filesOf(folder: string): AsyncGenerator<string> {
  try {
    for await (const { name } of await opendir(folder)) yield name;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

async function archiveView(store: Store, folder: string): Promise<ArchiveView> {
  const months = await threadMonths(store);
  const threads = months.reduce((sum, month) => sum + month.threads, 0);
  const pages = threads <= LISTED ? [] : await writePages(store, folder, months);
  await removePages(join(folder, PAGES), new Set(pages.map(({ file }) => file)));
  return {
    totals: await store.totals(),
    threads,
    byList: await byList(store),
    byMonth: await byMonth(store),
    byFailure: await byFailure(store),
    disputes: await disputes(store, DISPUTES),
    errors: await errorFigures(store, EXAMPLES),
    list: threads <= LISTED ? { lines: await threadLines(store, '', LISTED, 0) } : { pages },
  };
}

type Month = { readonly month: string; readonly threads: number };

async function writePages(store: Store, folder: string, months: readonly Month[]): Promise<PageLink[]> {
  const pages: PageLink[] = [];
  const years = [...new Set(months.map(({ month }) => month.slice(0, 4)))];
  for (const year of years) {
    const own = months.filter(({ month }) => month.slice(0, 4) === year);
    const inYear = own.reduce((sum, { threads }) => sum + threads, 0);
    const periods = inYear <= LISTED ? [{ month: year, threads: inYear }] : own;
    for (const { month: period, threads } of periods)
      pages.push(...(await writePeriod(store, folder, period, threads)));
  }
  return pages;
}

/** `period`: a year, a month, or '' for threads without a day. */
async function writePeriod(store: Store, folder: string, period: string, threads: number): Promise<PageLink[]> {
  const pages: PageLink[] = [];
  for (let at = 0; at < threads; at += LONGEST_PAGE) {
    const part = at === 0 ? '' : ` (${at / LONGEST_PAGE + 1})`;
    const name = `${period || 'undated'}${part}`;
    const file = `${PAGES}/${period || 'undated'}${at === 0 ? '' : `-part-${at / LONGEST_PAGE + 1}`}.md`;
    const lines = await threadLines(store, period || null, LONGEST_PAGE, at);
    await writeWhole(join(folder, file), pageMarkdown(name, lines));
    pages.push({ file, name, threads: lines.length });
  }
  return pages;
}

const PAGE_NAME = /^(?:\d{4}(?:-\d\d)?|undated)(?:-part-\d+)?\.md(?:\.part)?$/;

/** Takes away pages that an earlier scan wrote and this one did not. */
async function removePages(folder: string, written: ReadonlySet<string>): Promise<void> {
  await onDisk(folder, async () => {
    for await (const name of filesOf(folder)) {
      if (PAGE_NAME.test(name) && !written.has(`${PAGES}/${name}`)) await rm(join(folder, name), { force: true });
    }
  });
}
