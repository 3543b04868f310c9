import { lineList } from '../story/sentences.ts';
import type { Story } from '../story/story.ts';
import { FIX_TONES, VERDICT_TONES, WHY_WORDS } from '../story/words.ts';
import { drawGrid, type Grid } from '../text/grid.ts';
import type { Page } from './page.ts';

/**
 * One drawing on one screen: the verdict, the run that shows it (or the drawing, where there is none), why, and what was
 * taken for granted. The gutter holds the mail's lines, because the mail is what the reader has beside the terminal.
 */
export function drawingLines(story: Story, where: string, page: Page): string[] {
  const token = story.witness?.replay ?? '';
  const replay = token === '' ? [] : [`To replay: threadjudge run FILE.race --replay ${token}`];
  const about = [story.failure, where].filter((part) => part !== null && part !== '').join(', ');
  return [
    ...page.labelled(story.verdict.toUpperCase(), VERDICT_TONES[story.verdict], about, 0),
    ...page.text(`${story.meaning} ${story.reason}`, 2),
    '',
    ...pictureLines(story, page),
    '',
    ...whyLines(story, page),
    ...section(
      'Taken for granted',
      story.assumptions.map(({ text, line, basis }) => `${line === null ? '' : `line ${line}: `}${text} (${basis})`),
      page,
    ),
    ...section(
      'Not understood',
      story.unknown.map(({ line, text, why }) => `line ${line}: ${text === '' ? '' : `"${text}": `}${why}`),
      page,
    ),
    ...fixLines(story, page),
    ...section('Drawn order and search', [story.drawnOrder, story.explored, ...replay], page),
  ];
}

function pictureLines(story: Story, page: Page): string[] {
  const { witness } = story;
  const mark = (line: number | null): string => (line === null ? '+' : String(line));
  if (witness === null) {
    const rows = story.steps.map(({ number, line, lane, text, depth }) => {
      return { mark: `${number === story.stuck ? '! ' : ''}${mark(line)}`, lane, text, depth, side: [] };
    });
    return painted({ lanes: story.lanes.slice(0, story.drawn), rows, side: null }, -1, page);
  }
  const rows = witness.moves.map(({ line, lane, text, changes }, index) => ({
    mark: `${index === witness.failing ? '! ' : ''}${mark(line)}`,
    lane,
    text,
    depth: 0,
    side: changes,
  }));
  return [
    ...painted({ lanes: story.lanes, rows, side: 'what changes' }, witness.failing, page),
    ...page.text(witness.message, 2).map((line) => page.tone('bad', line)),
    ...witness.blocked.flatMap((sentence) => page.text(sentence, 2)),
  ];
}

function painted(grid: Grid, failing: number, page: Page): string[] {
  return drawGrid(grid, page.width).map(({ is, text, row }) => {
    if (is === 'head') return page.strong(text);
    if (is === 'rule') return page.faint(text);
    return row === failing ? page.tone('bad', text) : text;
  });
}

function whyLines({ why }: Story, page: Page): string[] {
  const sentences = why.map(({ kind, text, lines }) => {
    const places = lineList(lines);
    return `${WHY_WORDS[kind]}: ${text}${places === '' ? '' : ` (${places})`}`;
  });
  return section('Why', sentences, page);
}

function fixLines({ fixes }: Story, page: Page): string[] {
  if (fixes.length === 0) return [];
  const lines = fixes.flatMap(({ verdict, text, reason }) => {
    return page.labelled(verdict, FIX_TONES[verdict], reason === '' ? text : `${text}: ${reason}`);
  });
  return [page.strong('Changes tried'), ...lines];
}

function section(title: string, sentences: readonly string[], page: Page): string[] {
  const lines = sentences.flatMap((sentence) => page.item(sentence));
  return lines.length === 0 ? [] : [page.strong(title), ...lines];
}
