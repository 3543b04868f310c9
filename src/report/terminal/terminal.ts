import pc from 'picocolors';
import type { JudgedMessage, Report, ScenarioVerdict } from '../../judge/types.ts';
import { problemLine } from '../../problem-texts.ts';
import { problemsOf } from '../story/problems.ts';
import { dateWords, span } from '../story/sentences.ts';
import { storyOfDiagram, storyOfScenario } from '../story/story.ts';
import { VERDICT_TONES } from '../story/words.ts';
import { harmless } from '../text/harmless.ts';
import { claimSection } from './claims.ts';
import { drawingLines } from './drawing.ts';
import { type Page, pageOf } from './page.ts';

export type TerminalOptions = {
  readonly colour: boolean;
  /** Columns of the terminal. */
  readonly width: number;
};

/** The report for a terminal: plain lines; the only escape sequences in it are our own colours, and those only if asked for. */
export function renderTerminal(report: Report, options: TerminalOptions): string {
  const page = pageOf(options, pc.createColors(options.colour));
  const parts = report.messages.map((message) => messageLines(message, page));
  if (report.messages.length > 1) parts.push(overviewLines(report.messages, page));
  if (report.messages.length === 0) parts.push(page.text('There was no mail to judge.', 0));
  const problems = problemsOf(report);
  if (problems.length > 0) {
    parts.push([
      page.strong('Problems'),
      ...problems.flatMap((problem) => page.text(harmless(problemLine(problem)), 2)),
    ]);
  }
  return `${parts.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

/** The verdict of a `.race` file for a terminal. */
export function renderScenarioTerminal(judged: ScenarioVerdict, options: TerminalOptions): string {
  const page = pageOf(options, pc.createColors(options.colour));
  const title = harmless(judged.scenario.title);
  const head = title === '' ? [] : [...page.text(title, 0).map(page.strong), ''];
  return `${[...head, ...drawingLines(storyOfScenario(judged, 'lines'), '', page)].join('\n')}\n`;
}

function messageLines(judged: JudgedMessage, page: Page): string[] {
  const { message, diagrams } = judged;
  const subject = harmless(message.subject ?? '') || harmless(message.source);
  const about = [message.from, dateWords(message.date ?? ''), message.messageId];
  const from = about.map((part) => harmless(part ?? '')).filter(Boolean);
  const out = [...page.text(subject, 0).map(page.strong), ...page.text(from.join(' · '), 0).map(page.faint)];
  if (diagrams.length === 0) out.push('', ...page.text('No drawing was found in this mail.', 0));
  for (const diagram of diagrams) {
    out.push('', ...drawingLines(storyOfDiagram(diagram, 'lines'), span(diagram.diagram.lines), page));
  }
  return [...out, ...claimSection(judged, page)];
}

/** Many mails: what came of each, in a line, so that nobody has to scroll for it. */
function overviewLines(messages: readonly JudgedMessage[], page: Page): string[] {
  const lines = messages.flatMap(({ message, diagrams }) => {
    const name = harmless(message.source);
    if (diagrams.length === 0) return page.labelled('no drawing', 'quiet', name);
    return diagrams.flatMap(({ diagram, judged: { verdict, failure } }) => {
      const what = `${name}, ${span(diagram.lines)}${failure === null ? '' : `: ${failure}`}`;
      return page.labelled(verdict, VERDICT_TONES[verdict], what);
    });
  });
  return [page.strong('Overview'), ...lines];
}
