import { setTimeout as pause } from 'node:timers/promises';
import pLimit from 'p-limit';
import { problemMessage } from '../../problem-texts.ts';
import type { Shard, Shards, Verdict, WaitingMail } from '../store/postgres/index.ts';
import type { Pool } from './pool.ts';
import type { WorkerResult } from './types.ts';

export type WorkOptions = {
  /** How many mails are judged at once. */
  readonly jobs: number;
  /** Ends when no mail waits any more; otherwise it waits for more until it is aborted. */
  readonly untilEmpty: boolean;
  /** What is being judged is brought to its end when it is aborted, the rest is given back. */
  readonly signal: AbortSignal;
  /** A worker counts as dead when it said nothing for so long; see ShardOptions. */
  readonly expireSeconds: number;
  readonly onJudged: (result: WorkerResult) => void;
};

/** Where nothing is to be done, it is asked again after so many milliseconds. */
export const IDLE_MS = 500;
/** Shards that are judged at once: while the last mails of one are at it, the first of the next begin. */
const AT_ONCE = 2;
/** A shard that was taken so often and never brought back is taken apart; a mail alone in one is given up. */
export const MOST_TAKINGS = 3;

/** Takes shards and judges them. Throws a ProblemError where the store cannot be reached any more; what was taken is taken by others then. */
export async function workShards(shards: Shards, pool: Pool, options: WorkOptions): Promise<void> {
  const { untilEmpty, signal, expireSeconds } = options;
  const turn = pLimit(options.jobs);
  let isBroken = false;

  const judge = (mail: WaitingMail): Promise<Verdict | null> =>
    turn(async () => {
      if (signal.aborted || isBroken) return null;
      const result = await pool.judge(mail.source, mail.bytes);
      options.onJudged(result);
      return { id: mail.id, part: mail.part, ...result };
    });
  const judgeShard = async (shard: Shard): Promise<void> => {
    if (shard.takings > MOST_TAKINGS) return giveUp(shards, shard);
    // where this fails, so does the end
    const alive = setInterval(() => shards.keep(shard).catch(() => {}), (expireSeconds * 1000) / 4);
    try {
      const verdicts = await Promise.all(shard.mails.map(judge));
      await shards.end(
        shard,
        verdicts.filter((verdict) => verdict !== null),
      );
    } finally {
      clearInterval(alive);
    }
  };
  const work = async (): Promise<void> => {
    while (!signal.aborted && !isBroken) {
      const shard = await shards.take();
      if (shard !== null) await judgeShard(shard);
      else if (untilEmpty && (await shards.isEmpty())) return;
      else await idle(signal);
    }
  };
  await Promise.all(
    Array.from({ length: AT_ONCE }, () =>
      work().catch((error) => {
        isBroken = true;
        throw error;
      }),
    ),
  );
}

/** Waits a moment, or until it is aborted. */
export async function idle(signal: AbortSignal): Promise<void> {
  await pause(IDLE_MS, undefined, { signal }).catch(() => {});
}

/** A mail at which whole machines die must not go round for ever; the others of its shard are not lost with it. */
async function giveUp(shards: Shards, shard: Shard): Promise<void> {
  if (shard.mails.length > 1) return shards.end(shard, [], 1);
  const detail = `${MOST_TAKINGS} workers took it and none came back with a verdict`;
  const message = problemMessage({ code: 'internal', detail });
  await shards.end(
    shard,
    shard.mails.map(({ id, part, source }) => ({
      ...{ id, part, judged: null },
      problems: [{ source, code: 'internal', message, line: null, column: null }],
    })),
  );
}
