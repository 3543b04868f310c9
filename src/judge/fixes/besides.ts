import type { Diagram } from '../../extract/types.ts';
import type { Goal, Unknown } from '../../scenario/types.ts';

/**
 * Drawn rows that are not understood and are passed over when a fix is tried, as they were when the failure was found:
 *
 *     -> suspend all io                           of a deadlock: lanes come past it, and its words neither take nor await anything
 *     -> the counter goes back, later checks      words behind an arrow at the end of a lane: what comes of it
 */
export function isBesides(unknown: Unknown, { steps }: Diagram, goals: readonly Goal[]): boolean {
  const row = steps.find(({ id }) => id === unknown.step);
  if (row === undefined || unknown.unmodelled) return false;
  if (goals.every(({ failure }) => failure === 'deadlock') && !BLOCKING.test(row.text)) return true;
  const later = steps.slice(steps.indexOf(row) + 1).filter(({ lane }) => lane === row.lane);
  const isOutcome = /^(?:-+|=+)> ?[a-z]/i.test(row.text) && !CODE.test(row.text);
  return isOutcome && later.every(({ op }) => op === 'note' || op === 'elide' || op === 'fail');
}

const BLOCKING =
  /lock|mutex|sem\b|wait|sync|acquir|grab|hold|block|flush|cancel|drain|join|stop|freez|sleep|schedule|get|down|enter/i;
const CODE = /[_()=]|\w->/;
