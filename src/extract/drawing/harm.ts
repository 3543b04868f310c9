import type { Step } from '../types.ts';
import { sentencesIn, withoutDenials } from './denied.ts';
import { proseAt, titleOf } from './kind.ts';
import type { Page, Reading } from './types.ts';

/** Words that say of a drawing that something goes wrong in it, whatever that is. */
const HARM =
  /\b(?:fix(?:es|ed)?|rac(?:e|es|ed|y|ing)|bugs?|buggy|problem(?:s|atic)?|issues?|wrong(?:ly)?|incorrect(?:ly)?|broken|breaks?|fail(?:s|ed|ing|ures?)?|miss(?:es|ed|ing)?|los(?:t|es|ing)|corrupt\w*|unexpected(?:ly)?|crash\w*|panics?|oops|warn\w*|hangs?|hung|stuck|stall\w*|leak\w*|stale|invalid|bogus|violat\w*|inconsisten\w*|mismatch\w*|deadlock\w*|uaf|use-after-free|splat|regress\w*)\b/i;

/**
 * The line on which the mail says that something goes wrong in the drawing: in its cells, in the paragraphs right at it, or in the subject
 * (line 0). Null where it says so nowhere, or only denies it.
 */
export function harmOf(steps: readonly Step[], page: Page, reading: Reading, subject: string | null): number | null {
  const cell = steps.findLast(
    ({ failure, op, text, annotations }) =>
      failure !== null || op === 'fail' || annotations.some(isHarm) || (op === 'note' && isHarm(text)),
  );
  if (cell !== undefined) return cell.line;
  const sentences = sentencesIn(proseAt(page, reading)).map((said) => ({ ...said, left: withoutDenials(said.text) }));
  const said = sentences.find(({ text, left }) => !SUPPOSED.test(text) && isHarm(left ?? text));
  if (said !== undefined) return said.wordLines[0] ?? null;
  const isDenied = sentences.some(({ left }) => left !== null);
  return !isDenied && isHarm(titleOf(subject ?? '')) ? 0 : null;
}

/** `If we had a leak somewhere, ...` */
const SUPPOSED = /^\W*(?:if|unless|suppose|assuming)\b/i;

const isHarm = (text: string): boolean => HARM.test(text);
