import { when } from './actions/build.ts';
import type { Effect } from './actions/types.ts';
import { PRIMITIVES } from './primitives/index.ts';
import type { Action, Compiler, StepPlace, Surround } from './types.ts';

/** What all primitives together put around the steps of a lane. */
export type LaneSurround = {
  readonly before: (step: StepPlace) => readonly Action[];
  readonly beforeSleep: readonly Effect[];
  readonly atEnd: readonly Effect[];
};

export function surroundOf(lane: number, compiler: Compiler): LaneSurround {
  const all: Surround[] = PRIMITIVES.flatMap((primitive) => primitive.surround?.(lane, compiler) ?? []);
  return {
    before: (step) => all.flatMap(({ before }) => before(step) ?? []),
    beforeSleep: all.flatMap(({ beforeSleep }) => beforeSleep),
    atEnd: all.flatMap(({ atEnd }) => atEnd),
  };
}

/** The effects with `atEnd` before each jump to where the lane is over. */
export function withEnd(
  effects: readonly Effect[],
  atEnd: readonly Effect[],
  isOver: (index: number) => boolean,
): readonly Effect[] {
  if (atEnd.length === 0) return effects;
  const jumping = (each: Effect): readonly Effect[] => {
    if (each.do === 'jump') return isOver(each.to) ? [...atEnd, each] : [each];
    if (each.do !== 'when') return [each];
    return when(each.condition, each.then.flatMap(jumping), each.otherwise.flatMap(jumping));
  };
  return effects.flatMap(jumping);
}
