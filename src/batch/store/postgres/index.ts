import type { Store, StoreBatch } from '../types.ts';
import { type Connection, connect, withoutPassword } from './connection.ts';
import { checkStore, lockStore, makeStore } from './schema.ts';
import { openShards, type ShardOptions, type Shards } from './shards.ts';
import { storeOf } from './store.ts';
import { writeBatches } from './write.ts';

export type { Shard, ShardOptions, Shards, WaitingMail } from './shards.ts';
export type { Verdict } from './write.ts';

/** The store in a PostgreSQL database; to write it, it is made where it is not there, and kept from other scans until it is closed. */
export async function postgresStore(url: string, mode: 'read' | 'write'): Promise<Store> {
  return storeOf(await session(url, mode), url);
}

/** A store whose mails are judged by whoever takes them out of its queue. */
export type SharedStore = Store &
  Pick<Shards, 'restore'> & {
    /** Writes batches in one transaction, and gives out the mails whose bytes there are, by digest, as one shard. */
    readonly give: (batches: readonly StoreBatch[], bytes: ReadonlyMap<string, Buffer>) => Promise<void>;
    /** Shards that are not ended. */
    readonly shardsLeft: () => Promise<number>;
    /** Whether no mail waits for its verdict. */
    readonly isSettled: () => Promise<boolean>;
  };

export async function sharedStore(url: string, options: ShardOptions): Promise<SharedStore> {
  const connection = await session(url, 'write');
  return closedOnFailure(connection, async () => {
    const shards = await openShards(connection, true, options, withoutPassword(url));
    return {
      ...storeOf(connection, url),
      give: (batches, bytes) =>
        connection.transaction(async (sql) => shards.put(sql, await writeBatches(sql, batches, bytes))),
      shardsLeft: shards.count,
      isSettled: shards.isEmpty,
      restore: shards.restore,
    };
  });
}

/** What a worker needs of a store. */
export async function sharedShards(url: string, options: ShardOptions): Promise<Shards & Pick<Store, 'close'>> {
  const connection = await session(url, 'read');
  return closedOnFailure(connection, async () => {
    return { ...(await openShards(connection, false, options, withoutPassword(url))), close: connection.close };
  });
}

async function session(url: string, mode: 'read' | 'write'): Promise<Connection> {
  const connection = await connect(url);
  const source = withoutPassword(url);
  return closedOnFailure(connection, async () => {
    if (mode === 'write') {
      await lockStore(connection, source);
      await makeStore(connection, source);
    } else {
      await checkStore(connection, source);
    }
    return connection;
  });
}

async function closedOnFailure<T>(connection: Connection, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    await connection.close();
    throw error;
  }
}
