import { TAG } from '../../paths/types.ts';
import type { EventSet, Relation, Space } from '../../relations/space.ts';
import { Execution } from '../../search/execution.ts';
import type { Frame } from '../../search/frame.ts';
import { type Communication, communicator } from '../communication.ts';
import { addDependencies, type Basics } from './basics.ts';
import type { Version } from './versions.ts';

/** The relations of linux-kernel.cat in one execution; scratch of the frame's space, like `Communication`. */
export type Derived = Communication & {
  readonly addr: Relation;
  readonly data: Relation;
  readonly strong: Relation;
  readonly nonrw: Relation;
  readonly fence: Relation;
  readonly ppo: Relation;
  /** One step of cumul-fence, and its reflexive transitive closure. */
  readonly cumul: Relation;
  readonly cumulStar: Relation;
  readonly rmwSequence: Relation | null;
  /** What locks order that are handed on from thread to thread. */
  readonly handover: Relation | null;
  readonly prop: Relation;
  readonly hb: Relation;
};

/** Makes the function that derives everything up to hb in an execution of a frame; what it gives is like a `Communication`. */
export function deriver(frame: Frame, basics: Basics, version: Version): (execution: Execution) => Derived {
  const { space, static: known, sets, int, ext } = frame;
  const { marked } = sets;
  const communicate = communicator(frame);
  const kept = (name: string): Relation => space.kept(name);
  const carry = version.carriesDependencies ? carrier(frame) : null;
  const handOver = frame.has.locks ? handovers(frame, basics, version) : null;
  const extendByRmw = version.rmwSequences && frame.has.rmw ? rmwSequences(frame) : null;
  const [ppo, ordered, dep, release, cumul, cumulBefore] = names(
    'ppo',
    'ordered',
    'dep',
    'release',
    'cumul',
    'cumulBefore',
  );
  const [rfeMarked, cumulStar, between, start] = names('rfeMarked', 'cumulStar', 'between', 'propStart');
  const [middle, prop, inside, hb] = names('propMiddle', 'prop', 'propInside', 'hb');
  function names<Names extends readonly string[]>(...each: Names): { [Index in keyof Names]: Relation } {
    return each.map(kept) as { [Index in keyof Names]: Relation };
  }
  const merged = ['strong', 'nonrw', 'fence'].map((name) => kept(`merged ${name}`)) as [Relation, Relation, Relation];
  const merge = (into: Relation, first: Relation, second: Relation | null): Relation => {
    if (second === null) return first;
    space.copy(into, first);
    space.unite(into, second);
    return into;
  };
  // what hangs on no choice, once for all
  const depOfPaths = space.relation();
  space.uniteWithin(depOfPaths, null, known.addr, marked);
  space.uniteWithin(depOfPaths, null, known.data, marked);
  const cumulOfPaths = space.relation();
  for (const relation of [known.wmb, known.unlockLock]) space.uniteWithin(cumulOfPaths, marked, relation, marked);
  const releaseOfPaths = space.relation();
  for (const relation of [basics.strong, basics.poRel]) space.uniteWithin(releaseOfPaths, null, relation, marked);
  space.uniteWithin(cumulOfPaths, marked, releaseOfPaths, null);

  const derived: { -readonly [Name in keyof Derived]: Derived[Name] } = {
    ...communicate(new Execution(frame, new Float64Array(frame.locations.length))),
    ...{ addr: known.addr, data: known.data, strong: basics.strong, nonrw: basics.nonrw, fence: basics.fence },
    ...{ ppo, cumul, cumulStar, rmwSequence: null, handover: null, prop, hb },
  };

  return (execution) => {
    const communication = communicate(execution);
    const { rf, rfe, rfi, overwrite } = communication;
    const carried = carry?.(rfi) ?? null;
    const handover = handOver?.(execution) ?? null;
    const strongHandover = basics.hasAfterUnlockLock ? (handover?.strong ?? null) : null;
    const strong = merge(merged[0], basics.strong, strongHandover);

    // ppo = to-r | to-w | (fence & int) | (po-unlock-lock-po & int)
    space.copy(ppo, basics.ppo);
    space.copy(dep, depOfPaths);
    if (carried !== null) {
      addDependencies(frame, version, carried.addr, carried.data, carried.ctrl, ppo);
      space.uniteWithin(dep, null, carried.addr, marked);
      space.uniteWithin(dep, null, carried.data, marked);
    }
    space.copy(ordered, overwrite);
    space.intersect(ordered, int);
    space.unite(ppo, ordered);
    space.compose(ppo, dep, rfi);

    // cumul-fence = [Marked] ; (A-cumul(strong-fence | po-rel) | wmb | po-unlock-lock-po) ; [Marked] ; rmw-sequence
    space.clear(rfeMarked);
    space.uniteWithin(rfeMarked, marked, rfe, marked);
    space.copy(cumul, cumulOfPaths);
    if (handover !== null) {
      space.copy(release, releaseOfPaths);
      if (strongHandover !== null) space.uniteWithin(release, null, strongHandover, marked);
      space.uniteWithin(cumul, marked, release, null);
      space.uniteWithin(cumul, marked, handover.order, marked);
      space.compose(cumul, rfeMarked, release);
    } else space.compose(cumul, rfeMarked, releaseOfPaths);
    const rmwSequence = extendByRmw?.(rf) ?? null;
    if (rmwSequence !== null) {
      space.copy(cumulBefore, cumul);
      space.compose(cumul, cumulBefore, rmwSequence);
    }
    space.copy(cumulStar, cumul);
    space.close(cumulStar);
    space.addIdentity(cumulStar);

    // prop = [Marked] ; (overwrite & ext)? ; cumul-fence* ; [Marked] ; rfe? ; [Marked]
    space.copy(between, overwrite);
    space.intersect(between, ext);
    space.clear(start);
    space.uniteWithin(start, marked, between, null);
    space.addIdentity(start, marked);
    space.clear(middle);
    space.compose(middle, start, cumulStar);
    space.clear(prop);
    space.uniteWithin(prop, null, middle, marked);
    space.compose(prop, middle, rfeMarked);

    // hb = [Marked] ; (ppo | rfe | ((prop \ id) & int)) ; [Marked]
    space.copy(inside, prop);
    space.intersect(inside, int);
    space.removeIdentity(inside);
    space.copy(hb, rfeMarked);
    space.uniteWithin(hb, marked, ppo, marked);
    space.unite(hb, inside);
    derived.co = communication.co;
    derived.addr = carried?.addr ?? known.addr;
    derived.data = carried?.data ?? known.data;
    derived.strong = strong;
    derived.nonrw = merge(merged[1], basics.nonrw, strongHandover);
    derived.fence = merge(merged[2], basics.fence, strongHandover);
    derived.rmwSequence = rmwSequence;
    derived.handover = handover?.order ?? null;
    return derived;
  };
}

/** `relation ; relation*` and the identity. */
export function star(space: Space, name: string, relation: Relation, within: EventSet | null = null): Relation {
  const into = space.kept(name);
  space.copy(into, relation);
  space.close(into);
  space.addIdentity(into, within);
  return into;
}

type Carried = { readonly addr: Relation; readonly data: Relation; readonly ctrl: Relation };

/**
 * carry-dep = (data ; [~Srcu-unlock] ; rfi)* of linux-kernel.bell: a dependency goes on through a write and a read of it in the same
 * thread. Null where nothing is carried.
 */
function carrier({ space, static: known, sets }: Frame): (rfi: Relation) => Carried | null {
  const stored = space.relation();
  space.copy(stored, known.data);
  for (let at = 0; at < stored.length; at++) {
    stored[at] = (stored[at] as number) & ~(sets.srcuUnlock[at % space.words] as number);
  }
  if (space.isEmpty(stored)) return () => null;
  const step = space.kept('carryStep');
  const [addr, data, ctrl] = ['Addr', 'Data', 'Ctrl'].map((name) => space.kept(`carried${name}`)) as [
    Relation,
    Relation,
    Relation,
  ];
  return (rfi) => {
    space.clear(step);
    space.compose(step, stored, rfi);
    if (space.isEmpty(step)) return null;
    const carry = star(space, 'carry', step);
    for (const [into, relation] of [
      [addr, known.addr],
      [data, known.data],
      [ctrl, known.ctrl],
    ] as const) {
      space.clear(into);
      space.compose(into, carry, relation);
    }
    return { addr, data, ctrl };
  };
}

/** `(rf ; rmw)+`, without the identity: what read-modify-writes make of a write. */
function rmwSequences({ space, static: { rmw } }: Frame): (rf: Relation) => Relation {
  const step = space.kept('rmwSequence');
  return (rf) => {
    space.clear(step);
    space.compose(step, rf, rmw);
    space.close(step);
    return step;
  };
}

/**
 * What a lock that is handed on orders (linux-kernel.cat: po-unlock-lock-po = po ; [UL] ; (po | rf) ; [LKR] ; po, and the part of mb that
 * smp_mb__after_unlock_lock() makes of it).
 */
function handovers(
  { space, static: known, events, sets }: Frame,
  { poInverse, locks, unlocks, hasAfterUnlockLock }: Basics,
  version: Version,
): (execution: Execution) => { readonly order: Relation; readonly strong: Relation } {
  const { words } = space;
  const order = space.kept('handover');
  const strong = space.kept('handoverStrong');
  const all = space.kept('handoverAll');
  const join = (into: Relation, unlock: number, rows: Relation, lock: number) => {
    for (let event = 0; event < unlock; event++) {
      if (!space.has(poInverse, unlock, event)) continue;
      for (let word = 0; word < words; word++) {
        const at = event * words + word;
        into[at] = (into[at] as number) | (rows[lock * words + word] as number);
      }
    }
  };
  return ({ readsFrom, co }) => {
    space.clear(order);
    space.clear(all);
    for (const lock of locks) {
      const isRead = ((events[lock]?.tags ?? 0) & TAG.lkr) !== 0;
      if (isRead) {
        const unlock = readsFrom[lock] as number;
        if (unlock < 0) continue;
        join(order, unlock, known.po, lock);
        if (version.directHandover && hasAfterUnlockLock) join(all, unlock, known.afterUnlockLock, lock);
      } else if (!version.directHandover && hasAfterUnlockLock) {
        for (const unlock of unlocks) if (space.has(co, unlock, lock)) join(all, unlock, known.afterUnlockLock, lock);
      }
    }
    space.clear(strong);
    if (hasAfterUnlockLock) space.uniteWithin(strong, sets.access, all, null);
    return { order, strong };
  };
}
