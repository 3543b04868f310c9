import type { Step } from '../types.ts';

/**
 * Whether the lanes take their locks in orders that close a circle (ABBA): each lane adds an edge from every lock that it holds to
 * the one that it takes next, and two lanes or more must be in the circle.
 */
export function closesLockCycle(steps: readonly Step[]): boolean {
  /** held → taken → the lanes that take it so. */
  const edges = new Map<string, Map<string, Set<number>>>();
  const held = new Map<number, string[]>();
  for (const step of steps) {
    if (step.object === null || (!step.complete && step.op !== 'wait')) continue;
    const locks = held.get(step.lane) ?? [];
    held.set(step.lane, locks);
    if (step.op === 'unlock')
      held.set(
        step.lane,
        locks.filter((lock) => lock !== step.object),
      );
    // `blocks on A`: it is taken next, where it is one of the locks
    if ((step.op !== 'lock' && step.op !== 'wait') || /^(?:rcu|irq|preempt|bh|softirq)/.test(step.object)) continue;
    for (const lock of locks) {
      if (lock === step.object) continue;
      const taken = edges.get(lock) ?? new Map<string, Set<number>>();
      edges.set(lock, taken);
      taken.set(step.object, (taken.get(step.object) ?? new Set()).add(step.lane));
    }
    locks.push(step.object);
  }
  return [...edges.keys()].some((lock) => reaches(edges, lock));
}

/** Breadth first from a lock back to itself, through edges of more than one lane. */
function reaches(edges: ReadonlyMap<string, ReadonlyMap<string, ReadonlySet<number>>>, start: string): boolean {
  const queue: { readonly lock: string; readonly lanes: ReadonlySet<number> }[] = [{ lock: start, lanes: new Set() }];
  const seen = new Set<string>();
  for (let head = queue.shift(); head; head = queue.shift()) {
    for (const [next, lanes] of edges.get(head.lock) ?? []) {
      const all = new Set([...head.lanes, ...lanes]);
      if (next === start && all.size > 1) return true;
      if (seen.has(next)) continue;
      seen.add(next);
      queue.push({ lock: next, lanes: all });
    }
  }
  return false;
}
