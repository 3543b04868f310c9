import { evaluate } from '../../paths/terms.ts';
import { TAG } from '../../paths/types.ts';
import type { Relation } from '../../relations/space.ts';
import type { Execution } from '../../search/execution.ts';
import type { Event, Frame } from '../../search/frame.ts';
import type { Version } from './versions.ts';

/** The events that the RCU rules are about. `sections` relates each end of a read-side critical section to its beginning. */
type Readers = {
  readonly gracePeriods: readonly { readonly event: number; readonly location: number }[];
  readonly sections: readonly { readonly begin: number; readonly end: number; readonly location: number }[];
};

/** Location of what is RCU, not SRCU. */
const GLOBAL = -1;

/** Grace periods and critical sections; those of SRCU may hang on the values that an execution passes. */
export function readersOf(frame: Frame, version: Version, data: Relation, rf: Relation): Readers {
  const { space, events, static: known } = frame;
  const gracePeriods = events.flatMap(({ event, location }, number) =>
    event.is === 'sync-srcu'
      ? [{ event: number, location }]
      : event.fence === 'sync-rcu'
        ? [{ event: number, location: GLOBAL }]
        : [],
  );
  const sections: { begin: number; end: number; location: number }[] = [];
  for (const [begin, { event }] of events.entries()) {
    if (event.fence !== 'rcu-lock') continue;
    for (let end = begin; end < events.length; end++) {
      if (space.has(known.rcuRscs, begin, end)) sections.push({ begin, end, location: GLOBAL });
    }
  }
  if (frame.has.srcu) {
    const pairs = version.srcuByValue ? srcuByValue(frame, data, rf) : srcuByNesting(frame);
    for (const { begin, end } of pairs) sections.push({ begin, end, location: events[begin]?.location ?? GLOBAL });
  }
  return { gracePeriods, sections };
}

/**
 * srcu-rscs = ([Srcu-lock] ; carry-srcu-data ; data ; [Srcu-unlock]) & loc, with carry-srcu-data = (data ; [~Srcu-unlock] ; rf)*
 * (linux-kernel.bell): the section of a lock ends where its value is given back, even by another thread.
 */
export function srcuByValue(
  { space, events, sets }: Frame,
  data: Relation,
  rf: Relation,
): { readonly begin: number; readonly end: number }[] {
  const stored = space.kept('srcuData');
  stored.set(data);
  for (let at = 0; at < stored.length; at++) {
    stored[at] = (stored[at] as number) & ~(sets.srcuUnlock[at % space.words] as number);
  }
  const carry = space.kept('srcuCarry').fill(0);
  space.compose(carry, stored, rf);
  space.close(carry);
  space.addIdentity(carry);
  const reach = space.kept('srcuReach').fill(0);
  space.compose(reach, carry, data);
  const pairs: { begin: number; end: number }[] = [];
  for (const [begin, { tags, location }] of events.entries()) {
    if ((tags & TAG.srcuLock) === 0) continue;
    for (const [end, other] of events.entries()) {
      if ((other.tags & TAG.srcuUnlock) === 0 || other.location !== location) continue;
      if (space.has(reach, begin, end)) pairs.push({ begin, end });
    }
  }
  return pairs;
}

/** Linux 6.1: srcu_read_lock() and srcu_read_unlock() of one location nest like brackets. */
export function srcuByNesting({ events }: Frame): { readonly begin: number; readonly end: number }[] {
  const pairs: { begin: number; end: number }[] = [];
  const open: { readonly number: number; readonly thread: number; readonly location: number }[] = [];
  for (const [number, { tags, thread, location }] of events.entries()) {
    if ((tags & TAG.srcuLock) !== 0) open.push({ number, thread, location });
    if ((tags & TAG.srcuUnlock) === 0) continue;
    const at = open.findLastIndex((each) => each.thread === thread && each.location === location);
    if (at < 0) continue;
    pairs.push({ begin: (open[at] as { number: number }).number, end: number });
    open.splice(at, 1);
  }
  return pairs;
}

/** What of an execution the rules need: `link` is rcu-link = po? ; hb* ; pb* ; prop ; po. */
export function rcuOrder(frame: Frame, { gracePeriods, sections }: Readers, link: Relation): Relation {
  const { space } = frame;
  const order = space.kept('rcuOrder').fill(0);
  for (const { event } of gracePeriods) space.add(order, event, event);
  const joins = (first: number, second: number): boolean => space.has(link, first, second);
  // a grace period on one side of a critical section, with as many of both between them or none
  for (let isNew = true; isNew; ) {
    isNew = false;
    const through = space.kept('rcuThrough').fill(0);
    const linked = space.kept('rcuLinked').fill(0);
    space.compose(linked, link, order);
    space.compose(through, linked, link);
    const add = (from: number, to: number) => {
      if (space.has(order, from, to)) return;
      space.add(order, from, to);
      isNew = true;
    };
    for (const { event, location } of gracePeriods) {
      for (const { begin, end, location: read } of sections) {
        if (location !== read) continue;
        if (joins(event, end) || space.has(through, event, end)) add(event, begin);
        if (joins(begin, event) || space.has(through, begin, event)) add(end, event);
      }
    }
    const chained = space.kept('rcuChained').fill(0);
    space.compose(chained, order, linked);
    const before = space.kept('rcuBefore');
    before.set(order);
    space.unite(order, chained);
    if (before.some((word, at) => word !== order[at])) isNew = true;
  }
  return order;
}

type Section = { readonly begin: number; readonly end: number };

/** Flags of linux-kernel.bell about SRCU. `pairs` are the sections, `byValue` those that the values make. */
export function srcuFlags(
  { events }: Frame,
  pairs: readonly Section[],
  byValue: readonly Section[],
  { values }: Execution,
  version: Version,
  found: Set<string>,
): void {
  for (const [number, { tags }] of events.entries()) {
    const isLock = (tags & TAG.srcuLock) !== 0;
    if (!isLock && (tags & TAG.srcuUnlock) === 0) continue;
    const matches = pairs.filter(({ begin, end }) => (isLock ? begin : end) === number);
    if (matches.length === 0) {
      if (version.srcuByValue) found.add(isLock ? 'unmatched-srcu-lock' : 'unmatched-srcu-unlock');
      else found.add('unbalanced-srcu-locking');
    }
    if (isLock && matches.length > 1) found.add('multiple-srcu-matches');
  }
  for (const { begin, end } of pairs) {
    const lock = values[events[begin]?.value ?? 0];
    const given = srcuValue(events[end], values);
    if (version.srcuByValue) {
      if (lock !== given) found.add('srcu-bad-value-match');
    } else if (!byValue.some((pair) => pair.begin === begin && pair.end === end)) found.add('srcu-bad-nesting');
  }
}

function srcuValue(event: Event | undefined, values: Float64Array): number {
  return event === undefined ? Number.NaN : evaluate(event.stored, values, event.offset);
}
