import type { Answer } from '../types.ts';

/**
 * What a user says of a drawing, in the words of its cells:
 *
 *     14: kfree(p)               the step on line 14 does this, and nothing else
 *     14 CPU1: kfree(p)          the one of CPU1, where several stand on that line
 *     14: does nothing           it has no part in the failure
 *     12: x == 1                 this held when it ran
 *     both hold rtnl_lock        from their first step to their last; also: CPU0 holds q->lock
 */
export function readAnswer(text: string): Answer | null {
  const placed = /^\s*(\d{1,7})(?:\s+([^:]{1,60}))?\s*:\s*(\S.*)$/.exec(text);
  if (placed !== null) {
    const [, line = '', lane, fact = ''] = placed;
    return { text: text.trim(), line: Number(line), lane: lane?.trim() ?? null, fact: fact.trim() };
  }
  const held = /^\s*(\S.{0,60}?)\s+holds?\s+(\S.*)$/.exec(text);
  return held === null ? null : { text: text.trim(), line: null, lane: held[1] as string, fact: held[2] as string };
}
