import type { Program } from '../program.ts';
import { BLOCKED, JUMPS, OK, STAYS, type State } from '../types.ts';
import { buriedAt } from './layout.ts';
import type { RowMachine } from './types.ts';

/** A program on rows that are states as they are: one word a slot. */
export function interpretedMachine(program: Program): RowMachine {
  const row: State = new Int32Array(program.slots.length);
  const steps = program.lanes.map((lane) => lane.steps.map((step) => step.run));
  return {
    words: row.length,
    row,
    counter: (lane) => row[lane] as number,
    run: (lane) => {
      const counter = row[lane] as number;
      const step = steps[lane]?.[counter];
      if (step === undefined) return BLOCKED;
      const result = step(row);
      if (result === OK) row[lane] = counter + 1;
      else if (result >= JUMPS) row[lane] = result - JUMPS;
      else if (result !== STAYS) return result;
      return OK;
    },
    bury: (lane) => {
      row[lane] = buriedAt(program, lane);
    },
    clear: (slots) => {
      for (const slot of slots) row[slot] = 0;
    },
    pack: (state) => row.set(state),
    unpack: (from, into) => into.set(from),
  };
}
