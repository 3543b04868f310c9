import { TAG } from '../../paths/types.ts';
import type { Relation } from '../../relations/space.ts';
import type { Frame } from '../../search/frame.ts';
import type { Version } from './versions.ts';

/** Relations of linux-kernel.cat that the paths alone decide, as far as they do: locks that are handed over come to them later. */
export type Basics = {
  readonly strong: Relation;
  readonly nonrw: Relation;
  readonly fence: Relation;
  /** ppo without what reads-from, coherence and carried dependencies add. */
  readonly ppo: Relation;
  /** `po-rel`, for A-cumulativity. */
  readonly poRel: Relation;
  /** `po^-1` */
  readonly poInverse: Relation;
  /** Reads and writes of spinlocks. */
  readonly locks: readonly number[];
  readonly unlocks: readonly number[];
  /** Whether some thread has an smp_mb__after_unlock_lock() behind a lock. */
  readonly hasAfterUnlockLock: boolean;
};

export function basicsOf(frame: Frame, version: Version): Basics {
  const { space, static: known, events } = frame;
  const union = (...relations: readonly Relation[]): Relation => {
    const into = space.relation();
    for (const relation of relations) space.unite(into, relation);
    return into;
  };
  const strong = union(known.mb, known.gp);
  const nonrw = union(strong, known.poRel, known.acqPo);
  const fence = union(nonrw, known.wmb, known.rmb);
  const ppo = union(fence, known.unlockLock);
  addDependencies(frame, version, known.addr, known.data, known.ctrl, ppo);
  const poInverse = space.relation();
  space.inverse(poInverse, known.po);
  const numbersWith = (tag: number): number[] =>
    events.flatMap(({ tags }, number) => ((tags & tag) !== 0 ? [number] : []));
  return {
    strong,
    nonrw,
    fence,
    ppo,
    poRel: known.poRel,
    poInverse,
    locks: numbersWith(TAG.lkr | TAG.lkw),
    unlocks: numbersWith(TAG.ul),
    hasAfterUnlockLock: !space.isEmpty(known.afterUnlockLock),
  };
}

/**
 * The parts of ppo that dependencies make (linux-kernel.cat: `rwdep`, `addr ; [Plain] ; wmb`, `addr ; [R]`): a dependency orders a read
 * before a write; an address dependency before a read too, and before the writes behind an smp_wmb() after a plain access.
 */
export function addDependencies(
  { space, static: known, sets }: Frame,
  version: Version,
  addr: Relation,
  data: Relation,
  ctrl: Relation,
  into: Relation,
): void {
  space.uniteWithin(into, null, addr, version.addressToReads ? sets.access : null);
  space.uniteWithin(into, null, data, sets.write);
  space.uniteWithin(into, null, ctrl, sets.write);
  const toPlain = space.kept('toPlain').fill(0);
  space.uniteWithin(toPlain, null, addr, sets.plain);
  space.compose(into, toPlain, known.wmb);
}
