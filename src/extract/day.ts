import type { Page } from './drawing/types.ts';
import { lineKinds } from './mail-tree/line-kinds.ts';
import type { Text } from './types.ts';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
/** `Dec 22, 2020`, `22 Dec 2020`, `22. December 2020`, `2020-12-22` */
const MONTH_FIRST = /\b([A-Z][a-z]{2})[a-z]{0,6}\.? (\d{1,2}),? (\d{4})\b/;
const DAY_FIRST = /\b(\d{1,2})\.? ([A-Z][a-z]{2})[a-z]{0,6}\.?,? (\d{4})\b/;
const ISO = /\b(\d{4}-\d{2}-\d{2})\b/;

/**
 * The day of a message, as an ISO date: its header's, or where a text has none that of the line above what it answers, `On Tue, Dec 22, 2020
 * at 12:58, A B wrote:`: the latest one of its own, for an answer is not older. Null where nothing tells.
 */
export function dayOf({ date }: Pick<Text, 'date'>, page: Page): string | null {
  if (date !== null) return date;
  const kinds = lineKinds(page);
  const own = page.filter(({ depth }, index) => depth === 0 && kinds[index] === 'attribution');
  const days = own.flatMap(({ text }) => dayIn(text.slice(0, 300)) ?? []);
  return days.sort().at(-1) ?? null;
}

function dayIn(text: string): string | null {
  const iso = ISO.exec(text)?.[1];
  if (iso !== undefined) return iso;
  const [, monthFirst, day1, year1] = MONTH_FIRST.exec(text) ?? [];
  const [, day2, dayFirst, year2] = DAY_FIRST.exec(text) ?? [];
  const month = MONTHS.indexOf((monthFirst ?? dayFirst ?? '').toLowerCase()) + 1;
  const [day, year] = [day1 ?? day2, year1 ?? year2];
  if (month === 0 || day === undefined || year === undefined) return null;
  return `${year}-${String(month).padStart(2, '0')}-${day.padStart(2, '0')}`;
}
