import { extractMessage } from '../src/extract/index.ts';
import { judgeMessage, judgeScenario } from '../src/judge/index.ts';
import type { JudgedClaim, JudgedMessage } from '../src/judge/types.ts';
import { problemMessage } from '../src/problem-texts.ts';
import type { Problem } from '../src/problems.ts';
import { renderScenarioTerminal, renderTerminal } from '../src/report/index.ts';
import { dateWords, span } from '../src/report/story/sentences.ts';
import { storyOfDiagram, storyOfScenario } from '../src/report/story/story.ts';
import { harmless } from '../src/report/text/harmless.ts';
import { printRace, readRace } from '../src/scenario/index.ts';
import { scenarioProblems } from '../src/sim/index.ts';
import type { Bounds } from '../src/sim/types.ts';
import { readMailText } from './mail-text.ts';
import type { Answer, Ask, PageClaim, PageReport } from './types.ts';

/** A page answers while somebody waits, so it gives up sooner than the command line. */
const BOUNDS: Bounds = { states: 200_000, steps: 10_000, memory: 128 << 20, time: 4_000 };
const PLAIN = { colour: false, width: 90 };
const SOURCE = 'pasted text';

/** Judges what was pasted: a mail, or a `.race` text. Never throws. */
export function answer(ask: Ask): Answer {
  const begin = performance.now();
  return { id: ask.id, result: judge(ask), time: performance.now() - begin };
}

function judge({ is, text }: Ask): Answer['result'] {
  try {
    return is === 'race' || isRace(text) ? judgeRace(text) : { report: judgeMail(text) };
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return { problems: [harmless(problemMessage({ code: 'internal', detail }))] };
  }
}

/** Whether this is a scenario and no mail: `scenario "…"` is its first line that is no comment. */
export function isRace(text: string): boolean {
  const first = text.split('\n', 200).find((line) => line.trim() !== '' && !line.trim().startsWith('#'));
  return /^\s*scenario\s+"/.test(first ?? '');
}

/** @returns the report of a pasted mail */
export function judgeMail(text: string): PageReport {
  const { lines, offset, notices, ...head } = readMailText(text);
  const message = { source: SOURCE, ...head, inReplyTo: null, references: [], lines, problems: [] };
  const extraction = extractMessage({ subject: head.subject, date: head.date, lines });
  const judged = judgeMessage(message, extraction, { bounds: BOUNDS });
  const about = [head.from, dateWords(head.date ?? ''), head.messageId].map((part) => harmless(part ?? ''));
  return {
    title: harmless(head.subject ?? ''),
    about: about.filter((part) => part !== ''),
    drawings: judged.diagrams.map((drawing) => ({
      where: span(drawing.diagram.lines),
      story: storyOfDiagram(drawing, 'lines'),
      race: printRace(drawing.judged.scenario),
    })),
    claims: judged.claims.map(pageClaim),
    notices,
    offset,
    plain: plainReport(judged),
  };
}

const plainReport = (judged: JudgedMessage): string => renderTerminal({ messages: [judged], problems: [] }, PLAIN);

function pageClaim({ claim, verdict, reason }: JudgedClaim): PageClaim {
  const { line, about, type, polarity, hedge, text } = claim;
  const drawing = about === null ? null : about + 1;
  return {
    line,
    drawing,
    type,
    polarity,
    hedge: harmless(hedge),
    text: harmless(text),
    verdict,
    reason: harmless(reason),
  };
}

const placed = (problem: Problem): string =>
  `${problem.line === undefined ? '' : `line ${problem.line}: `}${problemMessage(problem)}`;

function judgeRace(text: string): Answer['result'] {
  const read = readRace(text, '');
  const problems = read.ok ? scenarioProblems(read.scenario, '') : read.problems;
  if (!read.ok || problems.length > 0) {
    return { problems: problems.map((found) => harmless(placed(found))) };
  }
  const judged = judgeScenario(read.scenario, { bounds: BOUNDS });
  const drawing = { where: '', story: storyOfScenario(judged, 'lines'), race: text };
  return {
    report: {
      ...{
        title: harmless(read.scenario.title),
        about: [],
        drawings: [drawing],
        claims: [],
        notices: [],
        offset: null,
      },
      plain: renderScenarioTerminal(judged, PLAIN),
    },
  };
}
