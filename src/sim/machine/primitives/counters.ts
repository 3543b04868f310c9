import { fail, less, minus, plus, set, slot, when } from '../actions/build.ts';
import type { Effect } from '../actions/types.ts';

/** Stated limit of what nests or counts without end, so that a lane that loops does not count for ever. */
const MOST = 100;

/** One more, as far as is counted. */
export function oneMore(counter: number): readonly Effect[] {
  return when(less(slot(counter), MOST), [set(counter, plus(slot(counter), 1))]);
}

/** One less; a warning where there is none. */
export function oneLess(counter: number): readonly Effect[] {
  return when(slot(counter), [set(counter, minus(slot(counter), 1))], [fail('warning')]);
}

/** How a slot is shown of which only matters whether it is 0. */
export function yesOrNo(value: number): string {
  return value > 0 ? 'yes' : 'no';
}
