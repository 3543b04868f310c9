import { CLAIM_TONES, CLAIM_WORDS, POLARITY_WORDS } from '../../src/report/story/words.ts';
import type { PageClaim, PageReport } from '../types.ts';
import { drawingView, label } from './drawing.ts';
import { type Element, h, withAttributes, withLineLinks } from './element.ts';

/** What became of a pasted text. `editor` makes the place where a drawing's scenario can be changed; it is no plain data. */
export function reportView(report: PageReport): Element {
  const canJump = report.offset !== null;
  const many = report.drawings.length > 1;
  return h(
    'article.report',
    report.title === '' ? null : h('h2', report.title),
    report.about.length === 0 ? null : h('p.about', report.about.join(' · ')),
    ...report.notices.map((notice) => h('p.notice', notice)),
    report.drawings.length === 0 ? nothingFound() : null,
    ...report.drawings.flatMap((drawing, index) => [
      drawingView(drawing, many ? index + 1 : null, canJump),
      // The page puts the editor of this drawing's scenario here.
      withAttributes('div.editor-place', { 'data-drawing': String(index) }),
    ]),
    report.claims.length === 0 ? null : claimsView(report.claims, many, canJump),
  );
}

function nothingFound(): Element {
  return h(
    'div.nothing',
    h('p', 'No drawing was found in this text.'),
    h('p.aside', 'A drawing has one column a CPU, with a label above each (CPU0, Thread 1, T1 …), and one step a row.'),
  );
}

function claimsView(claims: readonly PageClaim[], many: boolean, canJump: boolean): Element {
  return h(
    'section.claims',
    h('h3', 'What the author says'),
    h('ul', ...claims.map((claim) => claimView(claim, many, canJump))),
  );
}

function claimView(claim: PageClaim, many: boolean, canJump: boolean): Element {
  const { line, drawing, type, polarity, hedge, text, verdict, reason } = claim;
  const hedged = hedge === '' ? '' : ` (“${hedge}”)`;
  const about = many && drawing !== null ? `, of drawing ${drawing}` : '';
  const said = `${POLARITY_WORDS[polarity]} ${CLAIM_WORDS[type]}${hedged}${about}`;
  return h(
    'li',
    label(verdict, CLAIM_TONES[verdict]),
    withLineLinks(`line ${line} `, canJump),
    said,
    h('blockquote', text),
    reason === '' ? null : h('p.aside', withLineLinks(reason, canJump)),
  );
}

export function problemsView(problems: readonly string[]): Element {
  return withAttributes('div.problems', { role: 'alert' }, h('ul', ...problems.map((problem) => h('li', problem))));
}

/** "1 drawing: reproduces. 7 statements, 5 supported. 23 ms." */
export function summaryLine(report: PageReport, time: number): string {
  const { drawings, claims } = report;
  const verdicts = drawings.map(({ story }) => story.verdict).join(', ');
  const drawn = drawings.length === 0 ? 'No drawing.' : `${counted(drawings.length, 'drawing')}: ${verdicts}.`;
  const supported = claims.filter(({ verdict }) => verdict === 'supported').length;
  const said = claims.length === 0 ? '' : ` ${counted(claims.length, 'statement')}, ${supported} supported.`;
  return `${drawn}${said} ${Math.max(1, Math.round(time))} ms.`;
}

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
