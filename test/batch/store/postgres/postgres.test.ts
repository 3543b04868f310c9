import { createServer } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { numbered, withoutPassword } from '../../../../src/batch/store/postgres/connection.ts';
import { postgresStore } from '../../../../src/batch/store/postgres/index.ts';
import { sqliteStore } from '../../../../src/batch/store/sqlite.ts';
import type { MailRecord } from '../../../../src/batch/store/types.ts';
import {
  ask,
  HOOK_MS,
  POSTGRES_PROGRAMS,
  type PostgresServer,
  startPostgres,
} from '../../../support/postgres-server.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { canonical } from '../canonical.ts';
import { batchOf, drawing, mailRecord, reportIn } from '../records.ts';

describe('the SQL of PostgreSQL', () => {
  it('numbers its parameters, but not in texts', () => {
    expect(numbered("select ? where a = '?' and b like ? escape '\\' or c = '?''?'")).toBe(
      "select $1 where a = '?' and b like $2 escape '\\' or c = '?''?'",
    );
  });
});

describe('a URL that is printed', () => {
  it.each([
    ['postgres://me:secret@host:5433/db?sslmode=require', 'postgres://me@host:5433/db?sslmode=require'],
    ['postgresql:///db?host=/run/postgresql&password=secret', 'postgresql:///db?host=%2Frun%2Fpostgresql'],
    ['postgres://:secret', 'postgres://…'],
  ])('has no password: %s', (url, shown) => {
    expect(withoutPassword(url)).toBe(shown);
  });
});

describe('a server that is not there', () => {
  it('is a problem without a password', async () => {
    const url = `postgres://me:secret@127.0.0.1:${await closedPort()}/db`;
    await expect(postgresStore(url, 'write')).rejects.toMatchObject({
      problem: {
        ...{ code: 'store-unreadable', source: url.replace(':secret', '') },
        detail: expect.stringContaining('ECONNREFUSED'),
      },
    });
  });
});

describe.skipIf(POSTGRES_PROGRAMS === null)('a store in PostgreSQL', () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await startPostgres();
  }, HOOK_MS);
  afterAll(() => server.stop());
  const codeOf = (code: string) => ({ problem: { code } });

  it('is written by one scan at a time, and read by anyone meanwhile', async () => {
    const url = await server.database();
    const store = await postgresStore(url, 'write');
    await expect(postgresStore(url, 'write')).rejects.toMatchObject(codeOf('store-in-use'));
    const reading = await postgresStore(url, 'read');
    await store.write(batchOf([mailRecord('1')]));
    expect(await reading.totals()).toMatchObject({ mails: 1 });
    await reading.close();
    await store.close();
    await (await postgresStore(url, 'write')).close();
  });

  it('lets the next scan in when one is killed, and fails what goes on without its session', async () => {
    const url = await server.database();
    const store = await postgresStore(url, 'write');
    await ask(url, "select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory'");
    const next = await postgresStore(url, 'write');
    await expect(store.write(batchOf([mailRecord('1')]))).rejects.toMatchObject(codeOf('store-unreadable'));
    expect(await next.totals()).toMatchObject({ mails: 0 });
    await store.close();
    await next.close();
  });

  it('is left alone where a newer or a foreign program made it', async () => {
    const url = await server.database();
    await (await postgresStore(url, 'write')).close();
    await ask(url, "update meta set value = '99' where key = 'schema_version'");
    await expect(postgresStore(url, 'write')).rejects.toMatchObject(codeOf('store-newer'));
    await expect(postgresStore(url, 'read')).rejects.toMatchObject(codeOf('store-newer'));
    const other = await server.database();
    await ask(other, 'create table meta (key text primary key, value text)');
    await expect(postgresStore(other, 'write')).rejects.toMatchObject(codeOf('store-foreign'));
  });

  it('must keep texts as UTF-8', async () => {
    const url = (await server.database()).replace(/[^/]+$/, 'narrow');
    await ask(await server.database(), "create database narrow encoding 'SQL_ASCII' template template0");
    await expect(postgresStore(url, 'write')).rejects.toMatchObject({
      problem: { detail: 'its encoding is SQL_ASCII, not UTF8' },
    });
  });

  it('has the words of the server for what is wrong with a database', async () => {
    const url = (await server.database()).replace(/[^/]+$/, 'nothing');
    await expect(postgresStore(url, 'read')).rejects.toMatchObject({
      problem: { code: 'store-unreadable', source: url, detail: 'database "nothing" does not exist' },
    });
  });

  it('writes a batch whole or not at all', async () => {
    const url = await server.database();
    const store = await postgresStore(url, 'write');
    const broken = { ...mailRecord('2'), bytes: 'many' as unknown as number };
    await expect(store.write(batchOf([mailRecord('1'), broken]))).rejects.toMatchObject(codeOf('store-unreadable'));
    expect(await store.totals()).toMatchObject({ mails: 0 });
    expect(await store.cursorOf('a.mbox')).toBeNull();
    await store.write(batchOf([mailRecord('1')]));
    await store.close();
  });

  it('lists more drawings than it reads at once, and as few as are wanted', async () => {
    const url = await server.database();
    const store = await postgresStore(url, 'write');
    await store.write(batchOf([mailRecord('1', { drawings: Array.from({ length: 1200 }, () => drawing()) })]));
    for await (const thread of store.changedThreads()) {
      const [mail] = await store.mailsOf(thread);
      const groups = Array.from({ length: 1200 }, (_, number) => [{ mail: mail?.id ?? 0, number }]);
      await store.settleThread(thread, reportIn('1.md'), groups);
    }
    let listed = 0;
    for await (const _ of store.drawings({})) listed++;
    expect(listed).toBe(1200);
    for await (const _ of store.drawings({})) if (--listed < 1190) break;
    expect(await store.totals()).toMatchObject({ drawings: 1200 });
    await store.close();
  });

  it('holds what SQLite holds of the same mails, however they come', async () => {
    const mail = fc
      .record({
        name: fc.integer({ min: 1, max: 25 }).map(String),
        answers: fc.uniqueArray(fc.integer({ min: 1, max: 25 }).map(String), { maxLength: 3 }),
        drawings: fc.array(
          fc.constantFrom('reproduces', 'refuted', 'undetermined').map((verdict) => drawing(verdict)),
          {
            maxLength: 2,
          },
        ),
      })
      .map(({ name, ...other }) => mailRecord(name, other));
    const batches = fc.array(fc.array(mail, { maxLength: 12 }), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(batches, async (given: MailRecord[][]) => {
        const [url, path] = [await server.database(), `${temporaryFolder()}/store.sqlite`];
        for (const store of [await postgresStore(url, 'write'), sqliteStore(path, 'write')]) {
          for (const [index, mails] of given.entries()) await store.write(batchOf(mails, String(index)));
          for await (const thread of store.changedThreads()) {
            const mails = await store.mailsOf(thread);
            // all drawings of a thread as one, or each for itself
            const mentions = mails.flatMap(({ id, judged }) =>
              (judged?.evidence ?? []).map((_, number) => ({ mail: id, number })),
            );
            await store.settleThread(
              thread,
              reportIn(`${mails[0]?.source}.md`),
              mails.length > 2 ? [mentions] : mentions.map((each) => [each]),
            );
          }
          await store.close();
        }
        expect(await canonical(url)).toEqual(await canonical(path));
      }),
      { numRuns: 25 },
    );
  });
});

async function closedPort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}
