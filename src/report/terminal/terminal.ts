import pc from 'picocolors';
import type { JudgedClaim, JudgedMessage, Report, ScenarioVerdict } from '../../judge/types.ts';
import { problemLine } from '../../problem-texts.ts';
import { problemsOf } from '../story/problems.ts';
import { span } from '../story/sentences.ts';
import { storyOfDiagram, storyOfScenario } from '../story/story.ts';
import { CLAIM_TONES, CLAIM_WORDS, POLARITY_WORDS } from '../story/words.ts';
import { harmless } from '../text/harmless.ts';
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
  return `${[...head, ...drawingLines(storyOfScenario(judged), '', page)].join('\n')}\n`;
}

function messageLines({ message, diagrams, claims }: JudgedMessage, page: Page): string[] {
  const subject = harmless(message.subject ?? '') || harmless(message.source);
  const about = [message.from, message.date, message.messageId].map((part) => harmless(part ?? '')).filter(Boolean);
  const out = [...page.text(subject, 0).map(page.strong), ...page.text(about.join(' · '), 0).map(page.faint)];
  if (diagrams.length === 0) out.push('', ...page.text('No drawing was found in this mail.', 0));
  for (const diagram of diagrams) {
    out.push('', ...drawingLines(storyOfDiagram(diagram), span(diagram.diagram.lines), page));
  }
  if (claims.length > 0) out.push('', page.strong('What the author says'));
  for (const claim of claims) out.push(...claimLines(claim, page));
  return out;
}

function claimLines({ claim, verdict, reason }: JudgedClaim, page: Page): string[] {
  const hedge = harmless(claim.hedge);
  const said = `${POLARITY_WORDS[claim.polarity]} ${CLAIM_WORDS[claim.type]}${hedge === '' ? '' : ` ("${hedge}")`}`;
  const because = harmless(reason);
  return [
    ...page.labelled(verdict, CLAIM_TONES[verdict], `line ${claim.line}, ${said}:`),
    ...page.text(`"${harmless(claim.text)}"`, 4, 3),
    ...(because === '' ? [] : page.text(because, 4).map(page.faint)),
  ];
}
