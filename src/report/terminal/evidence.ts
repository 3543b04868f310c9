import { joinedByEnding, saysAlready } from '../story/same.ts';
import { lineList } from '../story/sentences.ts';
import type { Story, StoryUnknown } from '../story/story.ts';
import { BASIS_TONES, FIX_TONES } from '../story/words.ts';
import { type Page, section } from './page.ts';

/** What a verdict rests on, in few lines: the Markdown report has all of it in tables. */

/** Changes that are told one by one; the rest is counted. */
const MOST_FIXES = { works: 5, fails: 3, undetermined: 2 } as const;

/** What the mail does not say comes first: that is what a reader has to check. */
export function assumptionLines({ assumptions }: Story, page: Page): string[] {
  const lines = (['assumed', 'shown'] as const).flatMap((basis) => {
    const ofBasis = assumptions.filter((assumption) => assumption.basis === basis);
    const anywhere = ofBasis.filter(({ line }) => line === null).map(({ text }) => text);
    const placed = ofBasis.flatMap(({ line, text }) => {
      if (line === null) return [];
      return [saysAlready(text, `line ${line}`) ? text : `line ${line}: ${text}`];
    });
    return [...placed, ...joinedByEnding(anywhere)].flatMap((text) => page.labelled(basis, BASIS_TONES[basis], text));
  });
  return lines.length === 0 ? [] : [page.strong('Taken for granted'), ...lines];
}

/** Those that could matter, each with its text; the others by their lines. */
export function unknownLines({ unknown }: Story, page: Page): string[] {
  const others = unknown.filter(({ relevant }) => !relevant).map(({ line }) => line);
  const sentences = unknown.filter(({ relevant }) => relevant).map(unknownSentence);
  if (others.length > 0) sentences.push(`${lineList(others)}: nothing there can touch what the failure is about`);
  return section('Not understood', sentences, page);
}

function unknownSentence({ line, text, why }: StoryUnknown): string {
  if (text === '') return `line ${line}: ${why}`;
  return saysAlready(`${text} is not understood`, why) ? `line ${line}: "${text}"` : `line ${line}: "${text}": ${why}`;
}

export function fixLines({ fixes }: Story, page: Page): string[] {
  const lines = (['works', 'fails', 'undetermined'] as const).flatMap((verdict) => {
    // What the author proposes and nobody could run stands among the claims already.
    const all = fixes.filter(
      (fix) => fix.verdict === verdict && !(verdict === 'undetermined' && fix.source === 'prose'),
    );
    const told = all.slice(0, MOST_FIXES[verdict]).flatMap(({ text, reason }) => {
      return page.labelled(verdict, FIX_TONES[verdict], reason === '' ? text : `${text}: ${reason}`);
    });
    const more = all.length - MOST_FIXES[verdict];
    return more > 0 ? [...told, ...page.labelled(verdict, FIX_TONES[verdict], `and ${more} more`)] : told;
  });
  return lines.length === 0 ? [] : [page.strong('Changes tried'), ...lines];
}
