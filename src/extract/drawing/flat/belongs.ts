import { isSentence } from '../prose.ts';
import type { Split } from './split.ts';

/** Marks that only a drawing has. */
const MARKS = /\^{3}|X{5}|<-|={8}|\s[-=]>\s/;
/** What follows a drawing and is none of it. */
const OTHER = /^(?:--\s*$|diff --git |@@ |---$|On .{1,120} wrote:$|>|[A-Z][A-Za-z-]{2,30}: |\d+[.)] |[*-] [A-Z])/;

/** Whether a paragraph is part of the drawing above it: its steps are known, and it is no sentence. `labelled`: labels and
 * their rules stand right in front of it, so that nobody can take it for prose. */
export function belongs(text: string, { pieces, ruledAt }: Split, labelled: boolean): boolean {
  if (pieces.length === 0) return ruledAt >= 0 || /^[\s^=~_*-]*$/.test(text.slice(0, 400));
  if (OTHER.test(text)) return false;
  const known = pieces.filter((piece) => piece.known).length;
  if (known === 0) return false;
  if (labelled) return true;
  const begins = pieces[0]?.known === true;
  if (MARKS.test(text.slice(0, 4000))) return begins || !isSentence(text);
  if (known * 2 < pieces.length) return false;
  if (!isSentence(text)) return true;
  // run-together cells may read like a sentence by its small words, but do not end like one
  const sure = pieces.filter((piece) => piece.sure).length;
  return begins && sure >= 2 && sure * 2 >= pieces.length && !/[.:?!,]$/.test(text);
}

/** A paragraph that nothing is known of, but that is no prose either: part of the drawing if the drawing goes on behind it. */
export const mayBelong = (text: string, { pieces }: Split) =>
  pieces.length > 0 && !OTHER.test(text) && !isSentence(text) && !/[.:?!,]$/.test(text);
