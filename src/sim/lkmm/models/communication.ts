import type { Relation } from '../relations/space.ts';
import { type Execution, INITIAL, OPEN } from '../search/execution.ts';
import type { Frame } from '../search/frame.ts';

/** How an execution's events communicate; `e` is between threads, `i` within one. */
export type Communication = {
  readonly rf: Relation;
  readonly rfe: Relation;
  readonly rfi: Relation;
  readonly co: Relation;
  readonly fr: Relation;
  /** `co | fr` */
  readonly overwrite: Relation;
};

/**
 * Makes the function that gives rf, co and fr of what is chosen so far in an execution of a frame; fr is from a read to all writes after
 * the one that it reads from. What it gives is the same object each time, and scratch of the frame's space: it holds until the next
 * call for a frame of that size.
 */
export function communicator({ space, events, locations, int, ext }: Frame): (execution: Execution) => Communication {
  const { words } = space;
  const [rf, rfe, rfi, fr, overwrite] = ['rf', 'rfe', 'rfi', 'fr', 'overwrite'].map((name) => space.kept(name)) as [
    Relation,
    Relation,
    Relation,
    Relation,
    Relation,
  ];
  const writes = locations.map((location) => {
    const set = space.set();
    for (const write of location.writes) space.addTo(set, write);
    return set;
  });
  const none = space.set();
  const given: { -readonly [Name in keyof Communication]: Relation } = { rf, rfe, rfi, co: rf, fr, overwrite };
  return ({ readsFrom, co }) => {
    space.clear(rf);
    space.clear(fr);
    for (let read = 0; read < readsFrom.length; read++) {
      const source = readsFrom[read] as number;
      if (source === OPEN) continue;
      if (source >= 0) space.add(rf, source, read);
      const after = source === INITIAL ? (writes[events[read]?.location as number] ?? none) : co;
      const row = source === INITIAL ? 0 : source * words;
      for (let word = 0; word < words; word++) fr[read * words + word] = after[row + word] as number;
    }
    for (let at = 0; at < rf.length; at++) {
      const bits = rf[at] as number;
      rfe[at] = bits & (ext[at] as number);
      rfi[at] = bits & (int[at] as number);
      overwrite[at] = (fr[at] as number) | (co[at] as number);
    }
    given.co = co;
    return given;
  };
}
