import type { Relation } from '../relations/space.ts';
import { type Execution, INITIAL } from '../search/execution.ts';

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
 * rf, co and fr of what is chosen so far; fr is from a read to all writes after the one that it reads from. The relations are scratch
 * of the frame's space: they hold until the next call for a frame of that size.
 */
export function communicationOf(execution: Execution): Communication {
  const { frame, readsFrom, co } = execution;
  const { space, events, locations, int, ext } = frame;
  const { words } = space;
  const rf = space.kept('rf').fill(0);
  const fr = space.kept('fr').fill(0);
  for (let read = 0; read < readsFrom.length; read++) {
    const source = readsFrom[read] as number;
    if (source >= 0) {
      space.add(rf, source, read);
      for (let word = 0; word < words; word++) fr[read * words + word] = co[source * words + word] as number;
    } else if (source === INITIAL) {
      for (const write of locations[events[read]?.location as number]?.writes ?? []) space.add(fr, read, write);
    }
  }
  const rfe = space.kept('rfe');
  rfe.set(rf);
  space.intersect(rfe, ext);
  const rfi = space.kept('rfi');
  rfi.set(rf);
  space.intersect(rfi, int);
  const overwrite = space.kept('overwrite');
  overwrite.set(fr);
  space.unite(overwrite, co);
  return { rf, rfe, rfi, co, fr, overwrite };
}
