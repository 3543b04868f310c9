import { phraseAt, understandCell } from '../../cell/index.ts';
import type { Lexicon } from '../../lexicon/index.ts';
import type { Cell } from '../../types.ts';
import { splitAnnotations } from '../annotations.ts';
import { assignLanes } from '../flat/assign.ts';
import { belongs, mayBelong } from '../flat/belongs.ts';
import { type Facts, factsOf } from '../flat/facts.ts';
import { type LabelRun, labelRunOf, mayHoldLabels } from '../flat/labels.ts';
import { isSpaced, type Paragraph, paragraphsFrom, placeOf } from '../flat/paragraphs.ts';
import { type Piece, split } from '../flat/split.ts';
import { readingFrom } from '../reading.ts';
import type { Around, NotationReader, Page, PageLine, Reading } from '../types.ts';

/**
 * A drawing whose white space was lost: labels, their rules, and all cells run together row by row; a blank row became a paragraph's end.
 *
 *     CPU0 CPU 1 ------ -------- reader() L lock p = x->ptr L unlock
 *     writer() L lock x->ptr = NULL L unlock kfree(p)
 *     p->count++ <- too late =====================
 *
 * Its lanes are recovered, not guessed: what the cells do leaves few assignments (flat/evidence.ts), and those that the text does not
 * decide between are all handed on.
 */
export const flat: NotationReader = {
  notation: 'flat',
  read(page, at, around) {
    const line = page[at] as PageLine;
    if (!mayHoldLabels(line.text) || isSpaced(line.text)) return null;
    const labels = labelRunOf(line.text);
    return labels ? readFrom(page, at, around, labels) : null;
  },
};

const MOST_CELLS = 400;

type FlatCell = {
  readonly piece: Piece;
  readonly paragraph: Paragraph;
  readonly atBreak: boolean;
  readonly facts: Facts;
};

function readFrom(page: Page, at: number, { until, lexicon }: Around, labels: LabelRun): Reading | null {
  const cells: FlatCell[] = [];
  /** Cells of a paragraph that belongs only if the next one does. */
  let waiting: FlatCell[] = [];
  let last = at;
  let ruled = labels.ruled;
  const knownEnd = (text: string, from: number): number | null => phraseAt(text, from, lexicon)?.end ?? null;
  for (const paragraph of paragraphsFrom(page, at, labels.end, until)) {
    if (paragraph.first > at && isSpaced(paragraph.text)) break;
    const from = ruled || cells.length > 0 ? 0 : rulesBelow(paragraph.text, labels.names.length);
    ruled ||= from > 0;
    const cut = split(paragraph.text, from, knownEnd);
    const text = paragraph.text.slice(from);
    if (!belongs(text, cut, ruled && cells.length === 0)) {
      if (waiting.length > 0 || cells.length === 0 || !mayBelong(text, cut)) break;
      waiting = cellsOf(cut.pieces, paragraph, lexicon);
      continue;
    }
    cells.push(...waiting, ...cellsOf(cut.pieces, paragraph, lexicon));
    waiting = [];
    last = paragraph.last;
    if (cut.ruledAt >= 0 || cells.length > MOST_CELLS) break;
  }
  if (!isDrawing(cells, labels, ruled)) return null;
  return readingOf(page[at] as PageLine, (page[last] as PageLine).line, labels, cells);
}

const cellsOf = (pieces: readonly Piece[], paragraph: Paragraph, lexicon: Lexicon): FlatCell[] =>
  pieces.map((piece, i) => {
    const { text, annotations } = splitAnnotations(piece.text);
    return { piece, paragraph, atBreak: i === 0, facts: factsOf(text, understandCell({ text, annotations }, lexicon)) };
  });

/** Where rules for the labels begin the line below them: the offset behind the rules, else 0. */
function rulesBelow(text: string, labels: number): number {
  const rules = /^(?:[-=~_]{2,200}[ \u00a0]+){1,8}[-=~_]{2,200}(?=\s|$)/.exec(text.slice(0, 2000))?.[0];
  return rules?.split(/[ \u00a0]+/).length === labels ? rules.length : 0;
}

/** Steps for all lanes, most of them known; without rules under the labels the first step must be known, too. */
function isDrawing(cells: readonly FlatCell[], labels: LabelRun, ruled: boolean): boolean {
  const known = cells.filter((cell) => cell.piece.known).length;
  if (known < 2 || cells.length < labels.names.length || known * 2 < cells.length) return false;
  return ruled || cells[0]?.piece.known === true;
}

function readingOf(label: PageLine, lastLine: number, labels: LabelRun, flatCells: readonly FlatCell[]): Reading {
  const read = flatCells.slice(0, MOST_CELLS);
  const { best, alternatives, more } = assignLanes(read, labels.names.length);
  const cells = read.map(({ piece, paragraph }, i): Cell => {
    const start = placeOf(paragraph, piece.start);
    const end = placeOf(paragraph, piece.end - 1);
    return { ...start, lastLine: end.line, lane: best[i] ?? 0, text: piece.text, annotations: [], indent: 0 };
  });
  const doubts = [
    ...(more ? ['the lost columns leave more lane assignments than were tried'] : []),
    ...(read.length < flatCells.length ? ['the drawing has more cells than are read'] : []),
  ].map((why) => ({ line: label.line, why }));
  return readingFrom('flat', label, labels.names, cells, { lines: [label.line, lastLine], alternatives, doubts });
}
