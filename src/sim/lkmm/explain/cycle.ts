import type { Named, Part, Violation } from '../models/types.ts';
import type { Space } from '../relations/space.ts';

/** One step of a cycle: `to` is related to `from` by the relation `by`. Numbers are those of the frame's events. */
export type Step = { readonly from: number; readonly to: number; readonly by: string };

/** The shortest cycle of a violation, each step that is made of others taken apart. Empty where none is found. */
export function cycleOf(space: Space, { cycle, made }: Violation): Step[] {
  let best: Step[] = [];
  for (let start = 0; start < space.size; start++) {
    const found = pathThrough(space, [{ times: 'many', relations: cycle }], start, start);
    if (found !== null && found.length > 0 && (best.length === 0 || found.length < best.length)) best = found;
  }
  const steps = best.flatMap((step) => takenApart(space, step, made, 0)).filter(({ from, to }) => from !== to);
  // the telling begins with the first event of the first thread
  const first = steps.reduce((least, { from }, at) => (from < (steps[least]?.from ?? 0) ? at : least), 0);
  return [...steps.slice(first), ...steps.slice(0, first)];
}

function takenApart(space: Space, step: Step, made: Violation['made'], depth: number): Step[] {
  const parts = made[step.by];
  if (parts === undefined || depth > 6) return [step];
  const steps = pathThrough(space, parts, step.from, step.to);
  return steps === null ? [step] : steps.flatMap((each) => takenApart(space, each, made, depth + 1));
}

type Place = { readonly event: number; readonly part: number; readonly steps: readonly Step[] };

/** The shortest way from one event to another through the parts of a sequence, in order; null where there is none. */
function pathThrough(space: Space, parts: readonly Part[], start: number, end: number): Step[] | null {
  const queue: Place[] = [];
  const seen = new Set<number>();
  const visit = (event: number, part: number, steps: readonly Step[]) => {
    const key = event * (parts.length + 1) + part;
    if (seen.has(key)) return;
    seen.add(key);
    queue.push({ event, part, steps });
    // an optional part may be passed over
    const here = parts[part];
    if (here !== undefined && here.times !== 'once') visit(event, part + 1, steps);
  };
  const isCycle = start === end;
  visit(start, 0, []);
  if (isCycle && parts.length === 1) seen.delete(start * (parts.length + 1) + 1);
  for (let at = 0; at < queue.length; at++) {
    const { event, part, steps } = queue[at] as Place;
    const here = parts[part];
    if (here === undefined) {
      if (event === end && (steps.length > 0 || !isCycle || parts.length > 1)) return [...steps];
      continue;
    }
    for (let next = 0; next < space.size; next++) {
      const by = relating(space, here.relations, event, next);
      if (by === null) continue;
      const longer = [...steps, { from: event, to: next, by }];
      if (next === end && isCycle && parts.length === 1) return longer;
      visit(next, here.times === 'many' ? part : part + 1, longer);
    }
  }
  return null;
}

function relating(space: Space, relations: readonly Named[], from: number, to: number): string | null {
  return relations.find(({ relation }) => space.has(relation, from, to))?.name ?? null;
}
