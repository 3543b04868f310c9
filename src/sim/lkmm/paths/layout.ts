import type { Fence } from '../primitives/types.ts';
import { type Path, type PathEvent, TAG } from './types.ts';

/** Fences that events of a relation's own: those that the grace-period rules speak of. All others only order what stands around them. */
const EVENT_FENCES: ReadonlySet<Fence | null> = new Set<Fence>(['rcu-lock', 'rcu-unlock', 'sync-rcu']);

/** The relations that a path's text alone decides, each by the name that the kernel's model gives it. */
export const STATIC_RELATIONS = [
  'po',
  'poLoc',
  'addr',
  'data',
  'ctrl',
  'rmw',
  'rmb',
  'wmb',
  'mb',
  'gp',
  'acqPo',
  'poRel',
  'barrier',
  /** `[R4rmb] ; fencerel(Rmb) ; [~Noreturn]`, and the other way round. */
  'rmbBefore',
  'rmbAfter',
  /** `po ; [UL] ; po ; [LKR] ; po` */
  'unlockLock',
  /** From LKR and LKW to what stands behind an smp_mb__after_unlock_lock() after them. */
  'afterUnlockLock',
  /** `[Rcu-lock] ; rcu-rscs ; [Rcu-unlock]` */
  'rcuRscs',
] as const;
export type StaticRelation = (typeof STATIC_RELATIONS)[number];

/** A path whose memory accesses and RCU events have numbers, and the pairs of them in each static relation. */
export type Layout = {
  readonly path: Path;
  /** Index of a number's event in the path. */
  readonly events: readonly number[];
  /** Number of an event of the path, -1 for fences that have none. */
  readonly numbers: Int16Array;
  /** Pairs of numbers, one after the other. */
  readonly pairs: Readonly<Record<StaticRelation, readonly number[]>>;
  /** An unlock that no lock precedes, an rcu_read_lock() that no unlock follows …: flags by their names. */
  readonly flags: readonly string[];
};

/** Everything before or at `before` is ordered before everything at or behind `behind`: positions in the path. */
type Cut = { readonly before: number; readonly behind: number };

export function layoutOf(path: Path): Layout {
  const { events } = path;
  const numbered = events.flatMap((event, index) => (hasNumber(event) ? [index] : []));
  const numbers = new Int16Array(events.length).fill(-1);
  for (const [number, index] of numbered.entries()) numbers[index] = number;
  const pairs = Object.fromEntries(STATIC_RELATIONS.map((name) => [name, [] as number[]])) as Record<
    StaticRelation,
    number[]
  >;
  const add = (relation: StaticRelation, from: number, to: number) =>
    pairs[relation].push(numbers[from] as number, numbers[to] as number);
  const order = (relation: StaticRelation, cuts: readonly Cut[], from: Test = isAccess, to: Test = isAccess) => {
    for (const first of numbered) {
      for (const second of numbered) {
        if (first >= second || !from(events[first] as PathEvent) || !to(events[second] as PathEvent)) continue;
        if (cuts.some(({ before, behind }) => first <= before && second >= behind)) add(relation, first, second);
      }
    }
  };
  for (const second of numbered) {
    const event = events[second] as PathEvent;
    for (const first of numbered) {
      if (first >= second) break;
      add('po', first, second);
      const earlier = events[first] as PathEvent;
      if (isAccess(earlier) && isAccess(event) && earlier.location === event.location) add('poLoc', first, second);
    }
    for (const read of event.address) add('addr', read, second);
    if (event.is === 'write') for (const read of event.data) add('data', read, second);
    for (const read of event.control) add('ctrl', read, second);
    if (event.is === 'write' && event.partner >= 0) add('rmw', event.partner, second);
  }
  const fences = (...names: readonly Fence[]) =>
    positions(events, ({ fence }) => fence !== null && names.includes(fence));
  order('rmb', around(fences('rmb')), isOrderedByRmb, isOrderedByRmb);
  order('rmbBefore', around(fences('rmb')), isOrderedByRmb, (event) => (event.tags & TAG.noreturn) === 0);
  order('rmbAfter', around(fences('rmb')), (event) => (event.tags & TAG.noreturn) === 0, isOrderedByRmb);
  order('wmb', around(fences('wmb')), isWrite, isWrite);
  order('mb', strongCuts(events));
  const syncs = positions(events, ({ is, fence }) => is === 'sync-srcu' || fence === 'sync-rcu');
  order(
    'gp',
    syncs.map((at) => ({ before: at - 1, behind: at })),
    isAny,
    isAny,
  );
  order(
    'acqPo',
    positions(events, hasTag(TAG.acquire)).map((at) => ({ before: at, behind: at + 1 })),
    hasTag(TAG.acquire),
  );
  order(
    'poRel',
    positions(events, hasTag(TAG.release)).map((at) => ({ before: at - 1, behind: at })),
    isAccess,
    hasTag(TAG.release),
  );
  order('barrier', barrierCuts(events), isAny, isAny);
  const handovers = unlockLocks(events);
  order(
    'unlockLock',
    handovers.map(({ unlock, lock }) => ({ before: unlock - 1, behind: lock + 1 })),
    isAny,
    isAny,
  );
  for (const fence of fences('after-unlock-lock')) {
    for (const lock of positions(events, hasTag(TAG.lkr | TAG.lkw))) {
      if (lock > fence) continue;
      for (const second of numbered) {
        if (second > fence && isAccess(events[second] as PathEvent)) add('afterUnlockLock', lock, second);
      }
    }
  }
  const sections = readSections(events);
  for (const [lock, unlock] of sections.matched) add('rcuRscs', lock, unlock);
  return { path, events: numbered, numbers, pairs, flags: [...sections.flags, ...lockFlags(events)] };
}

type Test = (event: PathEvent) => boolean;
const isAny: Test = () => true;
const isAccess: Test = ({ is }) => is === 'read' || is === 'write';
const isWrite: Test = ({ is }) => is === 'write';
const isOrderedByRmb: Test = ({ is, tags }) => is === 'read' && (tags & TAG.noreturn) === 0;
const hasTag =
  (tag: number): Test =>
  ({ tags }) =>
    (tags & tag) !== 0;
const hasNumber: Test = (event) => isAccess(event) || event.is === 'sync-srcu' || EVENT_FENCES.has(event.fence);

const positions = (events: readonly PathEvent[], test: Test): number[] =>
  events.flatMap((event, index) => (test(event) ? [index] : []));
const around = (at: readonly number[]): Cut[] => at.map((each) => ({ before: each - 1, behind: each + 1 }));

/**
 * `mb` of linux-kernel.cat, but for what locks hand over: smp_mb(); a fully ordered atomic, which acts as if smp_mb() stood on both its
 * sides; smp_mb__before_atomic() with the atomic that follows, and smp_mb__after_atomic(), smp_mb__after_spinlock() and
 * smp_mb__after_srcu_read_unlock() with the last atomic, lock or srcu_read_unlock() before them.
 */
function strongCuts(events: readonly PathEvent[]): Cut[] {
  const cuts: Cut[] = [];
  for (const [at, { is, tags, fence }] of events.entries()) {
    if (fence === 'mb') cuts.push({ before: at - 1, behind: at + 1 });
    if ((tags & TAG.mb) !== 0)
      cuts.push(is === 'read' ? { before: at - 1, behind: at } : { before: at, behind: at + 1 });
    if (fence === 'before-atomic') {
      const atomic = events.findIndex((event, index) => index > at && (event.tags & TAG.rmw) !== 0);
      if (atomic >= 0) cuts.push({ before: at - 1, behind: atomic });
    }
    const tag = AFTER[fence ?? ''];
    if (tag === undefined) continue;
    const last = events.slice(0, at).findLastIndex((event) => (event.tags & tag) !== 0);
    if (last >= 0) cuts.push({ before: last, behind: at + 1 });
  }
  for (const { lock, unlock } of unlockLocks(events)) {
    const fence = events.findIndex(({ fence: name }, index) => index > lock && name === 'after-unlock-lock');
    if (fence >= 0) cuts.push({ before: unlock - 1, behind: fence + 1 });
  }
  return cuts;
}

const AFTER: Readonly<Record<string, number>> = {
  'after-atomic': TAG.rmw,
  'after-spinlock': TAG.lkw,
  'after-srcu-read-unlock': TAG.srcuUnlock,
};

/** `barrier` of linux-kernel.cat: where the compiler must not move a plain access across. */
function barrierCuts(events: readonly PathEvent[]): Cut[] {
  return events.flatMap(({ is, fence, tags }, at): Cut[] => {
    if (fence !== null) {
      const isBarrier =
        fence !== 'after-spinlock' && fence !== 'after-unlock-lock' && fence !== 'after-srcu-read-unlock';
      return isBarrier ? around([at]) : [];
    }
    if (is === 'sync-srcu' || (tags & (TAG.mb | TAG.srcuLock | TAG.srcuUnlock)) !== 0) return around([at]);
    if ((tags & TAG.release) !== 0) return [{ before: at - 1, behind: at }, ...around([at])];
    if ((tags & TAG.acquire) !== 0) return [{ before: at, behind: at + 1 }, ...around([at])];
    return [];
  });
}

/** An unlock and a later lock of the same thread, of any lock; for each lock the last unlock before it will do. */
function unlockLocks(events: readonly PathEvent[]): { readonly unlock: number; readonly lock: number }[] {
  return positions(events, hasTag(TAG.lkr)).flatMap((lock) => {
    const unlock = events.slice(0, lock).findLastIndex(hasTag(TAG.ul));
    return unlock < 0 ? [] : [{ unlock, lock }];
  });
}

/** `rcu-rscs` of linux-kernel.bell: rcu_read_lock() and rcu_read_unlock() nest like brackets. */
function readSections(events: readonly PathEvent[]): {
  readonly matched: [number, number][];
  readonly flags: string[];
} {
  const matched: [number, number][] = [];
  const flags: string[] = [];
  const open: number[] = [];
  for (const [at, { fence }] of events.entries()) {
    if (fence === 'rcu-lock') open.push(at);
    if (fence !== 'rcu-unlock') continue;
    const lock = open.pop();
    if (lock === undefined) flags.push('unmatched-rcu-unlock');
    else matched.push([lock, at]);
  }
  if (open.length > 0) flags.push('unmatched-rcu-lock');
  const sleeps = positions(events, ({ is }) => is === 'sync-srcu');
  if (matched.some(([lock, unlock]) => sleeps.some((at) => lock < at && at < unlock))) flags.push('invalid-sleep');
  return { matched, flags };
}

/** lock.cat: an unlock without a lock before it. */
function lockFlags(events: readonly PathEvent[]): string[] {
  const held = new Set<number>();
  let isUnmatched = false;
  for (const { tags, location } of events) {
    if ((tags & TAG.lkw) !== 0) held.add(location);
    if ((tags & TAG.ul) !== 0 && !held.delete(location)) isUnmatched = true;
  }
  return isUnmatched ? ['unmatched-unlock'] : [];
}

/** Locations whose lock is still held where the path ends; null where it takes a lock that it holds, which never ends. */
export function locksHeld({ events }: Path): ReadonlySet<number> | null {
  const held = new Set<number>();
  for (const { tags, location } of events) {
    if ((tags & TAG.lkr) !== 0 && held.has(location)) return null;
    if ((tags & TAG.lkw) !== 0) held.add(location);
    if ((tags & TAG.ul) !== 0) held.delete(location);
  }
  return held;
}
