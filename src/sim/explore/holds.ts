import { findCycle } from '../failures/deadlock.ts';
import type { Hold, Stuck } from '../failures/index.ts';
import type { Program } from '../machine/program.ts';
import type { State } from '../machine/types.ts';
import type { Blocker } from '../types.ts';
import type { Course } from './course.ts';
import { blockOf } from './end-state.ts';

/**
 * What the lanes that keep a lane waiting have to do with it, and since which of their steps: the last one before the waiting
 * statement, had it stood there, would have met that holder in every state up to the end.
 */
export function holdsOf(program: Program, { moves, states }: Course, { lane }: Blocker): ReadonlyMap<number, Hold> {
  const end = states.at(-1) as State;
  const block = blockOf(program, end, lane);
  if (block === null) return new Map();
  const { holders, on, holding = `holds ${on}`, queued = [], slots } = block.obstacle;
  const before = states.map((state) => new Set(block.then(state).holders));
  return new Map(
    holders.map((holder) => {
      const without = before.findLastIndex((each) => !each.has(holder));
      const changes = (index: number) => slots.some((slot) => states[index]?.[slot] !== states[index + 1]?.[slot]);
      const taking = moves.findLastIndex((move, index) => index <= without && move.lane === holder && changes(index));
      return [holder, { holding, since: moves[taking]?.step ?? null, queued: queued.includes(holder) }];
    }),
  );
}

/** Adds at which step the holder took what a lane waits for. */
export function sinceWhen(program: Program, course: Course, blocker: Blocker): Blocker {
  const { lane, step, on, holder } = blocker;
  const hold = holder === null ? undefined : holdsOf(program, course, blocker).get(holder);
  return { lane, step, on, holder, ...sinceOf(hold) };
}

/** Of each stuck lane what it waits for; of several holders the one that the circle goes through, where there is one. */
export function blockers(stuck: readonly Stuck[]): readonly Blocker[] {
  const cycle = findCycle(stuck) ?? [];
  return stuck.map((each) => {
    const at = cycle.findIndex(({ lane }) => lane === each.lane);
    const next = at < 0 ? undefined : cycle[(at + 1) % cycle.length]?.lane;
    // one that is only to bring what this lane waits for holds nothing
    const holder = next !== undefined && each.holds?.has(next) ? next : each.holder;
    const hold = holder === null ? undefined : each.holds?.get(holder);
    return { lane: each.lane, step: each.step, on: each.on, holder, ...sinceOf(hold) };
  });
}

function sinceOf(hold: Hold | undefined): Pick<Blocker, 'since' | 'queued'> {
  return { since: hold?.since ?? null, ...(hold?.queued && { queued: true }) };
}
