/**
 * The same joining as `thread-ids.ts` does, for a whole batch at once, so that a server far away is asked once and not a mail at a time:
 *
 *     known   <1> thread 4, <2> thread 9
 *     mails   <3> <1>    <5> <6>    <6> <2> <1>
 *     plan    <3>, <5>, <6> into 4; 9 becomes 4; 4 changed
 */
export type JoinPlan = {
  /** How many threads are to be opened; in `inserts` and `changed` they are -1, -2, … in their order. */
  readonly opened: number;
  readonly inserts: readonly { readonly id: string; readonly thread: number }[];
  readonly moves: readonly { readonly from: number; readonly to: number }[];
  readonly changed: readonly number[];
};

/** `known`: the threads of those ids of the mails that have one. `mails`: the ids that each mail joins. */
export function planJoins(known: ReadonlyMap<string, number>, mails: readonly (readonly string[])[]): JoinPlan {
  const threadOf = new Map(known);
  const into = new Map<number, number>();
  const touched = new Set<number>();
  let opened = 0;
  const current = (thread: number): number => {
    let at = thread;
    for (let next = into.get(at); next !== undefined; next = into.get(at)) at = next;
    return at;
  };

  for (const ids of mails) {
    const threads = new Set(ids.flatMap((id) => threadOf.get(id) ?? []).map(current));
    const thread = [...threads].sort(byAge)[0] ?? --opened;
    for (const other of threads) if (other !== thread) into.set(other, thread);
    for (const id of ids) if (!threadOf.has(id)) threadOf.set(id, thread);
    touched.add(thread);
  }

  // threads that were opened and joined with others meanwhile are never made
  const living = [...touched].map(current).filter((thread) => thread < 0);
  const names = new Map([...new Set(living)].sort(byAge).map((thread, index) => [thread, -1 - index]));
  const final = (thread: number): number => {
    const at = current(thread);
    return names.get(at) ?? at;
  };
  return {
    opened: names.size,
    inserts: [...threadOf].flatMap(([id, thread]) => (known.has(id) ? [] : [{ id, thread: final(thread) }])),
    moves: [...into.keys()].filter((thread) => thread > 0).map((from) => ({ from, to: final(from) })),
    changed: [...new Set([...touched].map(final))],
  };
}

/** Those of the store before those of this batch, each in their order: 3, 7, -1, -2. */
const byAge = (a: number, b: number): number => (a > 0 === b > 0 ? Math.abs(a) - Math.abs(b) : b - a);
