import { existsSync } from 'node:fs';
import Database from 'libsql';
import { type Problem, ProblemError } from '../../problems.ts';
import { SCHEMA, STORE_VERSION } from './schema.ts';

/** What one connection to SQLite is here; libsql has no types of its own for it. */
export type Connection = InstanceType<typeof Database>;

/** How long a reader waits for a writer, and the other way round. */
const PATIENCE_MS = 5000;

/** Opens a store to read and write it, made where there is none. Throws a ProblemError that says what is in the way. */
export function openForWriting(path: string): Connection {
  return guarded(path, () => {
    const connection = new Database(path, { timeout: PATIENCE_MS });
    // a transaction that was committed outlives the process; only a power cut may take the last ones
    connection.exec('pragma journal_mode = wal; pragma synchronous = normal;');
    const version = versionOf(connection);
    if (version === 0 && isEmpty(connection)) {
      connection.exec(`begin; ${SCHEMA} pragma user_version = ${STORE_VERSION}; commit;`);
    } else {
      checkVersion(path, version);
    }
    return connection;
  });
}

/** Opens a store that is there, to ask it. */
export function openForReading(path: string): Connection {
  if (!existsSync(path)) throw new ProblemError({ code: 'store-missing', source: path });
  return guarded(path, () => {
    const connection = new Database(path, { timeout: PATIENCE_MS });
    checkVersion(path, versionOf(connection));
    return connection;
  });
}

/**
 * Keeps other scans off a store for as long as this process lives: the lock is the operating system's, on a file beside the store,
 * and goes with the process however that ends.
 * @returns what lets it go
 */
export function lockStore(path: string): () => void {
  try {
    const connection = new Database(`${path}.lock`, { timeout: 0 });
    connection.exec('begin exclusive');
    return () => connection.close();
  } catch (error) {
    throw isBusy(error) ? new ProblemError({ code: 'store-in-use', source: path }) : problemOf(path, error);
  }
}

/** Runs what uses a store; what SQLite throws becomes a problem of the store. */
export function guarded<T>(path: string, use: () => T): T {
  try {
    return use();
  } catch (error) {
    throw problemOf(path, error);
  }
}

function problemOf(path: string, error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  const { code = '', message = String(error) } = error as { readonly code?: string; readonly message?: string };
  const problem: Problem = { code: 'store-unreadable', source: path, detail: message };
  if (code.startsWith('SQLITE_FULL')) return new ProblemError({ code: 'store-full', source: path }, error);
  if (isBusy(error)) return new ProblemError({ code: 'store-in-use', source: path }, error);
  return new ProblemError(problem, error);
}

const isBusy = (error: unknown): boolean =>
  /SQLITE_(?:BUSY|LOCKED)|database is locked/.test(`${(error as { code?: string }).code} ${(error as Error).message}`);

function versionOf(connection: Connection): number {
  const row = connection.prepare('pragma user_version').get() as { readonly user_version: number };
  return row.user_version;
}

function isEmpty(connection: Connection): boolean {
  const { tables } = connection.prepare('select count(*) as tables from sqlite_master').get() as {
    readonly tables: number;
  };
  return tables === 0;
}

function checkVersion(path: string, version: number): void {
  if (version === STORE_VERSION) return;
  const detail = `version ${version}, this threadjudge knows ${STORE_VERSION}`;
  throw new ProblemError({ code: version > STORE_VERSION ? 'store-newer' : 'store-foreign', source: path, detail });
}
