import type { Program } from '../program.ts';
import { BLOCKED } from '../types.ts';
import { stepSource } from './generate.ts';
import { buriedAt, type Layout } from './layout.ts';
import type { RowMachine } from './types.ts';

/** A program on rows that are as narrow as the layout says. */
export function generatedMachine(program: Program, layout: Layout): RowMachine {
  const row = new Int32Array(layout.words);
  const views = viewsOf(row);
  const { widths, offsets } = layout;
  const steps = program.lanes.map(({ steps: own }, lane) => compileSteps(program, layout, lane, own.length, views));
  const laneView = program.lanes.map((_, lane) => views[widths[lane] as 1 | 2 | 4]);
  const laneOffset = program.lanes.map((_, lane) => offsets[lane] as number);
  const buried = program.lanes.map((_, lane) => buriedAt(program, lane));
  const counter = (lane: number) => (laneView[lane] as Int32Array)[laneOffset[lane] as number] as number;
  return {
    words: layout.words,
    row,
    counter,
    run: (lane) => {
      const step = (steps[lane] as (() => number)[])[counter(lane)];
      return step === undefined ? BLOCKED : step();
    },
    bury: (lane) => {
      (laneView[lane] as Int32Array)[laneOffset[lane] as number] = buried[lane] as number;
    },
    clear: (slots) => {
      for (const slot of slots) views[widths[slot] as 1 | 2 | 4][offsets[slot] as number] = 0;
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

/** Whether code may be made from text: a page may forbid it. Asked once. */
export function mayGenerate(): boolean {
  allowed ??= isAllowed();
  return allowed;
}
let allowed: boolean | null = null;

function isAllowed(): boolean {
  try {
    return new Function('return true')() === true;
  } catch {
    return false;
  }
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
