import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openForWriting } from '../../../../src/batch/store/open.ts';
import { type JoinPlan, planJoins } from '../../../../src/batch/store/postgres/join-plan.ts';
import { threadIds } from '../../../../src/batch/store/thread-ids.ts';

/** What a database does with a plan: threads get the next numbers. */
function carriedOut(known: ReadonlyMap<string, number>, plan: JoinPlan, next: number): Map<string, number> {
  const numberOf = (thread: number): number => (thread < 0 ? next - 1 - thread : thread);
  const moved = new Map(plan.moves.map(({ from, to }) => [from, numberOf(to)]));
  return new Map([
    ...[...known].map(([id, thread]) => [id, moved.get(thread) ?? thread] as const),
    ...plan.inserts.map(({ id, thread }) => [id, numberOf(thread)] as const),
  ]);
}

/** Threads by their ids, the oldest first. */
function threadsOf(ids: ReadonlyMap<string, number>): string[][] {
  const threads = new Map<number, string[]>();
  for (const [id, thread] of ids) threads.set(thread, [...(threads.get(thread) ?? []), id]);
  return [...threads].sort(([a], [b]) => a - b).map(([, each]) => each.sort());
}

/** The same, mail by mail. */
function joinedOneByOne(batches: readonly (readonly (readonly string[])[])[]): string[][] {
  const connection = openForWriting(':memory:');
  const { join } = threadIds(connection);
  for (const ids of batches.flat()) join(ids);
  const rows = connection.prepare('select id, thread from thread_ids').all() as { id: string; thread: number }[];
  connection.close();
  return threadsOf(new Map(rows.map(({ id, thread }) => [id, thread])));
}

describe('the plan of joining', () => {
  it('opens, joins and moves', () => {
    const known = new Map([
      ['<1>', 4],
      ['<2>', 9],
    ]);
    expect(planJoins(known, [['<3>', '<1>'], ['<5>', '<6>'], ['<6>', '<2>', '<1>'], ['<7>']])).toEqual({
      opened: 1,
      inserts: [
        { id: '<3>', thread: 4 },
        { id: '<5>', thread: 4 },
        { id: '<6>', thread: 4 },
        { id: '<7>', thread: -1 },
      ],
      moves: [{ from: 9, to: 4 }],
      changed: [4, -1],
    });
  });

  it('makes the same threads as joining mail by mail, in the same order', () => {
    const mail = fc.uniqueArray(fc.integer({ min: 1, max: 15 }).map(String), { minLength: 1, maxLength: 4 });
    const batches = fc.array(fc.array(mail, { maxLength: 8 }), { maxLength: 5 });
    fc.assert(
      fc.property(batches, (given) => {
        let known = new Map<string, number>();
        let next = 1;
        for (const mails of given) {
          const found = new Map([...known].filter(([id]) => mails.some((ids) => ids.includes(id))));
          const plan = planJoins(found, mails);
          known = carriedOut(known, plan, next);
          next += plan.opened;
        }
        expect(threadsOf(known)).toEqual(joinedOneByOne(given));
      }),
      { numRuns: 300 },
    );
  });
});
