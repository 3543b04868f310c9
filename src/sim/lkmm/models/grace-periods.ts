import type { Execution } from '../search/execution.ts';
import type { Frame } from '../search/frame.ts';
import { lkmmJudge } from './lkmm/judge.ts';
import { MAINLINE } from './lkmm/versions.ts';
import type { Violation } from './types.ts';

export type RcuAxiom = {
  readonly allows: (execution: Execution) => boolean;
  readonly explain: (execution: Execution) => Violation | null;
};

/**
 * What grace periods guarantee on any machine that the kernel runs on; null where a frame has none. No machine gives it by itself: the
 * kernel's code does, so it is asked for under every model.
 */
export function frameRcu(frame: Frame): RcuAxiom | null {
  return frame.has.gracePeriods ? lkmmJudge(frame, MAINLINE) : null;
}
