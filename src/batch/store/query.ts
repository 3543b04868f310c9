import type { DrawingVerdict } from '../../judge/types.ts';
import type { DrawingFilter, Totals } from './types.ts';

/** Each filter as a condition on a drawing's main mention and its mail; `?` takes the value, `like` a part of the text. */
const CONDITIONS: Readonly<
  Record<Exclude<keyof DrawingFilter, 'limit'>, { readonly sql: string; readonly like?: true }>
> = {
  verdict: { sql: 'drawings.verdict = ?' },
  failure: { sql: 'drawings.failure = ?' },
  list: { sql: 'mails.list = ?' },
  author: { sql: "mails.author like ? escape '\\'", like: true },
  subject: { sql: "mails.subject like ? escape '\\'", like: true },
  since: { sql: 'mails.date >= ?' },
  until: { sql: 'mails.date < ?' },
};

const part = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`;

/** Drawings, the newest first; each stands for all mails that quote it. */
export function drawingsQuery(filter: DrawingFilter): { readonly sql: string; readonly values: (string | number)[] } {
  const wanted = Object.entries(CONDITIONS).flatMap(([name, { sql, like }]) => {
    const value = filter[name as keyof typeof CONDITIONS];
    return value === undefined ? [] : [{ sql, value: like ? part(value) : value }];
  });
  const sql = `select drawings.verdict, drawings.failure, mails.date, mails.list, mails.author, mails.subject,
       mails.message_id as "messageId", mentions.first_line as "firstLine", mentions.last_line as "lastLine",
       drawings.mentions, threads.file as report, mentions.reason
     from drawings join mentions on mentions.mail = drawings.main_mail and mentions.number = drawings.main_number
     join mails on mails.id = mentions.mail join threads on threads.id = drawings.thread
     ${wanted.length === 0 ? '' : `where ${wanted.map((condition) => condition.sql).join(' and ')}`}
     order by mails.date desc nulls last, mails.id, mentions.number ${filter.limit === undefined ? '' : 'limit ?'}`;
  const values = wanted.map(({ value }) => value);
  return { sql, values: filter.limit === undefined ? values : [...values, filter.limit] };
}

/** A report names the reports of the patch's other versions, so these change with it. */
export const CHANGED_VERSIONS = `
  update threads set changed = 1 where changed = 0 and file is not null and id in (
    select theirs.thread from threads as one
    join thread_ids as ours on ours.thread = one.id
    join mails as mail on mail.thread_key = ours.id
    join mails as version on version.series_key = mail.series_key
    join thread_ids as theirs on theirs.id = version.thread_key
    where one.changed = 1)`;

/** The next thread behind a number that got mails since its report was written, and has a drawing. */
export const NEXT_CHANGED = `
  select id from threads where changed = 1 and id > ? and exists (
    select 1 from thread_ids join mails on mails.thread_key = thread_ids.id
    join mentions on mentions.mail = mails.id where thread_ids.thread = threads.id)
  order by id limit 1`;

/** Those without a drawing have no report, and count as unchanged when the others are written. */
export const NONE_CHANGED = 'update threads set changed = 0 where changed = 1';

/** What is told of a thread whose report is written. */
export const SETTLED = `
  update threads set changed = 0, file = ?, title = ?, date = ?, list = ?, opposed = ?, contradicted = ?, quotations = ?,
    disputed = ? where id = ?`;

export const TOTALS = `
  select (select count(*) from mails) as mails, (select count(*) from mails where judged_by is not null) as judged,
    (select coalesce(sum(copies), 0) from mails) as copies, (select count(*) from drawings) as drawings,
    (select count(*) from drawings where verdict = 'reproduces') as reproduces,
    (select count(*) from drawings where verdict = 'refuted') as refuted,
    (select count(*) from drawings where verdict = 'undetermined') as undetermined,
    (select count(*) from errors) as errors`;

/** A column of TOTALS; some databases give what they count as text. */
export type TotalsRow = Readonly<Record<Exclude<keyof Totals, 'verdicts'> | DrawingVerdict, number | string>>;

export function totalsOf({ mails, judged, copies, drawings, errors, ...verdicts }: TotalsRow): Totals {
  return {
    ...{ mails: Number(mails), judged: Number(judged), copies: Number(copies), drawings: Number(drawings) },
    verdicts: {
      reproduces: Number(verdicts.reproduces),
      refuted: Number(verdicts.refuted),
      undetermined: Number(verdicts.undetermined),
    },
    errors: Number(errors),
  };
}
