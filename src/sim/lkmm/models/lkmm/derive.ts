import { TAG } from '../../paths/types.ts';
import type { EventSet, Relation, Space } from '../../relations/space.ts';
import type { Execution } from '../../search/execution.ts';
import type { Frame } from '../../search/frame.ts';
import { type Communication, communicationOf } from '../communication.ts';
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
  readonly prop: Relation;
  readonly hb: Relation;
};

/** Everything up to hb. */
export function derive(frame: Frame, basics: Basics, version: Version, execution: Execution): Derived {
  const { space, static: known, sets, int, ext } = frame;
  const communication = communicationOf(execution);
  const { rf, rfe, rfi, overwrite } = communication;
  const { addr, data, carried } = dependencies(frame, version, rfi);
  const handover = frame.has.locks ? handovers(frame, basics, version, execution) : null;
  const strong = handover === null ? basics.strong : merged(space, 'strong', basics.strong, handover.strong);
  const nonrw = handover === null ? basics.nonrw : merged(space, 'nonrw', basics.nonrw, handover.strong);
  const fence = handover === null ? basics.fence : merged(space, 'fence', basics.fence, handover.strong);

  // ppo = to-r | to-w | (fence & int) | (po-unlock-lock-po & int)
  const ppo = space.kept('ppo');
  ppo.set(basics.ppo);
  if (carried) addDependencies(frame, version, addr, data, carried, ppo);
  const ordered = space.kept('ordered');
  ordered.set(overwrite);
  space.intersect(ordered, int);
  space.unite(ppo, ordered);
  const dep = space.kept('dep').fill(0);
  space.uniteWithin(dep, null, addr, sets.marked);
  space.uniteWithin(dep, null, data, sets.marked);
  space.compose(ppo, dep, rfi);

  // cumul-fence = [Marked] ; (A-cumul(strong-fence | po-rel) | wmb | po-unlock-lock-po) ; [Marked] ; rmw-sequence
  const release = space.kept('release').fill(0);
  space.uniteWithin(release, null, strong, sets.marked);
  space.uniteWithin(release, null, basics.poRel, sets.marked);
  const cumul = space.kept('cumul').fill(0);
  space.uniteWithin(cumul, sets.marked, release, null);
  const rfeMarked = space.kept('rfeMarked').fill(0);
  space.uniteWithin(rfeMarked, sets.marked, rfe, sets.marked);
  space.compose(cumul, rfeMarked, release);
  space.uniteWithin(cumul, sets.marked, known.wmb, sets.marked);
  space.uniteWithin(cumul, sets.marked, known.unlockLock, sets.marked);
  if (handover !== null) space.uniteWithin(cumul, sets.marked, handover.order, sets.marked);
  const rmwSequence = version.rmwSequences && frame.has.rmw ? rmwSequences(frame, rf) : null;
  if (rmwSequence !== null) {
    const before = space.kept('cumulBefore');
    before.set(cumul);
    space.compose(cumul, before, rmwSequence);
  }
  const cumulStar = space.kept('cumulStar');
  cumulStar.set(cumul);
  space.close(cumulStar);
  space.addIdentity(cumulStar);

  // prop = [Marked] ; (overwrite & ext)? ; cumul-fence* ; [Marked] ; rfe? ; [Marked]
  const start = space.kept('propStart').fill(0);
  const between = space.kept('propBetween');
  between.set(overwrite);
  space.intersect(between, ext);
  space.uniteWithin(start, sets.marked, between, null);
  space.addIdentity(start, sets.marked);
  const middle = space.kept('propMiddle').fill(0);
  space.compose(middle, start, cumulStar);
  const prop = space.kept('prop').fill(0);
  space.uniteWithin(prop, null, middle, sets.marked);
  space.compose(prop, middle, rfeMarked);

  // hb = [Marked] ; (ppo | rfe | ((prop \ id) & int)) ; [Marked]
  const inside = space.kept('propInside');
  inside.set(prop);
  space.intersect(inside, int);
  space.removeIdentity(inside);
  const hb = space.kept('hb').fill(0);
  space.uniteWithin(hb, sets.marked, ppo, sets.marked);
  space.unite(hb, rfeMarked);
  space.unite(hb, inside);
  return { ...communication, addr, data, strong, nonrw, fence, ppo, cumul, cumulStar, rmwSequence, prop, hb };
}

/** `relation ; relation*` and the identity. */
export function star(space: Space, name: string, relation: Relation, within: EventSet | null = null): Relation {
  const into = space.kept(name);
  into.set(relation);
  space.close(into);
  space.addIdentity(into, within);
  return into;
}

function merged(space: Space, name: string, first: Relation, second: Relation): Relation {
  const into = space.kept(name);
  into.set(first);
  space.unite(into, second);
  return into;
}

/**
 * carry-dep = (data ; [~Srcu-unlock] ; rfi)* of linux-kernel.bell: a dependency goes on through a write and a read of it in the same
 * thread. `carried` is the control dependencies then; null where nothing is carried.
 */
function dependencies(
  { space, static: known, sets }: Frame,
  version: Version,
  rfi: Relation,
): { readonly addr: Relation; readonly data: Relation; readonly carried: Relation | null } {
  const none = { addr: known.addr, data: known.data, carried: null };
  if (!version.carriesDependencies || space.isEmpty(rfi)) return none;
  const step = space.kept('carryStep').fill(0);
  const stored = space.kept('carryData');
  stored.set(known.data);
  for (let at = 0; at < stored.length; at++) {
    stored[at] = (stored[at] as number) & ~(sets.srcuUnlock[at % space.words] as number);
  }
  space.compose(step, stored, rfi);
  if (space.isEmpty(step)) return none;
  const carry = star(space, 'carry', step);
  const carriedOf = (name: string, relation: Relation): Relation => {
    const into = space.kept(name).fill(0);
    space.compose(into, carry, relation);
    return into;
  };
  return {
    addr: carriedOf('carriedAddr', known.addr),
    data: carriedOf('carriedData', known.data),
    carried: carriedOf('carriedCtrl', known.ctrl),
  };
}

/** `(rf ; rmw)+`, without the identity: what read-modify-writes make of a write. */
function rmwSequences({ space, static: known }: Frame, rf: Relation): Relation {
  const step = space.kept('rmwSequence').fill(0);
  space.compose(step, rf, known.rmw);
  space.close(step);
  return step;
}

/**
 * What a lock that is handed on orders (linux-kernel.cat: po-unlock-lock-po = po ; [UL] ; (po | rf) ; [LKR] ; po, and the part of mb that
 * smp_mb__after_unlock_lock() makes of it).
 */
function handovers(
  { space, static: known, events, sets }: Frame,
  { poInverse, locks, unlocks, hasAfterUnlockLock }: Basics,
  version: Version,
  { readsFrom, co }: Execution,
): { readonly order: Relation; readonly strong: Relation } {
  const { words } = space;
  const order = space.kept('handover').fill(0);
  const strong = space.kept('handoverStrong').fill(0);
  const join = (into: Relation, unlock: number, rows: Relation, lock: number) => {
    for (let event = 0; event < unlock; event++) {
      if (!space.has(poInverse, unlock, event)) continue;
      for (let word = 0; word < words; word++) {
        const at = event * words + word;
        into[at] = (into[at] as number) | (rows[lock * words + word] as number);
      }
    }
  };
  for (const lock of locks) {
    const isRead = ((events[lock]?.tags ?? 0) & TAG.lkr) !== 0;
    if (isRead) {
      const unlock = readsFrom[lock] as number;
      if (unlock < 0) continue;
      join(order, unlock, known.po, lock);
      if (version.directHandover && hasAfterUnlockLock) join(strong, unlock, known.afterUnlockLock, lock);
    } else if (!version.directHandover && hasAfterUnlockLock) {
      for (const unlock of unlocks) if (space.has(co, unlock, lock)) join(strong, unlock, known.afterUnlockLock, lock);
    }
  }
  if (hasAfterUnlockLock) {
    const all = space.kept('handoverAll');
    all.set(strong);
    strong.fill(0);
    space.uniteWithin(strong, sets.access, all, null);
  }
  return { order, strong };
}
