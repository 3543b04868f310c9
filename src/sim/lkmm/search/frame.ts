import { type Layout, STATIC_RELATIONS, type StaticRelation } from '../paths/layout.ts';
import type { Term } from '../paths/terms.ts';
import { LOCK_TAGS, type PathEvent, TAG } from '../paths/types.ts';
import { type EventSet, type Relation, Space } from '../relations/space.ts';

/** One event of an execution; its number is its index in the frame. */
export type Event = {
  readonly thread: number;
  readonly event: PathEvent;
  /** Where its value stands among those of all paths' events. */
  readonly value: number;
  /** Where its thread's values begin. */
  readonly offset: number;
  readonly location: number;
  readonly isRead: boolean;
  readonly isWrite: boolean;
  readonly tags: number;
  /** What a write stores. */
  readonly stored: Term;
  /** The other half of a read-modify-write that succeeded, or of a lock; -1 where there is none. */
  readonly partner: number;
};

/** Accesses of one location, by number; a thread's in program order. */
export type LocationEvents = { readonly reads: readonly number[]; readonly writes: readonly number[] };

/**
 * A path for each thread, put together: the events, and the relations that the choice of paths alone decides. Initial writes have no
 * number: nothing is ordered before them, so they are in no cycle and race with nothing.
 */
export type Frame = {
  readonly layouts: readonly Layout[];
  readonly space: Space;
  readonly events: readonly Event[];
  /** How many values there are: one for each event of each path. */
  readonly values: number;
  readonly offsets: readonly number[];
  readonly static: Readonly<Record<StaticRelation, Relation>>;
  /** Between events of one thread, and of different ones. */
  readonly int: Relation;
  readonly ext: Relation;
  readonly sets: Readonly<Record<SetName, EventSet>>;
  readonly locations: readonly LocationEvents[];
  /** Accesses of the same location, earlier and later in the same thread. */
  readonly earlier: readonly LocationEvents[];
  readonly later: readonly LocationEvents[];
  readonly has: Readonly<Record<'plain' | 'gracePeriods' | 'locks' | 'srcu' | 'rmw', boolean>>;
};

const SETS = ['access', 'read', 'write', 'marked', 'plain', 'srcuUnlock', 'rmw'] as const;
type SetName = (typeof SETS)[number];

const spaces = new Map<number, Space>();

/** The space for so many events; its scratch relations are used again by every frame of that size. */
function spaceOf(size: number): Space {
  const known = spaces.get(size);
  if (known !== undefined) return known;
  const made = new Space(size);
  spaces.set(size, made);
  return made;
}

export function frameOf(layouts: readonly Layout[], locations: number): Frame {
  const events: Event[] = [];
  const bases: number[] = [];
  const offsets: number[] = [];
  let values = 0;
  for (const [thread, layout] of layouts.entries()) {
    const base = events.length;
    bases.push(base);
    offsets.push(values);
    for (const index of layout.events) {
      const event = layout.path.events[index] as PathEvent;
      events.push({
        thread,
        event,
        value: values + index,
        offset: values,
        location: event.location,
        isRead: event.is === 'read',
        isWrite: event.is === 'write',
        tags: event.tags,
        stored: event.value ?? 0,
        partner: event.partner < 0 ? -1 : base + (layout.numbers[event.partner] as number),
      });
    }
    values += layout.path.events.length;
  }
  const space = spaceOf(events.length);
  const relations = {} as Record<StaticRelation, Relation>;
  for (const name of STATIC_RELATIONS) relations[name] = space.relation();
  for (const [thread, { pairs }] of layouts.entries()) {
    const base = bases[thread] as number;
    for (const name of STATIC_RELATIONS) {
      const list = pairs[name];
      for (let at = 0; at < list.length; at += 2) {
        space.add(relations[name], base + (list[at] as number), base + (list[at + 1] as number));
      }
    }
  }
  const sets = {} as Record<SetName, EventSet>;
  for (const name of SETS) sets[name] = space.set();
  const int = space.relation();
  const ext = space.relation();
  const byLocation: { reads: number[]; writes: number[] }[] = [];
  for (let location = 0; location < locations; location++) byLocation.push({ reads: [], writes: [] });
  for (const [number, event] of events.entries()) {
    for (const name of SETS) if (isIn(name, event)) space.addTo(sets[name], number);
    for (const [other, { thread }] of events.entries()) {
      space.add(thread === event.thread ? int : ext, number, other);
    }
    const there = byLocation[event.location];
    if (event.isRead) there?.reads.push(number);
    if (event.isWrite) there?.writes.push(number);
  }
  const around = (isEarlier: boolean): LocationEvents[] =>
    events.map(({ thread, location }, number) => {
      const fits = (other: number) => events[other]?.thread === thread && (isEarlier ? other < number : other > number);
      const there = byLocation[location];
      return { reads: there?.reads.filter(fits) ?? [], writes: there?.writes.filter(fits) ?? [] };
    });
  return {
    layouts,
    space,
    events,
    values,
    offsets,
    static: relations,
    int,
    ext,
    sets,
    locations: byLocation,
    earlier: around(true),
    later: around(false),
    has: {
      plain: !isNone(sets.plain),
      gracePeriods: events.some(({ event }) => event.is === 'sync-srcu' || event.fence === 'sync-rcu'),
      locks: events.some(({ tags }) => (tags & LOCK_TAGS) !== 0),
      srcu: events.some(
        ({ event, tags }) => event.is === 'sync-srcu' || (tags & (TAG.srcuLock | TAG.srcuUnlock)) !== 0,
      ),
      rmw: !isNone(sets.rmw),
    },
  };
}

function isIn(name: SetName, { event, isRead, isWrite, tags, partner }: Event): boolean {
  const isAccess = isRead || isWrite;
  switch (name) {
    case 'access':
      return isAccess;
    case 'read':
      return isRead;
    case 'write':
      return isWrite;
    case 'marked':
      return !isAccess || (tags & TAG.marked) !== 0;
    case 'plain':
      return isAccess && (tags & TAG.marked) === 0;
    case 'srcuUnlock':
      return (tags & TAG.srcuUnlock) !== 0;
    case 'rmw':
      return event.is === 'read' && partner >= 0;
  }
}

const isNone = (set: EventSet): boolean => set.every((word) => word === 0);
