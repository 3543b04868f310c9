import type { Program } from '../machine/program.ts';

/** A drawn cell that runs: the index of its first part with something to run. */
export type Row = { readonly lane: number; readonly step: number };

export type DrawnRows = {
  /** In drawn order. Frames and marks have nothing to run; they are passed on the way to the lane's next row. */
  readonly rows: readonly Row[];
  /** The first step of a lane that is not yet due when `position` rows were met: what it may run freely lies before it. */
  readonly limit: (lane: number, position: number) => number;
};

/** The rows of the drawn lanes, and how far each lane may be at each of them. */
export function drawnRows(program: Program, drawn: readonly string[]): DrawnRows {
  const first = new Map<string, Row>();
  for (const [lane, { implied, steps }] of program.lanes.entries()) {
    for (const [step, { id, statements }] of steps.entries()) {
      if (!implied && statements.length > 0 && !first.has(id)) first.set(id, { lane, step });
    }
  }
  const rows = [...new Set(drawn)].flatMap((id) => first.get(id) ?? []);
  // filled from the last row backwards: the lane's next row at or after each position
  const laneCount = program.lanes.length;
  const limits = new Int32Array((rows.length + 1) * laneCount).fill(LAST);
  for (let position = rows.length - 1; position >= 0; position--) {
    const { lane, step } = rows[position] as Row;
    limits.copyWithin(position * laneCount, (position + 1) * laneCount, (position + 2) * laneCount);
    limits[position * laneCount + lane] = step;
  }
  return { rows, limit: (lane, position) => limits[position * laneCount + lane] as number };
}

const LAST = 0x7fffffff;
