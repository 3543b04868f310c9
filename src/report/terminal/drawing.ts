import { lineList } from '../story/sentences.ts';
import type { Story } from '../story/story.ts';
import { shortChange } from '../story/witness.ts';
import { VERDICT_TONES, WHY_WORDS } from '../story/words.ts';
import { drawGrid, type Grid, type GridRow } from '../text/grid.ts';
import { harmless } from '../text/harmless.ts';
import { assumptionLines, fixLines, unknownLines } from './evidence.ts';
import { type Page, section } from './page.ts';

const NOT_DRAWN = '+';

/**
 * One drawing on one screen: the verdict, the run that shows it (or the drawing, where there is none), why, and what was
 * taken for granted. The gutter holds the mail's lines, because the mail is what the reader has beside the terminal.
 */
export function drawingLines(story: Story, where: string, page: Page): string[] {
  const about = [story.failure, where].filter((part) => part !== null && part !== '').join(', ');
  const why = story.why.map(({ kind, text, lines }) => {
    const places = lineList(lines);
    return `${WHY_WORDS[kind]}: ${text}${places === '' ? '' : ` (${places})`}`;
  });
  return [
    ...page.labelled(story.verdict.toUpperCase(), VERDICT_TONES[story.verdict], about, 0),
    ...page.text(`${story.meaning} ${story.reason}`, 2),
    '',
    ...pictureLines(story, page),
    '',
    ...section('Why', why, page),
    ...assumptionLines(story, page),
    ...unknownLines(story, page),
    ...fixLines(story, page),
    ...section('Drawn order and search', searchSentences(story), page),
  ];
}

function searchSentences({ witness, drawnOrder, explored, layouts }: Story): string[] {
  const out = [drawnOrder, explored];
  if (layouts > 1) out.push(`The columns were lost: ${layouts} ways to put them back were run.`);
  if (witness !== null && witness.replay !== '') {
    out.push(`To replay (FILE.race is what explain prints): threadjudge run FILE.race --replay ${witness.replay}`);
  }
  return out;
}

function pictureLines(story: Story, page: Page): string[] {
  const { witness } = story;
  const place = placesOf(story);
  if (witness === null) {
    const rows = story.steps.map(({ number, id, line, lane, text, depth }) => {
      return { mark: `${number === story.stuck ? '! ' : ''}${place(id, line)}`, lane, text, depth, side: [] };
    });
    return painted({ lanes: story.lanes.slice(0, story.drawn), rows, side: null }, () => false, page);
  }
  const rows = witness.moves.map(({ step, line, lane, text, changes, failing }): GridRow => {
    return { mark: `${failing ? '! ' : ''}${place(step, line)}`, lane, text, depth: 0, side: changes };
  });
  const grid = { lanes: witness.lanes, rows, side: 'what changes', shorten: shortChange };
  return [
    ...painted(grid, (row) => witness.moves[row]?.failing === true, page),
    ...page.text(witness.message, 2).map((line) => page.tone('bad', line)),
  ];
}

/** A step's line, or its line and column where the drawing has several steps of a lane on one line. */
function placesOf({ steps }: Story): (id: string | null, line: number | null) => string {
  const lines = new Set(steps.map(({ lane, line }) => `${lane} ${line}`));
  const byId = lines.size < steps.length;
  return (id, line) => (byId ? harmless(id ?? NOT_DRAWN) : String(line ?? NOT_DRAWN));
}

function painted(grid: Grid, fails: (row: number) => boolean, page: Page): string[] {
  return drawGrid(grid, page.width).map(({ is, text, row }) => {
    if (is === 'head') return page.strong(text);
    if (is === 'rule') return page.faint(text);
    return fails(row) ? page.tone('bad', text) : text;
  });
}
