import { failureWords } from '../cell/index.ts';
import type { Failure, FailureMention } from '../types.ts';
import type { Around } from './around.ts';
import { sentencesIn, withoutDenials } from './denied.ts';
import type { Page, Reading } from './types.ts';

/** Words that are too weak to be looked for, and still say what it is that goes wrong. */
const VAGUE: readonly (readonly [Failure, RegExp])[] = [
  ['wrong-state', /\b(?:wrong(?:ly)?|(?:in|un)correct(?:ly)?|inconsisten\w+|bogus)\b/i],
  ['lost-update', /\b(?:missed|lost|loses)\b/i],
];

/** Lines in front of a drawing, and behind it, that may still tell what it is about. */
const FAR = { before: 60, behind: 30 };

/**
 * What goes wrong in a drawing of which the paragraphs at it name no failure, by vaguer words of theirs, else by the nearest sentence of the
 * mail, at any depth, since a reply often draws what it quotes in words:
 *
 *     > Under load the feeder becomes stuck in wait_for_completion().
 *     So the race here is:
 */
export function namedVaguely({ at }: Around, page: Page, { lines: [first, last] }: Reading): FailureMention[] {
  for (const { text, wordLines } of sentencesIn(at)) {
    const claimed = withoutDenials(text) ?? text;
    const vague = VAGUE.find(([, words]) => words.test(claimed));
    if (vague !== undefined) return [{ failure: vague[0], line: wordLines[0] ?? first, from: 'mail', text }];
  }
  const before = page.slice(Math.max(0, first - 1 - FAR.before), first - 1);
  const behind = page.slice(last, last + FAR.behind);
  const told = (lines: Page) => sentencesIn(lines.filter(({ kind, text }) => kind === 'text' && !/^[+-]/.test(text)));
  for (const { text, wordLines } of [...told(before).reverse(), ...told(behind)]) {
    const failure = failureWords(withoutDenials(text) ?? text);
    if (failure !== null) return [{ failure, line: wordLines[0] ?? first, from: 'mail', text }];
  }
  return [];
}
