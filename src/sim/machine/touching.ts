import type { Program } from './program.ts';

/** For each slot the lanes of which some step may read or write it. */
export function lanesTouching({ lanes, slots }: Program): readonly Set<number>[] {
  const touching = slots.map(() => new Set<number>());
  for (const [lane, { steps }] of lanes.entries()) {
    for (const { footprint } of steps)
      for (const slot of [...footprint.reads, ...footprint.writes]) touching[slot]?.add(lane);
  }
  return touching;
}
