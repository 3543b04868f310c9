import { hasEffect } from './actions/footprint.ts';
import type { Effect } from './actions/types.ts';
import type { CompiledStep, Program } from './program.ts';
import { lanesTouching } from './touching.ts';

/**
 * Cells of which one lane alone knows, and which it will not read again before it writes them: what they hold makes no difference any
 * more, so a search may forget it, and states that differ in nothing else are one. (Live-variable analysis, backwards along the lane's jumps.)
 */
export type DeadSlots = readonly (readonly (readonly number[])[])[];

/** By lane and by the place where it stands, the end being one of them. */
export function deadSlots(program: Program): DeadSlots {
  const touching = lanesTouching(program);
  const atTheEnd = new Set(program.endings.flatMap(({ slots }) => slots));
  const isPrivate = (slot: number) => program.cells.has(slot) && touching[slot]?.size === 1 && !atTheEnd.has(slot);
  return program.lanes.map(({ steps }) => deadAt(steps, isPrivate));
}

function deadAt(steps: readonly CompiledStep[], isPrivate: (slot: number) => boolean): number[][] {
  const own = new Set(steps.flatMap(({ footprint: { reads, writes } }) => [...reads, ...writes]).filter(isPrivate));
  const live: Set<number>[] = Array.from({ length: steps.length + 1 }, () => new Set());
  for (let changed = own.size > 0; changed; ) {
    changed = false;
    for (let index = steps.length - 1; index >= 0; index--) {
      const { footprint, effects, next } = steps[index] as CompiledStep;
      const written = surelyWritten(effects);
      const here = live[index] as Set<number>;
      const before = here.size;
      for (const slot of footprint.reads) if (own.has(slot)) here.add(slot);
      // what a step may leave as it is lives on through it
      for (const each of next) for (const slot of live[each] ?? []) if (!written.has(slot)) here.add(slot);
      changed ||= here.size > before;
    }
  }
  return live.map((here) => [...own].filter((slot) => !here.has(slot)));
}

/** What the effects write whichever branches are taken, where they let the lane go on. */
function surelyWritten(effects: readonly Effect[]): Set<number> {
  const written = new Set<number>();
  for (const effect of effects) {
    if (effect.do === 'set') written.add(effect.slot);
    else if (hasEffect([effect], ({ do: does }) => does === 'jump' || does === 'stay')) break;
    else if (effect.do === 'when') {
      const otherwise = surelyWritten(effect.otherwise);
      for (const slot of surelyWritten(effect.then)) if (otherwise.has(slot)) written.add(slot);
    }
  }
  return written;
}
