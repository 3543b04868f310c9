import type { Row, Table } from './types.ts';

/** A kernel release as rows name it: `5.8`. */
export type Release = `${number}.${number}`;

/** Releases by the day on which Linus Torvalds tagged them (kernel.org). */
const RELEASES: readonly (readonly [Release, string])[] = [
  ['3.0', '2011-07-21'], ['3.10', '2013-06-30'], ['4.0', '2015-04-12'], ['4.4', '2016-01-10'], ['4.9', '2016-12-11'], ['4.14', '2017-11-12'],
  ['4.15', '2018-01-28'], ['4.16', '2018-04-01'], ['4.17', '2018-06-03'], ['4.18', '2018-08-12'], ['4.19', '2018-10-22'], ['4.20', '2018-12-23'],
  ['5.0', '2019-03-03'], ['5.1', '2019-05-05'], ['5.2', '2019-07-07'], ['5.3', '2019-09-15'], ['5.4', '2019-11-24'], ['5.5', '2020-01-26'],
  ['5.6', '2020-03-29'], ['5.7', '2020-05-31'], ['5.8', '2020-08-02'], ['5.9', '2020-10-11'], ['5.10', '2020-12-13'], ['5.11', '2021-02-14'],
  ['5.12', '2021-04-25'], ['5.13', '2021-06-27'], ['5.14', '2021-08-29'], ['5.15', '2021-10-31'], ['5.16', '2022-01-09'], ['5.17', '2022-03-20'],
  ['5.18', '2022-05-22'], ['5.19', '2022-07-31'], ['6.0', '2022-10-02'], ['6.1', '2022-12-11'], ['6.2', '2023-02-19'], ['6.3', '2023-04-23'],
  ['6.4', '2023-06-25'], ['6.5', '2023-08-27'], ['6.6', '2023-10-29'], ['6.7', '2024-01-07'], ['6.8', '2024-03-10'], ['6.9', '2024-05-12'],
  ['6.10', '2024-07-14'], ['6.11', '2024-09-15'], ['6.12', '2024-11-17'], ['6.13', '2025-01-19'], ['6.14', '2025-03-24'], ['6.15', '2025-05-25'],
  ['6.16', '2025-07-27'], ['6.17', '2025-09-28'],
]; // biome-ignore format: six a line

/** The newest release on a mail's day (an ISO date); null where the day is not known, or before the first of the table. */
export function kernelAt(date: string | null): Release | null {
  const day = date?.slice(0, 10);
  if (day === undefined || !/^\d{4}-\d{2}-\d{2}$/.test(day)) return null;
  return RELEASES.findLast(([, tagged]) => tagged <= day)?.[0] ?? null;
}

/** Whether a text names a release: two numbers with a dot between them. */
export const isRelease = (text: string): text is Release => /^\d{1,2}\.\d{1,3}$/.test(text);

/** Negative where `a` came before `b`. Not every release stands in the table above, so the numbers are compared. */
function compareReleases(a: Release, b: Release): number {
  const [majorA = 0, minorA = 0] = a.split('.').map(Number);
  const [majorB = 0, minorB = 0] = b.split('.').map(Number);
  return majorA - majorB || minorA - minorB;
}

/** Whether a row holds in a kernel; where the kernel is not known, in the newest. */
export function holdsIn({ since, until }: Pick<Row, 'since' | 'until'>, kernel: Release | null): boolean {
  if (kernel === null) return until === undefined;
  return (
    (since === undefined || compareReleases(since, kernel) <= 0) &&
    (until === undefined || compareReleases(kernel, until) < 0)
  );
}

/** The tables with the rows that hold in a kernel. */
export const heldTables = (tables: readonly Table[], kernel: Release | null): Table[] =>
  tables.map(({ name, rows }) => ({ name, rows: rows.filter((row) => holdsIn(row, kernel)) }));

/** The rows that do not hold in every kernel. */
export const datedRows = (tables: readonly Table[]): Row[] =>
  tables.flatMap(({ rows }) => rows.filter((row) => row.since !== undefined || row.until !== undefined));

/** Tells kernels apart in which other rows hold: one letter for each dated row. */
export const periodOf = (dated: readonly Row[], kernel: Release | null): string =>
  dated.map((row) => (holdsIn(row, kernel) ? '+' : '-')).join('');
