import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { STORE_FILE } from '../../src/batch/store/index.ts';
import { sampleMbox } from '../batch/scan/sample-archive.ts';
import { canonical } from '../batch/store/canonical.ts';
import { ask, HOOK_MS, POSTGRES_PROGRAMS, type PostgresServer, startPostgres } from '../support/postgres-server.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { BUNDLE, buildProgram, type Ran, ROOT, threadjudge } from './threadjudge.ts';

type Running = { readonly child: ChildProcess; readonly ended: Promise<Ran> };

/** Starts the built program, to be ended or waited for. */
function start(args: readonly string[]): Running {
  const child = spawn(process.execPath, [BUNDLE, ...args], { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
  const told = { stdout: '', stderr: '' };
  child.stdout.on('data', (data) => {
    told.stdout += data;
  });
  child.stderr.on('data', (data) => {
    told.stderr += data;
  });
  return { child, ended: new Promise((resolve) => child.on('close', (code) => resolve({ code, ...told }))) };
}

/** A dead worker is missed after two seconds. */
const EXPIRE = ['--expire', '2'];

describe('work', () => {
  beforeAll(buildProgram);

  it('tells in one line that there is no server, without the password', () => {
    const { code, stderr } = threadjudge(['work', '--store', 'postgres://me:secret@127.0.0.1:9/db']);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^postgres:\/\/me@127\.0\.0\.1:9\/db: cannot be used as a store \(.*ECONNREFUSED.*\n$/);
  });

  it('wants a URL of a database', () => {
    expect(threadjudge(['work', '--store', 'reports/']).stderr).toMatch(/must be a URL such as postgres:/);
    expect(threadjudge(['scan', 'x.mbox', '--out', temporaryFolder(), '--jobs', '0']).stderr).toMatch(
      /needs a --store/,
    );
  });
});

describe.skipIf(POSTGRES_PROGRAMS === null)('a scan that others help', () => {
  let server: PostgresServer;
  let folder: string;
  let archive: string;
  /** What a scan into a file makes of the archive. */
  let place: string;
  let report: string;
  beforeAll(async () => {
    buildProgram();
    folder = mkdtempSync(join(tmpdir(), 'threadjudge-work-'));
    archive = join(folder, 'archive.mbox');
    writeFileSync(archive, sampleMbox(1));
    const ran = threadjudge(['scan', archive, '--out', join(folder, 'alone')]);
    expect(ran, ran.stderr).toMatchObject({ code: 0 });
    place = join(folder, 'alone', STORE_FILE);
    report = readFileSync(join(folder, 'alone', 'index.md'), 'utf8');
    server = await startPostgres();
  }, HOOK_MS);
  afterAll(async () => {
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const count = async (url: string, what: string): Promise<number> => {
    const rows = await ask<{ n: number }>(url, `select count(*)::int as n from ${what}`).catch(() => []);
    return rows[0]?.n ?? 0;
  };
  const ACTIVE = "threadjudge_queue.job where state = 'active'";
  const until = async (isSo: () => Promise<boolean>): Promise<void> => {
    for (const end = Date.now() + 30_000; !(await isSo()); ) {
      if (Date.now() > end) throw new Error('it never came about');
      await pause(10);
    }
  };

  it('ends with the same store and reports when one of two workers is killed', async () => {
    const url = await server.database();
    const out = temporaryFolder();
    const scan = start(['scan', archive, '--out', out, '--store', url, '--jobs', '0', ...EXPIRE]);
    await until(async () => (await count(url, 'threadjudge_queue.job')) > 0);
    const work = ['work', '--store', url, '--jobs', '1', ...EXPIRE];
    const killed = start(work);
    // held still while it holds something, so that it is certain to be killed in the midst of it
    await until(async () => {
      killed.child.kill('SIGCONT');
      if ((await count(url, ACTIVE)) === 0) return false;
      killed.child.kill('SIGSTOP');
      return (await count(url, ACTIVE)) > 0;
    });
    const waiting = await count(url, 'waiting');
    const other = start(work);
    await until(async () => (await count(url, 'waiting')) < waiting);
    killed.child.kill('SIGKILL');
    const { code, stderr } = await scan.ended;
    expect(stderr).not.toMatch(/fail/i);
    expect(code).toBe(0);
    // who waits for more is ended by its user
    other.child.kill('SIGINT');
    expect(await other.ended).toMatchObject({ code: 0, stdout: expect.stringMatching(/^\d+ mails judged/) });
    expect(await canonical(url)).toEqual(await canonical(place));
    expect(readFileSync(join(out, 'index.md'), 'utf8')).toBe(report);
    const query = ['--format', 'csv'];
    expect(threadjudge(['query', url, ...query])).toEqual(threadjudge(['query', place, ...query]));
  });

  it('goes on when the scan itself is killed, with the threads that judged in it', async () => {
    const url = await server.database();
    const out = temporaryFolder();
    const args = ['scan', archive, '--out', out, '--store', url, '--jobs', '2', ...EXPIRE];
    const killed = start(args);
    await until(async () => (await count(url, 'mentions')) > 0);
    killed.child.kill('SIGKILL');
    await killed.ended;
    expect(existsSync(join(out, 'index.md'))).toBe(false);
    // the server notices at once that its session is gone, or a moment later
    await until(async () => (await count(url, "pg_locks where locktype = 'advisory'")) === 0);
    const again = threadjudge(args);
    expect(again, again.stderr).toMatchObject({ code: 0 });
    expect(await canonical(url)).toEqual(await canonical(place));
    expect(readFileSync(join(out, 'index.md'), 'utf8')).toBe(report);
    // nothing is new in it, and nothing is left to be done
    expect(threadjudge(args)).toMatchObject({ code: 0 });
    expect(threadjudge(['work', '--store', url, '--until-empty'])).toMatchObject({
      ...{ code: 0, stdout: '0 mails judged; 0 drawings, 0 errors\n' },
    });
  });

  it('gets back at once what a worker held that was interrupted', async () => {
    const url = await server.database();
    const args = ['scan', archive, '--out', temporaryFolder(), '--store', url];
    const scan = start([...args, '--jobs', '0']);
    await until(async () => (await count(url, 'waiting')) > 0);
    const worker = start(['work', '--store', url, '--jobs', '1', '--until-empty']);
    await until(async () => (await count(url, ACTIVE)) > 0);
    worker.child.kill('SIGINT');
    expect(await worker.ended).toMatchObject({ code: 130 });
    expect(await count(url, ACTIVE)).toBe(0);
    expect(await count(url, 'waiting')).toBeGreaterThan(0);
    scan.child.kill('SIGINT');
    expect(await scan.ended).toMatchObject({ code: 130, stdout: expect.stringMatching(/wait for their verdicts/) });
    expect(threadjudge(args)).toMatchObject({ code: 0 });
    expect(await canonical(url)).toEqual(await canonical(place));
  });
});
