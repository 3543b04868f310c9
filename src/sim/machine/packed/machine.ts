import type { Program } from '../program.ts';
import { BLOCKED, type State } from '../types.ts';
import { OVERFLOWS, stepSource } from './generate.ts';
import { buriedAt, type Layout } from './layout.ts';

/** A program on packed rows. `row` is the one row that is worked on: who searches copies states into it and out of it. */
export type PackedMachine = {
  readonly layout: Layout;
  readonly row: Int32Array;
  /** Runs the lane's next step on the row, as `runStep` does; at anything but `OK` the row is garbage. */
  run(lane: number): number;
  /** Where the lane stands in the row. */
  counter(lane: number): number;
  /** Puts the lane where nothing of it can run any more. */
  bury(lane: number): void;
  /** Makes the row the packed form of a state. */
  pack(state: State): void;
  /** The state that a row stands for. */
  unpack(row: Int32Array, into: State): void;
};

/** The slot that a result of `run` says is too narrow, or null. */
export function overflowOf(result: number): number | null {
  return result >= OVERFLOWS ? result - OVERFLOWS : null;
}

export function packedMachine(program: Program, layout: Layout): PackedMachine {
  const row = new Int32Array(layout.words);
  const views = viewsOf(row);
  const { widths, offsets } = layout;
  const steps = program.lanes.map(({ steps: own }, lane) => compileSteps(program, layout, lane, own.length, views));
  const laneView = program.lanes.map((_, lane) => views[widths[lane] as 1 | 2 | 4]);
  const laneOffset = program.lanes.map((_, lane) => offsets[lane] as number);
  const buried = program.lanes.map((_, lane) => buriedAt(program, lane));
  const counter = (lane: number) => (laneView[lane] as Int32Array)[laneOffset[lane] as number] as number;
  return {
    layout,
    row,
    counter,
    run: (lane) => {
      const step = (steps[lane] as (() => number)[])[counter(lane)];
      return step === undefined ? BLOCKED : step();
    },
    bury: (lane) => {
      (laneView[lane] as Int32Array)[laneOffset[lane] as number] = buried[lane] as number;
    },
    pack: (state) => {
      row.fill(0);
      for (const [slot, width] of widths.entries()) views[width][offsets[slot] as number] = state[slot] as number;
    },
    unpack: (from, into) => {
      const own = viewsOf(from);
      for (const [slot, width] of widths.entries()) into[slot] = own[width][offsets[slot] as number] as number;
    },
  };
}

type Views = Readonly<Record<1 | 2 | 4, Int8Array | Int16Array | Int32Array>>;

function viewsOf(row: Int32Array): Views {
  const { buffer, byteOffset, byteLength } = row;
  return {
    1: new Int8Array(buffer, byteOffset, byteLength),
    2: new Int16Array(buffer, byteOffset, byteLength >> 1),
    4: row,
  };
}

/** Lanes are compiled in pieces, so that no function becomes too long for the compiler. */
const STEPS_A_PIECE = 200;

function compileSteps(
  program: Program,
  layout: Layout,
  lane: number,
  count: number,
  views: Views,
): readonly (() => number)[] {
  const steps: (() => number)[] = [];
  for (let first = 0; first < count; first += STEPS_A_PIECE) {
    const piece = Array.from({ length: Math.min(STEPS_A_PIECE, count - first) }, (_, offset) =>
      stepSource(program, layout, lane, first + offset),
    );
    const compile = new Function('r1', 'r2', 'r4', `"use strict"; return [${piece.join(',\n')}];`);
    steps.push(...(compile(views[1], views[2], views[4]) as (() => number)[]));
  }
  return steps;
}
