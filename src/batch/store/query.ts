import type { Connection } from './open.ts';
import type { DrawingFilter, DrawingRow, Totals } from './types.ts';

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
export async function* listDrawings(connection: Connection, filter: DrawingFilter): AsyncGenerator<DrawingRow> {
  const wanted = Object.entries(CONDITIONS).flatMap(([name, { sql, like }]) => {
    const value = filter[name as keyof typeof CONDITIONS];
    return value === undefined ? [] : [{ sql, value: like ? part(value) : value }];
  });
  const rows = connection
    .prepare(
      `select drawings.verdict, drawings.failure, mails.date, mails.list, mails.author, mails.subject,
         mails.message_id as messageId, mentions.first_line as firstLine, mentions.last_line as lastLine,
         drawings.mentions, threads.file as report, mentions.reason
       from drawings join mentions on mentions.mail = drawings.main_mail and mentions.number = drawings.main_number
       join mails on mails.id = mentions.mail join threads on threads.id = drawings.thread
       ${wanted.length === 0 ? '' : `where ${wanted.map(({ sql }) => sql).join(' and ')}`}
       order by mails.date desc, mails.id, mentions.number limit ?`,
    )
    .iterate(...wanted.map(({ value }) => value), filter.limit ?? -1);
  for (const row of rows) yield row as DrawingRow;
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

export function totalsOf(connection: Connection): Totals {
  const one = (sql: string): number => (connection.prepare(`select ${sql} as n`).get() as { readonly n: number }).n;
  const verdict = (name: string): number => one(`(select count(*) from drawings where verdict = '${name}')`);
  return {
    mails: one('(select count(*) from mails)'),
    judged: one('(select count(*) from mails where judged_by is not null)'),
    copies: one('(select coalesce(sum(copies), 0) from mails)'),
    drawings: one('(select count(*) from drawings)'),
    verdicts: {
      reproduces: verdict('reproduces'),
      refuted: verdict('refuted'),
      undetermined: verdict('undetermined'),
    },
    errors: one('(select count(*) from errors)'),
  };
}
