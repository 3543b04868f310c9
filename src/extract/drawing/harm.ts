import type { Step } from '../types.ts';
import type { Around } from './around.ts';
import { sentencesIn, withoutDenials } from './denied.ts';
import { titleOf } from './kind.ts';
import type { Page, Reading } from './types.ts';

/** Words that say of a drawing that something goes wrong in it, whatever that is. */
const HARM =
  /\b(?:fix(?:es|ed)?|rac(?:e|es|ed|y|ing)|bugs?|buggy|problem(?:s|atic)?|issues?|wrong(?:ly)?|(?:in|un)correct(?:ly)?|broken|breaks?|(?<!power )fail(?:s|ed|ing|ures?)?|miss(?:es|ed|ing)?|los(?:t|es|ing)|corrupt\w*|unexpected(?:ly)?|crash\w*|panics?|oops|warn\w*|hangs?|hung|stuck|stall\w*|leak\w*|stale|invalid|not valid|bogus|violat\w*|inconsisten\w*|mismatch\w*|deadlock\w*|uaf|use-after-free|splat|regress\w*)\b/i;

/**
 * The line on which the mail says that something goes wrong in the drawing: in its cells, in the paragraphs right at it, or in the subject
 * (line 0). Null where it says so nowhere, or only denies it.
 */
export function harmOf(steps: readonly Step[], { at }: Around, subject: string | null): number | null {
  const cell = steps.findLast(
    ({ failure, op, text, annotations }) =>
      failure !== null || op === 'fail' || annotations.some(isHarm) || (op === 'note' && isHarm(text)),
  );
  if (cell !== undefined) return cell.line;
  const sentences = sentencesIn(at).map((said) => ({ ...said, left: withoutDenials(said.text) }));
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

/** Who is answered denies it, as deep as who drew it. */
const DENIED =
  /\b(?:don't think|doubt|(?:can't|cannot|shouldn't) (?:\w+ )?(?:happen|occur)|impossible|not possible)\b/i;

/** Words of who takes it as it is, and goes on to what to do: "Good catch", "Or just take the lock", "V3 handles this race". */
const ACCEPTED =
  /\bthanks? (?:you )?for\b|\b(?:good|nice|great) (?:catch|find|point|spot)|\byou(?:'re| are) right\b|\b(?:handle|fixe?|solve|address|close)s? (?:the|this|that) (?:above )?(?:particular )?(?:race|case|problem|issue|scenario)\b|\b(?:it'd|it would|it might|would) be (?:better|nicer|simpler)\b|^\W*(?:or|why not) (?:just|simply)\b|^\.{3} ?so\b|^\W*(?:ok(?:ay)?|right|yes|yeah|agreed|indeed|true)[,.!](?! (?:but|and no|however)\b)/i;

/**
 * The line on which who quotes a drawing, inside it or right behind it, asks about it or denies it, or its author does no more than ask
 * ("Can this happen?") right in front of it. Null where it is taken as it is.
 */
export function doubtOn(page: Page, { lines, quoted }: Reading, { before }: Around): number | null {
  const lead = sentencesIn(before).at(-1);
  if (lead?.text.endsWith('?') && lead.wordLines.length > 0) return lead.wordLines.at(-1) ?? null;
  const answers = page
    .slice(lines[0] - 1, lines[1] + NEAR)
    .filter(({ depth, kind, text }) => depth < quoted && kind !== 'attribution' && text.trim() !== '');
  const [first] = answers;
  const isInside = first === undefined || first.line <= lines[1];
  const asked = isInside ? [] : page.slice(lines[1], first.line - 1).filter(({ depth }) => depth > first.depth);
  if (
    !isInside &&
    !asked.some(({ text }) => DENIED.test(text)) &&
    firstParagraph(answers).some(({ text }) => ACCEPTED.test(text.trim()))
  )
    return null;
  return answers.find(({ text }) => DOUBT.test(text))?.line ?? null;
}

/** What is answered first: lines that follow each other, at one depth. */
const firstParagraph = (answers: readonly Page[number][]): readonly Page[number][] => {
  const [first] = answers;
  return answers.filter(({ line, depth }, at) => first && depth === first.depth && line === first.line + at);
};

/** Whether the rows are lines that a patch adds or moves: a comment on the code as it is, which often shows why it works. */
export const isAdded = (page: Page, { lines }: Pick<Reading, 'lines'>): boolean =>
  /^[+-]/.test(page[lines[0] - 1]?.text ?? '') &&
  page.slice(lines[0] - 1, lines[1]).every(({ text }, _, [first]) => text[0] === first?.text[0]);

/** `If we had a leak somewhere, ...` */
const SUPPOSED = /^\W*(?:if|unless|suppose|assuming)\b/i;

const isHarm = (text: string): boolean => HARM.test(text);
