import type { Blocker, DrawnOrder, Outcome } from '../../sim/types.ts';
import { harmless } from '../text/harmless.ts';
import { BOUND_WORDS } from './words.ts';

/** How steps and lanes are spoken of in one drawing. */
export type Naming = {
  /** Step id → "step 5 (line 15)", null for what nobody drew. */
  readonly step: (id: string) => string | null;
  /** Lane → "CPU0". */
  readonly lane: (lane: number) => string;
};

/** The mail's line in a step id (`12:9`), null for an implied step. */
export function lineOf(id: string | null): number | null {
  return bodyLine(id === null ? null : Number.parseInt(id, 10));
}

/** A line of the body; what stands elsewhere (in the subject, in no mail at all) has none. */
export function bodyLine(line: number | null): number | null {
  return line !== null && line > 0 ? line : null;
}

/** "2024-05-06 07:08 UTC" for an ISO date; any other text as it is. */
export function dateWords(date: string): string {
  const [, day, time] = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d):\d\d(?:\.\d+)?Z$/.exec(date) ?? [];
  return day === undefined ? date : `${day} ${time} UTC`;
}

/** "line 7", "lines 7 to 9". */
export function span([first, last]: readonly [number, number]): string {
  return first === last ? `line ${first}` : `lines ${first} to ${last}`;
}

/** "", "line 7", "lines 7 and 9", "lines 7, 8 and 9"; sorted, each once. */
export function lineList(lines: readonly number[]): string {
  const sorted = [...new Set(lines)].sort((a, b) => a - b);
  const last = sorted.pop();
  if (last === undefined) return '';
  return sorted.length === 0 ? `line ${last}` : `lines ${sorted.join(', ')} and ${last}`;
}

/** "12,345". */
export function count(number: number): string {
  return String(number).replace(/(\d)(?=(\d{3})+$)/g, '$1,');
}

/** "CPU1 waits at step 5 (line 15) for PT, which CPU0 holds since step 1 (line 11)". */
export function blockedSentence(blocker: Blocker, naming: Naming): string {
  const at = naming.step(blocker.step);
  const waits = `${naming.lane(blocker.lane)} waits ${at === null ? '' : `at ${at} `}for ${harmless(blocker.on)}`;
  if (blocker.holder === null) return waits;
  const since = blocker.since === null ? null : naming.step(blocker.since);
  const does = blocker.queued ? 'has queued for' : 'holds';
  return `${waits}, which ${naming.lane(blocker.holder)} ${does}${since === null ? '' : ` since ${since}`}`;
}

export function drawnOrderSentence(order: DrawnOrder, naming: Naming): string {
  if (order.is === 'executable') return 'The steps can run in the order in which they are drawn.';
  if (order.is === 'unknown') return `Whether the drawn order can run is not known: ${harmless(order.why)}`;
  const start = 'The steps cannot run in the order in which they are drawn:';
  if (order.blocker !== null) return `${start} ${blockedSentence(order.blocker, naming)}.`;
  const step = naming.step(order.step) ?? 'a step that is not drawn';
  if (order.contradicted === null) return `${start} ${step} cannot run there.`;
  return `${start} at ${step} the drawing says "${harmless(order.contradicted)}", and in this order that is false.`;
}

export function exploredSentence(outcome: Outcome): string {
  const states = `${count(outcome.states)} ${outcome.states === 1 ? 'state' : 'states'}`;
  if (outcome.complete) return `Every order was tried: ${states} in all.`;
  const limit = outcome.bound === null ? '' : ` at ${BOUND_WORDS[outcome.bound]}`;
  return `Not every order was tried: the search ended${limit} after ${states}.`;
}
