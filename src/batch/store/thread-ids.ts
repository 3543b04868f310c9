import type { Connection } from './open.ts';

/**
 * Which Message-IDs belong to one thread, grown mail by mail: a mail joins the threads of all ids that it names. It stands in the
 * store, so that memory does not grow with the archive.
 *
 *     <1>              thread 1
 *     <3> refers to <2>   thread 2
 *     <2> refers to <1>   joins both: thread 1
 */
export type ThreadIds = {
  /** Puts ids into one thread, and says which; it counts as changed. */
  readonly join: (ids: readonly string[]) => number;
};

/** Ids that are remembered; they are forgotten with a writer whose batch failed. */
const MOST_RECENT = 10_000;

/** A part of a text keeps the whole of it in memory: an id its mail's header. */
const copyOf = (id: string): string => Buffer.from(id).toString();

export function threadIds(connection: Connection): ThreadIds {
  const find = connection.prepare('select thread from thread_ids where id = ?');
  const insert = connection.prepare('insert into thread_ids (id, thread) values (?, ?)');
  const move = connection.prepare('update thread_ids set thread = ? where thread = ?');
  const moveDrawings = connection.prepare('update drawings set thread = ? where thread = ?');
  const open = connection.prepare('insert into threads (changed) values (1) returning id');
  const touch = connection.prepare('update threads set changed = 1 where id = ?');
  const remove = connection.prepare('delete from threads where id = ?');
  /** A thread's mails come one after another, and each names those before it. */
  const recent = new Map<string, number>();
  const threadOf = (id: string): number | undefined =>
    recent.get(id) ?? (find.get(id) as { readonly thread: number } | undefined)?.thread;

  return {
    join(ids) {
      const threads = ids.map(threadOf);
      const known = [...new Set(threads.filter((thread) => thread !== undefined))].sort((a, b) => a - b);
      const thread = known[0] ?? (open.get() as { readonly id: number }).id;
      if (known.length > 1 || recent.size > MOST_RECENT) recent.clear();
      for (const other of known.slice(1)) {
        move.run(thread, other);
        moveDrawings.run(thread, other);
        remove.run(other);
      }
      for (const [index, id] of ids.entries()) {
        if (threads[index] === undefined) insert.run(id, thread);
        recent.set(copyOf(id), thread);
      }
      touch.run(thread);
      return thread;
    },
  };
}
