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

/** Lines behind a quoted drawing in which its reader answers what it shows, and not what to do about it. */
const NEAR = 20;

/** Words of who does not take a drawing as it is: "how can this happen?", "the above is fine", "it can't be called until then". */
const DOUBT =
  /\?|\b(?:no|not|nor|never|cannot|impossible|unlikely|however|but|wrong|false|sure|until|unless)\b|n't\b|(?:\b(?:is|are|be|was|should be)|'s) (?:\w+ )?(?:fine|safe|ok|okay|correct)\b/i;

/**
 * The line on which who quotes a drawing, inside it or right behind it, asks about it or denies it. Null where the drawing is the
 * author's own, or is taken as it is.
 */
export function doubtOn(page: Page, { lines, quoted }: Pick<Reading, 'lines' | 'quoted'>): number | null {
  const answer = page
    .slice(lines[0] - 1, lines[1] + NEAR)
    .find(({ depth, text, kind }) => depth < quoted && kind !== 'attribution' && DOUBT.test(text));
  return answer?.line ?? null;
}

/** Whether the rows are lines that a patch adds: a comment on the code as it is then, which often shows why it works. */
export const isAdded = (page: Page, { lines }: Pick<Reading, 'lines'>): boolean =>
  page.slice(lines[0] - 1, lines[1]).every(({ text }) => text.startsWith('+'));

/** `If we had a leak somewhere, ...` */
const SUPPOSED = /^\W*(?:if|unless|suppose|assuming)\b/i;

const isHarm = (text: string): boolean => HARM.test(text);
