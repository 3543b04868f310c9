import pLimit from 'p-limit';
import pg from 'pg';
import { type Problem, ProblemError } from '../../../problems.ts';

/** What runs SQL: a connection, or a transaction of it. `?` takes the next value. */
export type Sql = {
  readonly rows: <Row>(sql: string, values?: readonly unknown[]) => Promise<readonly Row[]>;
  /** SQL with its parameters numbered already, as other libraries write it. */
  readonly executeSql: (
    sql: string,
    values?: readonly unknown[],
  ) => Promise<{ rows: never[]; rowCount: number | null }>;
};

/** One session of the server. What is asked of it runs one after the other, a transaction as one. */
export type Connection = Sql & {
  /** Either all that `act` writes is there, or nothing. `act` may run again: the server may have to choose between two transactions. */
  readonly transaction: <T>(act: (sql: Sql) => Promise<T>) => Promise<T>;
  readonly close: () => Promise<void>;
};

/** Milliseconds until a server that does not answer counts as out of reach. */
const PATIENCE = 10_000;
/** The server lets go of what a session held, the lock of a scan too, so many seconds after its machine vanished. */
const KEEPALIVE = 'set tcp_keepalives_idle = 30; set tcp_keepalives_interval = 10; set tcp_keepalives_count = 3';
const TRIES = 5;

/** Throws a ProblemError whose source is the URL without its password. */
export async function connect(url: string): Promise<Connection> {
  const source = withoutPassword(url);
  const guard = async <T>(act: () => Promise<T>): Promise<T> => {
    try {
      return await act();
    } catch (error) {
      throw problemOf(source, error);
    }
  };
  const client = await guard(async () => {
    const opened = new pg.Client({
      ...{ connectionString: url, connectionTimeoutMillis: PATIENCE, application_name: 'threadjudge' },
      ...{ keepAlive: true, keepAliveInitialDelayMillis: 30_000 },
    });
    // a session that breaks while nothing is asked of it: the next question fails
    opened.on('error', () => {});
    await opened.connect();
    await opened.query(KEEPALIVE);
    return opened;
  });
  const turn = pLimit(1);
  const executeSql: Sql['executeSql'] = (sql, values) =>
    client.query(sql, values === undefined ? undefined : [...values]);
  const now: Sql = { executeSql, rows: async (sql, values = []) => (await executeSql(numbered(sql), values)).rows };

  const transact = async <T>(act: (sql: Sql) => Promise<T>): Promise<T> => {
    for (let tries = 1; ; tries++) {
      await client.query('begin');
      try {
        const result = await act(now);
        await client.query('commit');
        return result;
      } catch (error) {
        // fails only where the session is broken, which ends the transaction too
        await client.query('rollback').catch(() => {});
        if (tries === TRIES || !isContended(error)) throw error;
      }
    }
  };
  return {
    rows: (sql, values) => turn(() => guard(() => now.rows(sql, values))),
    executeSql: (sql, values) => turn(() => guard(() => now.executeSql(sql, values))),
    transaction: (act) => turn(() => guard(() => transact(act))),
    close: () => turn(() => client.end().catch(() => {})),
  };
}

/** `?, ?` as `$1, $2`; a text in quotes keeps its own. */
export function numbered(sql: string): string {
  let at = 0;
  return sql.replace(/'[^']*'|\?/g, (found) => (found === '?' ? `$${++at}` : found));
}

/** The URL as it may be printed. */
export function withoutPassword(url: string): string {
  try {
    const shown = new URL(url);
    shown.password = '';
    shown.searchParams.delete('password');
    return shown.href;
  } catch {
    return 'postgres://…';
  }
}

/** A deadlock, or two that cannot both be: to be tried again. */
const isContended = (error: unknown): boolean => ['40P01', '40001'].includes((error as pg.DatabaseError).code ?? '');

const FULL = ['53100', '53000'];

function problemOf(source: string, error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  // several addresses were tried: the first says enough
  const first = error instanceof AggregateError ? error.errors[0] : error;
  const { code = '', message = String(first) } = first as { readonly code?: string; readonly message?: string };
  const problem: Problem = FULL.includes(code)
    ? { code: 'store-full', source }
    : { code: 'store-unreadable', source, detail: message };
  return new ProblemError(problem, error);
}
