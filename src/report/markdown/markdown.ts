import type { BlockContent, Root, RootContent } from 'mdast';
import type { JudgedClaim, JudgedMessage, Report, ScenarioVerdict } from '../../judge/types.ts';
import { problemLine } from '../../problem-texts.ts';
import { problemsOf } from '../story/problems.ts';
import { dateWords, span } from '../story/sentences.ts';
import { storyOfDiagram, storyOfScenario } from '../story/story.ts';
import { CLAIM_WORDS, POLARITY_WORDS } from '../story/words.ts';
import { harmless } from '../text/harmless.ts';
import { drawingSections } from './drawing.ts';
import { bullets, heading, paragraph, strong, table } from './nodes.ts';
import { print } from './print.ts';

/** The report as a Markdown tree, printed by remark, so that whatever a mail holds stays text. */
export function markdownReport(report: Report): string {
  return print(reportTree(report).children);
}

/** The verdict of a `.race` file as Markdown. */
export function markdownScenario(judged: ScenarioVerdict): string {
  const story = storyOfScenario(judged);
  const from = judged.scenario.from === null ? [] : [paragraph(`From ${judged.scenario.from}`)];
  return print([
    heading(1, judged.scenario.title || 'Scenario'),
    ...from,
    heading(2, verdictWords(story.verdict, story.failure)),
    ...drawingSections(story),
  ]);
}

/** @returns the mdast tree, for who wants another form of it (HTML) */
export function reportTree(report: Report): Root {
  const children: RootContent[] = [];
  if (report.messages.length > 1) children.push(...overview(report.messages));
  for (const message of report.messages) children.push(...messageSections(message));
  if (report.messages.length === 0) children.push(paragraph('There was no mail to judge.'));
  const problems = problemsOf(report);
  if (problems.length > 0) {
    children.push(heading(1, 'Problems'), bullets(problems.map((problem) => [paragraph(problemLine(problem))])));
  }
  return { type: 'root', children };
}

const subjectOf = ({ message }: JudgedMessage): string => harmless(message.subject ?? '') || message.source;
const verdictWords = (verdict: string, failure: string | null): string =>
  failure === null ? verdict : `${verdict} (${failure})`;

function overview(messages: readonly JudgedMessage[]): RootContent[] {
  const rows = messages.flatMap((judged) => {
    const subject = subjectOf(judged);
    if (judged.diagrams.length === 0) return [[subject, 'none', '']];
    return judged.diagrams.map(({ diagram, judged: { verdict, failure } }) => {
      return [subject, span(diagram.lines), verdictWords(verdict, failure)];
    });
  });
  return [heading(1, 'Overview'), table(['Mail', 'Drawing', 'Verdict'], rows)];
}

function messageSections(judged: JudgedMessage): RootContent[] {
  const { message, diagrams, claims } = judged;
  const about = [message.from, dateWords(message.date ?? ''), message.messageId, message.source].map((part) =>
    harmless(part ?? ''),
  );
  const out: RootContent[] = [
    heading(1, subjectOf(judged)),
    paragraph(about.filter((part) => part !== '').join(' · ')),
  ];
  if (diagrams.length === 0) out.push(paragraph('No drawing was found in this mail.'));
  diagrams.forEach((diagram, index) => {
    const story = storyOfDiagram(diagram);
    const title = `Drawing ${index + 1}, ${span(diagram.diagram.lines)}: `;
    out.push(heading(2, title, verdictWords(story.verdict, story.failure)), ...drawingSections(story));
  });
  if (claims.length > 0) out.push(heading(2, 'What the author says'), bullets(claims.map(claimItem)));
  return out;
}

/** **supported**, line 22: says that a change does not help ("I think"), of drawing 1 / the sentence / the reason */
function claimItem({ claim, verdict, reason }: JudgedClaim): BlockContent[] {
  const hedge = harmless(claim.hedge);
  const said = `${POLARITY_WORDS[claim.polarity]} ${CLAIM_WORDS[claim.type]}`;
  const words = `, line ${claim.line}: ${said}${hedge === '' ? '' : `, hedged by "${hedge}"`}`;
  const about = claim.about === null ? '' : `, about drawing ${claim.about + 1}`;
  return [
    paragraph(strong(verdict), words + about),
    { type: 'blockquote', children: [paragraph(claim.text)] },
    ...(harmless(reason) === '' ? [] : [paragraph(reason)]),
  ];
}
