import type { Diagram, Failure, Step } from '../../../extract/types.ts';

/**
 * What it is that goes wrong in a drawing of which the sentences at it say no more than that: what the mail names farther away. A crash
 * is no more definite; where a pointer is cleared, it comes of that.
 */
export function namedInMail({ mentions, steps }: Diagram): Failure | null {
  const named = mentions.find(({ from }) => from === 'mail')?.failure ?? null;
  if ((named === null || named === 'warning') && steps.some(clearsPointer)) return 'null-deref';
  return named === 'reordering' && !steps.some(({ op }) => op === 'barrier') ? null : named;
}

const clearsPointer = ({ op, text }: Step): boolean => op === 'write' && /(?:->|\.)\w+ ?= ?NULL\b/.test(text);
