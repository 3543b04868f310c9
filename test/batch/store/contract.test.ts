import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { postgresStore } from '../../../src/batch/store/postgres/index.ts';
import { sqliteStore } from '../../../src/batch/store/sqlite.ts';
import type { Store } from '../../../src/batch/store/types.ts';
import { HOOK_MS, POSTGRES_PROGRAMS, type PostgresServer, startPostgres } from '../../support/postgres-server.ts';
import { batchOf, drawing, mailRecord, reportIn } from './records.ts';

let server: PostgresServer;
let folder: string;
let made = 0;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'threadjudge-store-'));
  if (POSTGRES_PROGRAMS !== null) server = await startPostgres();
}, HOOK_MS);
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await server?.stop();
});

const KINDS = [
  {
    name: 'SQLite',
    isHere: true,
    place: async () => join(folder, `${++made}.sqlite`),
    open: async (place: string, mode: 'read' | 'write') => sqliteStore(place, mode),
  },
  {
    name: 'PostgreSQL',
    isHere: POSTGRES_PROGRAMS !== null,
    place: () => server.database(),
    open: postgresStore,
  },
];

const all = async <T>(rows: AsyncIterable<T>): Promise<T[]> => {
  const list: T[] = [];
  for await (const row of rows) list.push(row);
  return list;
};

describe.each(KINDS)('a store in $name', ({ isHere, place, open }) => {
  describe.skipIf(!isHere)('', () => {
    let at: string;
    let store: Store;
    beforeEach(async () => {
      at = await place();
      store = await open(at, 'write');
      return () => store.close();
    });
    const onlyThread = async (): Promise<number> => {
      const [thread = 0, ...others] = await all(store.changedThreads());
      expect(others).toEqual([]);
      return thread;
    };

    it('keeps the first value of a name', async () => {
      expect(await store.remember('selection', 'one')).toBe('one');
      expect(await store.remember('selection', 'other')).toBe('one');
    });

    it('knows where the reading of each part stands', async () => {
      expect(await store.cursorOf('a.mbox')).toBeNull();
      await store.write(batchOf([], '17'));
      await store.write(batchOf([mailRecord('1')], '18'));
      await store.write(batchOf([], '5', 'b.mbox'));
      expect(await store.cursorOf('a.mbox')).toBe('18');
      expect(await store.cursorOf('b.mbox')).toBe('5');
    });

    it('counts copies, also within a batch', async () => {
      await store.write(batchOf([mailRecord('1'), mailRecord('2'), mailRecord('1')]));
      await store.write(batchOf([mailRecord('2'), mailRecord('2'), mailRecord('3')]));
      expect(await store.known(['digest-1', 'digest-3', 'digest-4'])).toEqual(new Set(['digest-1', 'digest-3']));
      expect(await store.totals()).toMatchObject({ mails: 3, copies: 3 });
    });

    it('gives back what was judged, thread by thread', async () => {
      const answer = mailRecord('2', { answers: ['1'], drawings: [drawing('refuted'), drawing()] });
      await store.write(batchOf([mailRecord('1'), answer, mailRecord('elsewhere')]));
      const mails = await store.mailsOf(await onlyThread());
      expect(mails.map(({ source, judged }) => [source, judged !== null])).toEqual([
        ['a.mbox#1', false],
        ['a.mbox#2', true],
      ]);
      expect(mails[1]?.envelope).toEqual(answer.envelope);
      expect(mails[1]?.judged).toEqual(answer.judged);
    });

    it('joins threads that a later mail joins, and their drawings', async () => {
      await store.write(batchOf([mailRecord('1', { drawings: [drawing()] }), mailRecord('9', { answers: ['8'] })]));
      const thread = await onlyThread();
      const [mail] = await store.mailsOf(thread);
      await store.settleThread(thread, reportIn('one.md'), [[{ mail: mail?.id ?? 0, number: 0 }]]);
      await store.write(batchOf([mailRecord('5', { answers: ['8'] }), mailRecord('8', { answers: ['1'] })]));
      const sources = (await store.mailsOf(await onlyThread())).map(({ source }) => source);
      expect(sources).toEqual(['a.mbox#1', 'a.mbox#9', 'a.mbox#5', 'a.mbox#8']);
      expect((await all(store.drawings({})))[0]?.mentions).toBe(1);
    });

    it('names threads as changed until they are settled, and again when a mail comes', async () => {
      await store.write(batchOf([mailRecord('1', { drawings: [drawing()] }), mailRecord('2')]));
      const thread = await onlyThread();
      await store.settleThread(thread, reportIn('one.md'), []);
      expect(await all(store.changedThreads())).toEqual([]);
      await store.write(batchOf([mailRecord('3', { answers: ['1'] })]));
      expect(await onlyThread()).toBe(thread);
      expect(await all(store.changedThreads())).toEqual([]);
    });

    it('lists drawings as they were settled, the newest first', async () => {
      const at = (date: string | null, name: string) => ({ ...mailRecord(name).envelope, date });
      await store.write(
        batchOf([
          mailRecord('undated', { envelope: at(null, 'undated'), drawings: [drawing('undetermined')] }),
          mailRecord('old', { drawings: [drawing(), drawing('refuted')] }),
          mailRecord('quotes', { answers: ['old'], drawings: [drawing()] }),
          mailRecord('new', {
            envelope: at('2025-01-01T00:00:00.000Z', 'new'),
            drawings: [drawing('refuted')],
            list: null,
          }),
        ]),
      );
      for await (const thread of store.changedThreads()) {
        const mails = (await store.mailsOf(thread)).map(({ id, judged }) => ({
          id,
          count: judged?.evidence.length ?? 0,
        }));
        const [first, quoting] = mails;
        const groups = Array.from({ length: first?.count ?? 0 }, (_, number) => [{ mail: first?.id ?? 0, number }]);
        if (quoting !== undefined) groups[0]?.push({ mail: quoting.id, number: 0 });
        await store.settleThread(thread, reportIn(`${thread}.md`), groups);
      }
      const rows = await all(store.drawings({}));
      expect(rows.map(({ verdict, messageId, mentions }) => [verdict, messageId, mentions])).toEqual([
        ['refuted', '<new@x>', 1],
        ['reproduces', '<old@x>', 2],
        ['refuted', '<old@x>', 1],
        ['undetermined', '<undated@x>', 1],
      ]);
      expect(rows[0]).toMatchObject({
        firstLine: 3,
        lastLine: 5,
        failure: 'deadlock',
        reason: 'it refuted',
        list: null,
      });
      expect(rows[0]?.report).toMatch(/^\d+\.md$/);
      const ids = async (filter: Parameters<Store['drawings']>[0]) =>
        (await all(store.drawings(filter))).map(({ messageId }) => messageId);
      expect(await ids({ verdict: 'refuted', limit: 1 })).toEqual(['<new@x>']);
      expect(await ids({ author: 'ANN@X', subject: 'NEW' })).toEqual(['<new@x>']);
      expect(await ids({ author: 'a%n' })).toEqual([]);
      expect(await ids({ since: '2025-01-01' })).toEqual(['<new@x>']);
      expect(await ids({ until: '2025-01-01', list: 'linux-x', failure: 'deadlock' })).toEqual(['<old@x>', '<old@x>']);
      expect(await store.totals()).toMatchObject({
        ...{ mails: 4, judged: 4, drawings: 4 },
        verdicts: { reproduces: 1, refuted: 2, undetermined: 1 },
      });
    });

    it('keeps errors of mails and of sources', async () => {
      const problem = { source: 'a.mbox#1', code: 'internal', message: 'no', line: null, column: null };
      await store.write({ ...batchOf([mailRecord('1', { problems: [problem] })]), problems: [problem] });
      expect(await store.totals()).toMatchObject({ errors: 2, judged: 0 });
    });

    it('takes whatever stands in a mail', async () => {
      const hostile = ['\0', '\ud800', '"\\\'?$1', 'é'.repeat(5000)];
      const mails = hostile.map((text, index) =>
        mailRecord(String(index), {
          envelope: {
            ...mailRecord(`${index}${text}`).envelope,
            subject: text,
            from: text,
            references: [`<r${index}${text}@x>`],
          },
          drawings: [drawing('refuted', text)],
        }),
      );
      await store.write(batchOf(mails));
      await store.write(batchOf(mails));
      const threads = await all(store.changedThreads());
      expect(threads).toHaveLength(4);
      const [mail] = await store.mailsOf(threads[2] ?? 0);
      expect(mail?.envelope).toEqual(mails[2]?.envelope);
      expect(mail?.judged?.message.diagrams).toEqual(mails[2]?.judged?.message.diagrams);
      expect(await store.totals()).toMatchObject({ mails: 4, copies: 4 });
    });

    it('is there when it is opened again, to read or to write', async () => {
      await store.write(batchOf([mailRecord('1')], '4'));
      await store.close();
      const reading = await open(at, 'read');
      expect(await reading.totals()).toMatchObject({ mails: 1 });
      await reading.close();
      store = await open(at, 'write');
      expect(await store.cursorOf('a.mbox')).toBe('4');
    });

    it('is missing where nothing was written', async () => {
      const nowhere = await place();
      await expect(async () => open(nowhere, 'read')).rejects.toMatchObject({ problem: { code: 'store-missing' } });
    });
  });
});
