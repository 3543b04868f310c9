import type { Diagram } from '../types.ts';

/** Words that point at the drawing that follows, and at one that came before. */
const POINTS_DOWN = /:$|\b(?:as follows|following|below|like this)\b/i;
const POINTS_UP = /\b(?:above|previous|aforementioned)\b/i;

/**
 * Which drawing a sentence is about: the next one below when the sentence introduces it, else the nearest, own or quoted;
 * of two equally near ones the one above. Null where the mail has none.
 */
export function aboutDiagram(sentence: string, line: number, diagrams: readonly Diagram[]): number | null {
  const below = nearest(diagrams, (diagram) => diagram.lines[0] - line, 0);
  const above = nearest(diagrams, (diagram) => line - diagram.lines[1], 0);
  if (POINTS_DOWN.test(sentence) && below !== null) return below;
  if (POINTS_UP.test(sentence) && above !== null) return above;
  return nearest(
    diagrams,
    (diagram) => Math.max(line - diagram.lines[1], diagram.lines[0] - line, 0) * 2 + (diagram.lines[0] > line ? 1 : 0),
    0,
  );
}

const CONCURRENCY =
  /\b(?:rac(?:e|es|y|ing)|\w*locks?(?:ed|ing|less)?|mutex\w*|barriers?|atomic\w*|concurren\w+|interleav\w+|ordering|synchroni[sz]\w+|serialis\w+|serializ\w+|rcu\w*|preempt\w*|use-after-free|uaf|livelock)\b|\block|_lock/i;

/** Whether a sentence speaks of what drawings are drawn for: where a mail draws nothing, only such sentences count. */
export function mentionsConcurrency(sentence: string): boolean {
  return CONCURRENCY.test(sentence);
}

/** Index of the drawing with the smallest distance that is not below `least`. */
function nearest(diagrams: readonly Diagram[], distance: (diagram: Diagram) => number, least: number): number | null {
  let best: number | null = null;
  let shortest = Number.POSITIVE_INFINITY;
  diagrams.forEach((diagram, index) => {
    const found = distance(diagram);
    if (found >= least && found < shortest) {
      best = index;
      shortest = found;
    }
  });
  return best;
}
