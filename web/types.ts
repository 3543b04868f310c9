import type { JudgedClaim } from '../src/judge/types.ts';
import type { Story } from '../src/report/story/story.ts';

/** What the page asks of the engine, and what it gets; plain data, for it goes to a worker and back. */
export type Ask = { readonly id: number; readonly is: 'mail' | 'race'; readonly text: string };

export type PageClaim = {
  readonly line: number;
  /** 1-based number of the drawing it is about, or null. */
  readonly drawing: number | null;
  readonly type: JudgedClaim['claim']['type'];
  readonly polarity: JudgedClaim['claim']['polarity'];
  readonly hedge: string;
  readonly text: string;
  readonly verdict: JudgedClaim['verdict'];
  readonly reason: string;
};

export type PageDrawing = {
  /** "lines 27 to 61"; '' for a `.race` text. */
  readonly where: string;
  readonly story: Story;
  /** The scenario as a `.race` text. */
  readonly race: string;
};

export type PageReport = {
  readonly title: string;
  /** From, date, Message-ID: those that are there. */
  readonly about: readonly string[];
  readonly drawings: readonly PageDrawing[];
  readonly claims: readonly PageClaim[];
  /** What the reader should know about how the text was read. */
  readonly notices: readonly string[];
  /** Lines of the pasted text above the body's first; null where the body had to be decoded, so that its lines stand nowhere. */
  readonly offset: number | null;
  /** The whole report as plain lines, for a reply. */
  readonly plain: string;
};

export type Answer = {
  readonly id: number;
  /** Milliseconds. */
  readonly time: number;
  readonly result: { readonly report: PageReport } | { readonly problems: readonly string[] };
};
