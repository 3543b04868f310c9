import { visitEffects } from '../actions/footprint.ts';
import type { Program } from '../program.ts';

/**
 * How a state is packed for a long search: each slot in as many bytes as its values need, widest first, so that every one is aligned
 * and a row is compared and hashed by words. Widths begin at what the text of the scenario shows (initial values, constants, steps of a lane);
 * a value that does not fit ends the search, which begins again with that slot wider. So nothing is ever cut off.
 */
export type Layout = {
  /** Bytes of each slot: 1, 2 or 4. */
  readonly widths: readonly Width[];
  /** Where each slot lies, counted in its own width. */
  readonly offsets: readonly number[];
  /** Length of a row in words of 32 bits. */
  readonly words: number;
};
export type Width = 1 | 2 | 4;

/** Beyond the last step of a lane, which is its end, stands the place of lanes that failed or left the drawing. */
export function buriedAt(program: Program, lane: number): number {
  return (program.lanes[lane]?.steps.length ?? 0) + 1;
}

export function firstLayout(program: Program): Layout {
  const widths: Width[] = program.slots.map(() => 1);
  const hold = (slot: number, value: number) => {
    widths[slot] = Math.max(widths[slot] as Width, widthFor(value)) as Width;
  };
  for (const state of program.initial) for (const [slot, value] of state.entries()) hold(slot, value);
  for (const lane of program.lanes.keys()) hold(lane, buriedAt(program, lane));
  for (const { steps } of program.lanes) {
    for (const { effects } of steps) {
      visitEffects(effects, (effect) => {
        if (effect.do === 'set' && effect.value.is === 'constant') hold(effect.slot, effect.value.value);
      });
    }
  }
  return layoutOf(widths);
}

/** The layout with one slot in twice as many bytes. */
export function widened(layout: Layout, slot: number): Layout {
  return layoutOf(layout.widths.map((width, each) => (each === slot ? ((width * 2) as Width) : width)));
}

export function fits(value: number, width: Width): boolean {
  return widthFor(value) <= width;
}

function widthFor(value: number): Width {
  if (value === (value << 24) >> 24) return 1;
  return value === (value << 16) >> 16 ? 2 : 4;
}

function layoutOf(widths: readonly Width[]): Layout {
  const offsets = widths.map(() => 0);
  let bytes = 0;
  for (const width of [4, 2, 1] as const) {
    for (const [slot, each] of widths.entries()) {
      if (each !== width) continue;
      offsets[slot] = bytes / width;
      bytes += width;
    }
  }
  return { widths, offsets, words: Math.ceil(bytes / 4) };
}
