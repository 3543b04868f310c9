import type { Lexicon } from '../lexicon/index.ts';
import type { LineKind } from '../mail-tree/line-kinds.ts';
import type { Cell, Notation, Term } from '../types.ts';

/**
 * A line of the body as the notations see it: the quote marks are cut off, columns are looked at with tabs expanded,
 * and every place can be told in the raw line again (`rawColumn` in layout.ts).
 */
export type PageLine = {
  /** 1-based line in the decoded body; `page[i].line === i + 1`. */
  readonly line: number;
  /** Depth of quotation, 0 for the author's own text. */
  readonly depth: number;
  /** The line without its quote marks (and the one space after them), as sent: tabs and no-break spaces stand. */
  readonly text: string;
  /** How many characters of the raw line were cut off in front of `text`: raw column = offset + index + 1. */
  readonly offset: number;
  /** What the line is besides text (absent: not told): a drawing does not run through an attribution, a trailer or a call trace. */
  readonly kind?: LineKind;
};

/** All lines of one body. A reader walks forward from its start, skipping lines of another depth if it likes. */
export type Page = readonly PageLine[];

/**
 * What a notation reads: where the drawing stands, its lanes, and one `Cell` for each step. A cell's `text` may still carry its
 * annotations (`annotations: []`): they are split off afterwards, in one place for all notations. Every cell becomes one step, in
 * this order, so underlines and rules must not be cells; hand an underline's words on as an annotation of the cell above it.
 */
export type Reading = {
  readonly notation: Notation;
  /** First and last body line: the labels (or the first step) to the last row. */
  readonly lines: readonly [number, number];
  readonly quoted: number;
  /** As printed, left to right; '' where none is printed. */
  readonly lanes: readonly string[];
  readonly cells: readonly Cell[];
  /** Other lane assignments, each as long as `cells`; empty when there is one way. */
  readonly alternatives: readonly (readonly number[])[];
  readonly chain?: readonly Term[];
  readonly doubts: readonly { readonly line: number; readonly why: string }[];
};

/**
 * One way of drawing. `read` is asked at every line that no drawing covers yet: it answers null (quickly, by looking at that line
 * alone) unless a drawing begins at `page[at]`. The search goes on at the next line that no reading covers: a drawing at another
 * depth may begin in the middle of a quoted one.
 */
export type NotationReader = {
  readonly notation: Notation;
  readonly read: (page: Page, at: number, around: Around) => Reading | null;
};

/** What a notation is told besides the page. */
export type Around = {
  /** It may look at all later lines, but the drawing ends before this index into the page. */
  readonly until: number;
  /** The last drawing read at the same depth: one without labels of its own may have its lanes. */
  readonly before: Reading | null;
  readonly lexicon: Lexicon;
};
