import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';

/** A PostgreSQL server of its own, which goes with the test: Debian's programs, on a free port, in a folder of its own. */
export type PostgresServer = {
  /** The URL of a new, empty database. */
  readonly database: () => Promise<string>;
  readonly port: number;
  readonly stop: () => Promise<void>;
};

const DEBIAN = '/usr/lib/postgresql';
const STARTING_MS = 20_000;
/** What a hook that starts one may take on a busy machine. */
export const HOOK_MS = 120_000;
const USER = 'threadjudge';

/** Where the server's programs are, or null: then tests with one are skipped, which is said. */
export const POSTGRES_PROGRAMS = programs();

function programs(): string | null {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).sort((a, b) => Number(b) - Number(a)) : [];
  const found = versions.map((version) => join(DEBIAN, version, 'bin')).find((bin) => existsSync(join(bin, 'initdb')));
  if (found === undefined) console.log(`tests with PostgreSQL are skipped: there is no ${DEBIAN}/*/bin/initdb`);
  return found ?? null;
}

export async function startPostgres(): Promise<PostgresServer> {
  if (POSTGRES_PROGRAMS === null) throw new Error('there is no PostgreSQL here');
  const folder = mkdtempSync(join(tmpdir(), 'threadjudge-postgres-'));
  const as = unprivileged();
  if (as !== null) chownSync(folder, as.uid, as.gid);
  const data = join(folder, 'data');
  const make = ['-D', data, '-U', USER, '--auth=trust', '--no-sync', '--encoding=UTF8', '--locale=C'];
  execFileSync(join(POSTGRES_PROGRAMS, 'initdb'), make, { ...as, cwd: folder, stdio: 'pipe' });
  const port = await freePort();
  const settings = ['listen_addresses=127.0.0.1', `unix_socket_directories=${folder}`, 'fsync=off'];
  const server = spawn(
    join(POSTGRES_PROGRAMS, 'postgres'),
    ['-D', data, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])],
    { ...as, cwd: folder, stdio: 'ignore' },
  );
  // a test that was given up stops nothing
  const abandon = (): boolean => server.kill('SIGQUIT');
  process.once('exit', abandon);
  const stop = async (): Promise<void> => {
    process.off('exit', abandon);
    await ended(server);
    rmSync(folder, { recursive: true, force: true });
  };
  const urlOf = (database: string): string => `postgres://${USER}@127.0.0.1:${port}/${database}`;
  try {
    await answering(urlOf('postgres'), server);
  } catch (error) {
    await stop();
    throw error;
  }
  let made = 0;
  return {
    port,
    stop,
    async database() {
      const name = `archive_${++made}`;
      await ask(urlOf('postgres'), `create database ${name}`);
      return urlOf(name);
    },
  };
}

/** Asks on a session of its own. */
export async function ask<Row extends pg.QueryResultRow>(url: string, sql: string): Promise<Row[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** The server refuses to run as root; Debian's package made a user for it. */
function unprivileged(): { readonly uid: number; readonly gid: number } | null {
  if (process.getuid?.() !== 0) return null;
  const id = (flag: string): number => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

async function answering(url: string, server: ChildProcess): Promise<void> {
  const until = Date.now() + STARTING_MS;
  for (;;) {
    try {
      await ask(url, 'select 1');
      return;
    } catch (error) {
      if (server.exitCode !== null || Date.now() > until) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

/** SIGINT: sessions are ended, nothing is waited for. */
async function ended(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null) return;
  const end = new Promise((resolve) => server.once('exit', resolve));
  server.kill('SIGINT');
  await end;
}
