import type { Problem } from '../../problems.ts';
import type { Position } from '../types.ts';

/** Stated limits of a `.race` text; more is refused with a line. */
export const RACE_LIMITS = {
  lanes: 30,
  /** Of one lane. */
  steps: 5_000,
  declarations: 1_000,
  lines: 200_000,
  /** Of one line, in UTF-16 code units. */
  lineLength: 1_000_000,
  /** Of the whole text. */
  length: 16_000_000,
} as const;

export function limitProblem(source: string, at: Position, detail: string): Problem {
  return { code: 'race-limit', source, line: at.line, column: at.column, detail };
}
