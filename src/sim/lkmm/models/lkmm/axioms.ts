import type { Relation } from '../../relations/space.ts';
import type { Frame } from '../../search/frame.ts';
import { type Derived, star } from './derive.ts';
import { rcuOrder, readersOf } from './grace-periods.ts';
import type { Version } from './versions.ts';

/** What the axioms about order come to; the first that fails ends it. */
export type Ordering =
  | { readonly fails: 'happens-before' }
  | { readonly fails: 'propagation'; readonly pb: Relation }
  | {
      readonly fails: 'rcu';
      readonly pb: Relation;
      readonly rb: Relation;
      readonly rcuFence: Relation;
      readonly rcuOrder: Relation;
    }
  | {
      readonly fails: null;
      readonly pb: Relation | null;
      readonly rb: Relation | null;
      readonly rcuFence: Relation | null;
    };

/**
 * The axioms of linux-kernel.cat about the order in which things happen:
 *
 * - happens-before: acyclic hb (explanation.txt, "THE HAPPENS-BEFORE RELATION: hb")
 * - propagation: acyclic pb, where pb = prop ; strong-fence ; hb* ("THE PROPAGATES-BEFORE RELATION: pb")
 * - rcu: irreflexive rb, where rb = prop ; rcu-fence ; hb* ; pb* ("RCU RELATIONS: … rcu-fence, and rb"): a grace period waits for every
 *   critical section that it could find, so that no execution has as many grace periods as critical sections in a cycle
 */
export function ordering(frame: Frame, version: Version, derived: Derived): Ordering {
  const { space, sets } = frame;
  const { hb, prop, strong, data, rf } = derived;
  if (!space.isAcyclic(hb)) return { fails: 'happens-before' };
  if (space.isEmpty(strong)) return { fails: null, pb: null, rb: null, rcuFence: null };
  const hbStar = star(space, 'hbStar', hb);
  const propagated = space.emptied('propStrong');
  space.compose(propagated, prop, strong);
  const all = space.emptied('pbAll');
  space.compose(all, propagated, hbStar);
  const pb = space.emptied('pb');
  space.uniteWithin(pb, null, all, sets.marked);
  if (!space.isAcyclic(pb)) return { fails: 'propagation', pb };
  if (!frame.has.gracePeriods) return { fails: null, pb, rb: null, rcuFence: null };

  const pbStar = star(space, 'pbStar', pb);
  const later = space.emptied('later');
  space.compose(later, hbStar, pbStar);
  const { po } = frame.static;
  const poOrHere = space.kept('poOrHere');
  space.copy(poOrHere, po);
  space.addIdentity(poOrHere);
  // rcu-link = po? ; hb* ; pb* ; prop ; po
  const link = space.emptied('rcuLink');
  const chain = [poOrHere, later, prop, po].reduce((before, next, at) => {
    const into = at === 3 ? link : space.emptied(`rcuLink${at}`);
    space.compose(into, before, next);
    return into;
  });
  const order = rcuOrder(frame, readersOf(frame, version, data, rf), chain);
  // rcu-fence = po ; rcu-order ; po?
  const fenceStart = space.emptied('rcuFenceStart');
  space.compose(fenceStart, po, order);
  const rcuFence = space.emptied('rcuFence');
  space.compose(rcuFence, fenceStart, poOrHere);
  const propagatedFence = space.emptied('propRcuFence');
  space.compose(propagatedFence, prop, rcuFence);
  const rbAll = space.emptied('rbAll');
  space.compose(rbAll, propagatedFence, later);
  const rb = space.emptied('rb');
  space.uniteWithin(rb, null, rbAll, sets.marked);
  if (space.isReflexiveSomewhere(rb)) return { fails: 'rcu', pb, rb, rcuFence, rcuOrder: order };
  return { fails: null, pb, rb, rcuFence };
}
