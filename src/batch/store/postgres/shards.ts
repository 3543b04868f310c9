import PgBoss from 'pg-boss';
import { ProblemError } from '../../../problems.ts';
import type { Connection, Sql } from './connection.ts';
import { type Verdict, writeVerdicts } from './write.ts';

/** A mail that waits for its verdict. */
export type WaitingMail = {
  readonly id: number;
  readonly part: string;
  readonly source: string;
  readonly bytes: Buffer;
};

/** Mails that one worker judges at a time. `takings`: how often it was taken and not brought back, this time counted. */
export type Shard = { readonly id: string; readonly mails: readonly WaitingMail[]; readonly takings: number };

/** The queue of what is to be judged. The mails stand in the store's `waiting`, the queue holds their numbers. */
export type Shards = {
  /** Gives out mails as one shard, within the transaction that writes them. */
  readonly put: (sql: Sql, mails: readonly number[]) => Promise<void>;
  /** A shard that nobody works on, or null. */
  readonly take: () => Promise<Shard | null>;
  /** Says that a worker still works on it. */
  readonly keep: (shard: Shard) => Promise<void>;
  /** Writes verdicts of a shard and ends it; what was not judged is given out again, as shards of so many mails. */
  readonly end: (shard: Shard, verdicts: readonly Verdict[], size?: number) => Promise<void>;
  /** Shards that are not ended. */
  readonly count: () => Promise<number>;
  /** Whether no mail waits for its verdict. */
  readonly isEmpty: () => Promise<boolean>;
  /** Gives out anew, as shards of so many mails, what waits and is in no shard: the queue's tables may have been emptied by hand. */
  readonly restore: (size: number) => Promise<void>;
};

export type ShardOptions = {
  /** A worker that does not say for so long that it works on a shard is dead, and the shard is taken again. */
  readonly expireSeconds: number;
};

const QUEUE = 'shards';
/** The schema of pg-boss's tables in the store's database. */
const QUEUE_SCHEMA = 'threadjudge_queue';
/** How often a shard may be taken is decided by who takes it, which knows what to do then. */
const UNLIMITED = 1_000_000;

/** The queue in the database of a store; the one who `makes` the store makes the queue too. */
export async function openShards(
  connection: Connection,
  makes: boolean,
  { expireSeconds }: ShardOptions,
  source: string,
): Promise<Shards> {
  const db = { executeSql: connection.executeSql };
  const boss = new PgBoss({ db, schema: QUEUE_SCHEMA, migrate: makes, supervise: false, schedule: false });
  // nobody listens where nothing is supervised; without this an error would end the process
  boss.on('error', () => {});
  try {
    await boss.start();
  } catch (error) {
    if (error instanceof ProblemError) throw error;
    const detail = error instanceof Error ? error.message : String(error);
    throw new ProblemError({ code: 'store-foreign', source, detail }, error);
  }
  if (makes) await boss.createQueue(QUEUE);
  const put = async (sql: Sql, mails: readonly number[]): Promise<void> => {
    if (mails.length === 0) return;
    await boss.send(
      QUEUE,
      { mails },
      { db: sql, expireInSeconds: expireSeconds, retryLimit: UNLIMITED, retryDelay: 0 },
    );
  };
  const putAll = async (sql: Sql, mails: readonly number[], size: number): Promise<void> => {
    for (let at = 0; at < mails.length; at += size) await put(sql, mails.slice(at, at + size));
  };
  const count = (): Promise<number> => boss.getQueueSize(QUEUE, { before: 'completed' }).then(Number);
  let expired = 0;

  return {
    put,
    async take() {
      for (;;) {
        // what dead workers hold is given out again by whoever looks for work
        if (performance.now() - expired > (expireSeconds * 1000) / 4) {
          await boss.expire();
          expired = performance.now();
        }
        const [job] = await boss.fetch<{ readonly mails: readonly number[] }>(QUEUE, { includeMetadata: true });
        if (job === undefined) return null;
        const mails = await mailsOf(connection, job.data.mails);
        if (mails.length > 0) return { id: job.id, mails, takings: job.retryCount + 1 };
        // another who was thought dead has written all of it
        await boss.deleteJob(QUEUE, job.id);
      }
    },
    async keep({ id }) {
      // pg-boss has this from version 12 on, which needs a newer Node
      await connection.rows(
        `update ${QUEUE_SCHEMA}.job set started_on = now() where name = ? and id = ? and state = 'active'`,
        [QUEUE, id],
      );
    },
    end: (shard, verdicts, size = shard.mails.length) =>
      connection.transaction(async (sql) => {
        await writeVerdicts(sql, verdicts);
        const judged = new Set(verdicts.map(({ id }) => id));
        const rest = shard.mails.map(({ id }) => id).filter((id) => !judged.has(id));
        await putAll(sql, rest, size);
        await boss.deleteJob(QUEUE, shard.id, { db: sql });
      }),
    count,
    async isEmpty() {
      const [row] = await connection.rows<{ waits: boolean }>('select exists (select 1 from waiting) as waits');
      return row?.waits === false;
    },
    async restore(size) {
      // a shard ends in the transaction in which its mails no longer wait, so what waits without any is in none
      if ((await count()) > 0) return;
      await connection.transaction(async (sql) => {
        const waiting = await sql.rows<{ mail: number }>('select mail from waiting order by mail');
        await putAll(
          sql,
          waiting.map(({ mail }) => mail),
          size,
        );
      });
    },
  };
}

async function mailsOf(sql: Sql, ids: readonly number[]): Promise<readonly WaitingMail[]> {
  return sql.rows(
    `select mails.id, mails.part, mails.source, waiting.bytes from waiting join mails on mails.id = waiting.mail
     where waiting.mail = any(?::int[]) order by mails.id`,
    [ids],
  );
}
