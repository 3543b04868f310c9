import { TAG } from '../../paths/types.ts';
import type { Relation } from '../../relations/space.ts';
import type { Frame } from '../../search/frame.ts';
import type { Ordering } from './axioms.ts';
import { type Derived, star } from './derive.ts';

/** What plain accesses are judged by: which pairs may race, and what orders them. */
export type PlainOrder = {
  readonly preRace: Relation;
  readonly wwVis: Relation;
  readonly wrVis: Relation;
  readonly rwXbstar: Relation;
};

/**
 * Visibility and executes-before for plain accesses (linux-kernel.cat; explanation.txt, "PLAIN ACCESSES AND DATA RACES"): a plain access
 * may be split, moved and doubled by the compiler between the marked accesses and fences that bound it, so it is ordered only where
 * those are.
 */
export function plainOrder(
  frame: Frame,
  derived: Derived,
  { pb, rb, rcuFence }: Ordering & { fails: null },
): PlainOrder {
  const { space, sets, int, ext, static: known } = frame;
  const { hb, addr, rfe, cumulStar, rmwSequence } = derived;
  const made = (name: string) => space.kept(`plain:${name}`).fill(0);
  const sequence = (name: string, ...parts: readonly Relation[]): Relation =>
    parts.reduce((before, next, at) => {
      const into = made(at === parts.length - 1 ? name : `${name}${at}`);
      space.compose(into, before, next);
      return into;
    });
  const within = (name: string, relation: Relation, range: Int32Array | null, domain: Int32Array | null = null) => {
    const into = made(name);
    space.uniteWithin(into, domain, relation, range);
    return into;
  };
  const identityWithin = (name: string, set: Int32Array) => {
    const into = made(name);
    space.addIdentity(into, set);
    return into;
  };
  const strong = made('strong');
  const fence = made('fence');
  const nonrw = made('nonrw');
  strong.set(derived.strong);
  fence.set(derived.fence);
  nonrw.set(derived.nonrw);
  if (rcuFence !== null) for (const each of [strong, fence]) space.unite(each, rcuFence);

  const xb = made('xb');
  xb.set(hb);
  if (pb !== null) space.unite(xb, pb);
  if (rb !== null) space.unite(xb, rb);
  const xbstar = star(space, 'plain:xbstar', xb);

  // vis = cumul-fence* ; rfe? ; [Marked] ; ((strong-fence ; [Marked] ; xbstar) | (xbstar & int))
  const rfeMaybe = made('rfeMaybe');
  rfeMaybe.set(rfe);
  space.addIdentity(rfeMaybe);
  const propagated = within('propagated', sequence('visStart', cumulStar, rfeMaybe), sets.marked);
  const strongXb = sequence('strongXb', within('strongMarked', strong, sets.marked), xbstar);
  const visEnd = made('visEnd');
  visEnd.set(xbstar);
  space.intersect(visEnd, int);
  space.unite(visEnd, strongXb);
  const vis = sequence('vis', propagated, visEnd);

  const isMarked = identityWithin('isMarked', sets.marked);
  // w-pre-bounded = [Marked] ; (addr | fence)?
  const wPre = within('wPre', addr, null, sets.marked);
  space.uniteWithin(wPre, sets.marked, fence, null);
  space.unite(wPre, isMarked);
  // r-pre-bounded = [Marked] ; (addr | nonrw-fence | ([R4rmb] ; fencerel(Rmb) ; [~Noreturn]))?
  const rPre = within('rPre', addr, null, sets.marked);
  space.uniteWithin(rPre, sets.marked, nonrw, null);
  space.uniteWithin(rPre, sets.marked, known.rmbBefore, null);
  space.unite(rPre, isMarked);
  // w-post-bounded = fence? ; [Marked] ; rmw-sequence
  const wPostMarked = within('wPostMarked', fence, sets.marked);
  space.unite(wPostMarked, isMarked);
  const wPost = made('wPost');
  wPost.set(wPostMarked);
  if (rmwSequence !== null) space.compose(wPost, wPostMarked, rmwSequence);
  // r-post-bounded = (nonrw-fence | ([~Noreturn] ; fencerel(Rmb) ; [R4rmb]))? ; [Marked]
  const rPost = within('rPost', nonrw, sets.marked);
  space.uniteWithin(rPost, null, known.rmbAfter, sets.marked);
  space.unite(rPost, isMarked);

  const strongThenXb = sequence('strongThenXb', strong, xbstar);
  const seen = sequence('seen', wPost, vis);
  const visible = (name: string, bound: Relation): Relation => {
    const into = made(name);
    into.set(fence);
    space.compose(into, strongThenXb, bound);
    space.compose(into, seen, bound);
    return into;
  };
  const rwXbstar = made('rwXbstar');
  rwXbstar.set(fence);
  space.compose(rwXbstar, sequence('rwStart', rPost, xbstar), wPre);

  // pre-race = ext & ((Plain * M) | ((M \ IW) * Plain))
  const preRace = within('preRace', ext, sets.access, sets.plain);
  space.uniteWithin(preRace, sets.access, ext, sets.plain);
  return { preRace, wwVis: visible('wwVis', wPre), wrVis: visible('wrVis', rPre), rwXbstar };
}

/** plain-coherence: no plain access is read or overwritten against what orders it for certain. */
export function isPlainCoherent({ space }: Frame, { rf, co, fr }: Derived, order: PlainOrder): boolean {
  const { preRace, wwVis, wrVis, rwXbstar } = order;
  for (const [communication, against] of [
    [rf, rwXbstar],
    [fr, wrVis],
    [co, wwVis],
  ] as const) {
    const inverse = space.kept('plain:inverse').fill(0);
    space.inverse(inverse, against);
    space.intersect(inverse, communication);
    space.intersect(inverse, preRace);
    if (!space.isEmpty(inverse)) return false;
  }
  return true;
}

/** data-race: two accesses of one location, one of them a write and one of them plain, that nothing orders. */
export function hasDataRace({ space, sets }: Frame, { rf, co, fr }: Derived, order: PlainOrder): boolean {
  const { preRace, wwVis, wrVis, rwXbstar } = order;
  const race = space.kept('plain:race');

  // ww-nonrace = ww-vis & ((Marked * W) | rw-xbstar) & ((W * Marked) | wr-vis)
  const nonrace = space.kept('plain:nonrace');
  const first = space.kept('plain:first');
  first.set(rwXbstar);
  space.uniteWithin(first, sets.marked, wwVis, null);
  const second = space.kept('plain:second');
  second.set(wrVis);
  space.uniteWithin(second, null, wwVis, sets.marked);
  nonrace.set(wwVis);
  space.intersect(nonrace, first);
  space.intersect(nonrace, second);
  race.set(co);
  space.intersect(race, preRace);
  space.subtract(race, nonrace);
  if (!space.isEmpty(race)) return true;

  // wr-race = (pre-race & (co? ; rf)) \ wr-vis \ rw-xbstar^-1
  race.set(rf);
  space.compose(race, co, rf);
  space.intersect(race, preRace);
  space.subtract(race, wrVis);
  const inverse = space.kept('plain:inverse').fill(0);
  space.inverse(inverse, rwXbstar);
  space.subtract(race, inverse);
  if (!space.isEmpty(race)) return true;

  race.set(fr);
  space.intersect(race, preRace);
  space.subtract(race, rwXbstar);
  return !space.isEmpty(race);
}

/** mixed-accesses: a plain write and a marked access of one location that nothing keeps the compiler from mixing up. */
export function hasMixedAccesses({ space, static: known, events }: Frame): boolean {
  const isPlainWrite = (number: number): boolean => {
    const event = events[number];
    return event?.isWrite === true && (event.tags & TAG.marked) === 0;
  };
  const isMarked = (number: number): boolean => ((events[number]?.tags ?? 0) & TAG.marked) !== 0;
  return events.some((_, first) =>
    events.some(
      (__, second) =>
        space.has(known.poLoc, first, second) &&
        !space.has(known.barrier, first, second) &&
        ((isPlainWrite(first) && isMarked(second)) || (isMarked(first) && isPlainWrite(second))),
    ),
  );
}
