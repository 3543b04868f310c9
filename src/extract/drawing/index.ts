import type { Diagram, Text } from '../types.ts';
import { chainOf, kindOf, mentionsOf } from './kind.ts';
import { notations } from './notations/index.ts';
import { stepsOf } from './steps.ts';
import type { Page, Reading } from './types.ts';

/** Finds all drawings of a page: each line is offered to each notation unless a drawing at its depth already covers it. */
export function readDrawings(page: Page): Reading[] {
  const readings: Reading[] = [];
  /** For each depth the last line that is covered. */
  const covered = new Map<number, number>();
  for (let at = 0; at < page.length; at++) {
    const line = page[at] as Page[number];
    if (line.text === '' || line.line <= (covered.get(line.depth) ?? 0)) continue;
    for (const notation of notations) {
      const reading = notation.read(page, at, page.length);
      if (!reading) continue;
      readings.push(reading);
      covered.set(reading.quoted, reading.lines[1]);
      break;
    }
  }
  return readings;
}

/** A drawing that has been read, as steps; null when nothing in it is understood or fewer than two lanes do anything. */
export function diagramOf(reading: Reading, page: Page, text: Text): Diagram | null {
  const steps = stepsOf(reading.cells);
  if (!steps.some((step) => step.understood && step.op !== 'elide' && step.op !== 'note')) return null;
  if (new Set(steps.map((step) => step.lane)).size < 2) return null;
  const kind = kindOf(steps, page, reading);
  return {
    lines: reading.lines,
    quoted: reading.quoted,
    notation: reading.notation,
    kind,
    lanes: reading.lanes,
    steps,
    mentions: mentionsOf(steps, page, reading, text.subject),
    chain: kind === 'lockdep' ? (reading.chain ?? chainOf(page, reading)) : [],
    alternatives: reading.alternatives,
    doubts: reading.doubts,
  };
}
