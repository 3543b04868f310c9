import { saysAlready } from '../../src/report/story/same.ts';
import { lineList } from '../../src/report/story/sentences.ts';
import type { Story } from '../../src/report/story/story.ts';
import {
  BASIS_TONES,
  BASIS_WORDS,
  FIX_SOURCE_WORDS,
  FIX_TONES,
  VERDICT_TONES,
  WHY_WORDS,
} from '../../src/report/story/words.ts';
import type { PageDrawing } from '../types.ts';
import { type Child, type Element, h, lineLink, withAttributes, withLineLinks } from './element.ts';
import { drawingPicture, witnessPicture } from './picture.ts';

/** All about one drawing: the verdict, the run that shows it, what it rests on, what would help, and the scenario to change. */
export function drawingView(drawing: PageDrawing, number: number | null, canJump: boolean): Element {
  const { story, where } = drawing;
  const tone = VERDICT_TONES[story.verdict];
  const witness = witnessPicture(story, canJump);
  const picture = drawingPicture(story, canJump);
  return h(
    `section.drawing.tone-${tone}`,
    h(
      'header.verdict',
      h('h3', h('span.stamp', story.verdict), ' ', story.failure ?? ''),
      where === '' ? null : h('p.where', number === null ? '' : `Drawing ${number}, `, withLineLinks(where, canJump)),
      h('p.reason', story.meaning, ' ', withLineLinks(story.reason, canJump)),
    ),
    witness === null ? picture : h('div', h('h4', 'A run in which it goes wrong'), witness, messageOf(story)),
    ...evidence(story, canJump),
    witness === null ? null : details('The drawing', picture),
    readingDetails(story, canJump),
  );
}

function messageOf({ witness }: Story): Element | null {
  return witness === null || witness.message === '' ? null : h('p.message', witness.message);
}

function evidence(story: Story, canJump: boolean): readonly (Element | null)[] {
  const why = story.why.map(({ kind, text, lines }) => {
    const places = lineList(lines);
    return h('li', `${WHY_WORDS[kind]}: `, withLineLinks(`${text}${places === '' ? '' : ` (${places})`}`, canJump));
  });
  const assumptions = [...story.assumptions]
    .sort((a, b) => a.basis.localeCompare(b.basis))
    .map(({ text, line, basis }) => {
      const at = line === null || text.includes(`line ${line}`) ? null : withLineLinks(`line ${line}: `, canJump);
      return h('li', label(basis, BASIS_TONES[basis], BASIS_WORDS[basis]), at, withLineLinks(text, canJump));
    });
  const unknown = story.unknown.map(({ line, text, why: reason }) => {
    const cell = text === '' ? null : h('code', text);
    const told = saysAlready(`${text} is not understood`, reason) ? '' : reason;
    return h('li', withLineLinks(`line ${line}: `, canJump), cell, told === '' || text === '' ? '' : ': ', told);
  });
  const settling = [...new Set(story.unknown.map(({ settle }) => settle))].map((settle) => h('li.aside', settle));
  const fixes = story.fixes.map(({ verdict, text, source, reason }) => {
    const from = source === 'search' ? null : h('span.aside', ` (${FIX_SOURCE_WORDS[source]})`);
    const because = reason === '' ? null : h('span.aside', ': ', withLineLinks(reason, canJump));
    return h('li', label(verdict, FIX_TONES[verdict]), withLineLinks(text, canJump), from, because);
  });
  const layouts = story.layouts > 1 ? `The columns were lost; ${story.layouts} ways to put them back were run.` : null;
  return [
    list('What it rests on', why),
    list('Taken for granted', assumptions),
    list('Not understood', [...unknown, ...settling]),
    list('What would help, and what would not', fixes),
    h(
      'p.aside.search',
      withLineLinks(story.drawnOrder, canJump),
      ' ',
      story.explored,
      layouts === null ? null : ` ${layouts}`,
    ),
  ];
}

function readingDetails(story: Story, canJump: boolean): Element | null {
  const rows = story.steps.flatMap(({ line, lane, text, reading }) => {
    if (reading === null) return [];
    const cells = [
      lineLink(line, canJump),
      story.lanes[lane] ?? '',
      h('code', text),
      reading.op,
      reading.object,
      reading.by,
    ];
    return [h('tr', ...cells.map((cell) => h('td', cell)))];
  });
  if (rows.length === 0) return null;
  const heads = ['Line', 'Lane', 'Text', 'Does', 'To', 'Understood by'];
  const head = h('tr', ...heads.map((name) => withAttributes('th', { scope: 'col' }, name)));
  const attributes = { tabindex: '0', role: 'region', 'aria-label': 'How each step was understood' };
  return details(
    'How each step was understood',
    withAttributes('div.scroll', attributes, h('table.reading', h('thead', head), h('tbody', ...rows))),
  );
}

export const label = (word: string, tone: string, title = ''): Element =>
  withAttributes(`span.label.tone-${tone}`, title === '' ? {} : { title }, word);

function list(title: string, items: readonly Element[]): Element | null {
  return items.length === 0 ? null : h('div', h('h4', title), h('ul', ...items));
}

export const details = (title: string, ...children: readonly Child[]): Element =>
  h('details', h('summary', title), ...children);
