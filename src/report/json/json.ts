import type { JudgedClaim, JudgedDiagram, JudgedMessage, Report, ScenarioVerdict } from '../../judge/types.ts';
import { problemMessage } from '../../problem-texts.ts';
import type { Problem } from '../../problems.ts';
import { cellText } from '../story/cell.ts';
import { problemsOf } from '../story/problems.ts';
import { drawnOrderSentence, lineOf } from '../story/sentences.ts';
import { namingOf, scheduledSteps } from '../story/story.ts';
import { harmlessJson } from '../text/harmless.ts';
import { judgementJson } from './judgement.ts';
import type { ClaimJson, DiagramJson, MessageJson, ProblemJson, ReportJson, ScenarioReportJson } from './schema.ts';
import { SCHEMA_VERSION, VERSION } from './version.ts';

export type JsonOptions = {
  /** Milliseconds by name; left out, the text is the same byte for byte in every run. */
  readonly timings?: Readonly<Record<string, number>>;
  /** Spaces a level; 0 prints one line. Default 2. */
  readonly indent?: number;
};

const HEAD = { tool: 'threadjudge', version: VERSION, schemaVersion: SCHEMA_VERSION } as const;

/** The report as the JSON contract says (docs/report-json.md), with a line feed at the end. */
export function renderJson(report: Report, options: JsonOptions = {}): string {
  const json: ReportJson = {
    ...HEAD,
    errors: problemsOf(report).map((problem) => problemJson(problem)),
    messages: report.messages.map(messageJson),
    ...(options.timings === undefined ? {} : { timings: { ...options.timings } }),
  };
  return print(json, options);
}

/** The verdict of a `.race` file in the same shape: `scenario` stands for the drawing. */
export function renderScenarioJson(judged: ScenarioVerdict, options: JsonOptions = {}): string {
  const { scenario } = judged;
  const lanes = scenario.lanes.filter((lane) => !lane.implied).map((lane) => lane.name);
  const steps = scheduledSteps(scenario);
  const json: ScenarioReportJson = {
    ...HEAD,
    scenario: {
      title: scenario.title,
      from: scenario.from,
      lanes,
      steps: steps.map(({ id, lane, text }) => ({ id, line: lineOf(id), lane, text })),
      ...judgementJson(judged, lanes.length, drawnOrderSentence(judged.drawnOrder, namingOf(lanes, scenario, steps))),
    },
    ...(options.timings === undefined ? {} : { timings: { ...options.timings } }),
  };
  return print(json, options);
}

const print = (json: object, options: JsonOptions): string =>
  `${harmlessJson(JSON.stringify(json, null, options.indent ?? 2))}\n`;

/** One message of the contract, as plain data. */
export function messageJson(judged: JudgedMessage): MessageJson {
  const { message } = judged;
  return {
    source: message.source,
    messageId: message.messageId,
    subject: message.subject,
    from: message.from,
    date: message.date,
    problems: message.problems.map((problem) => problemJson(problem, message.source)),
    diagrams: judged.diagrams.map(diagramJson),
    claims: judged.claims.map(claimJson),
  };
}

function problemJson(problem: Problem, source = ''): ProblemJson {
  return {
    source: problem.source ?? source,
    code: problem.code,
    message: problemMessage(problem),
    line: problem.line ?? null,
    column: problem.column ?? null,
  };
}

function diagramJson({ diagram, judged }: JudgedDiagram): DiagramJson {
  const takesPart = partTaker(judged);
  const naming = namingOf(diagram.lanes, judged.scenario, diagram.steps);
  return {
    lines: [...diagram.lines],
    quoted: diagram.quoted,
    notation: diagram.notation,
    kind: diagram.kind,
    lanes: [...diagram.lanes],
    steps: diagram.steps.map((step) => {
      const { id, line, column, lines, lane, task, op, object, understood, complete, rule } = step;
      const read = { op, object, understood, complete, rule, relevant: takesPart(id) };
      return { id, line, column, lines: [...lines], lane, task, text: cellText(step), ...read };
    }),
    doubts: diagram.doubts.map(({ line, why }) => ({ line, why })),
    ...judgementJson(judged, diagram.lanes.length, drawnOrderSentence(judged.drawnOrder, naming)),
  };
}

/** A step is relevant where it runs in the scenario, or where it is not understood and could take part in the failure. */
function partTaker(judged: ScenarioVerdict): (id: string) => boolean {
  const taking = new Set<string>();
  for (const lane of judged.scenario.lanes) {
    for (const step of lane.steps) if (step.statements.length > 0) taking.add(step.id);
  }
  for (const { step, relevant } of judged.unknown) {
    if (relevant) taking.add(step);
    else taking.delete(step);
  }
  return (id) => taking.has(id);
}

function claimJson({ claim, verdict, reason }: JudgedClaim): ClaimJson {
  const { line, lines, text, type, polarity, hedge, about } = claim;
  return { line, lines: [...lines], text, type, polarity, hedge, about, verdict, reason };
}
