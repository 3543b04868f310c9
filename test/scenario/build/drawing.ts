import { extractMessage } from '../../../src/extract/index.ts';
import type { Diagram } from '../../../src/extract/types.ts';
import type { Message } from '../../../src/ingest/types.ts';
import { buildScenario } from '../../../src/scenario/index.ts';
import { printExpression } from '../../../src/scenario/race/expressions.ts';
import { printStatements } from '../../../src/scenario/race/statements.ts';
import type { Scenario } from '../../../src/scenario/types.ts';

/** A mail with this body. A line break in front of the text is dropped, so that its first line is line 1. */
export function drawing(text: string, subject: string | null = null): Message {
  return {
    source: 'test.eml',
    messageId: '<test@example.org>',
    subject,
    from: 'Tester <tester@example.org>',
    date: null,
    inReplyTo: null,
    references: [],
    lines: text.replace(/^\n/, '').split('\n'),
    problems: [],
  };
}

/** The only drawing of the mail. */
export function diagramOf(message: Message): Diagram {
  const { diagrams } = extractMessage(message);
  const [diagram] = diagrams;
  if (diagram === undefined || diagrams.length > 1)
    throw new Error(`${diagrams.length} drawings in\n${message.lines.join('\n')}`);
  return diagram;
}

/** The scenario of the only drawing in the text. */
export function build(text: string, subject: string | null = null): Scenario {
  const message = drawing(text, subject);
  return buildScenario(diagramOf(message), { title: subject ?? '', messageId: message.messageId });
}

/** One row a step, in drawn order: its lane and its cell. */
export type Row = readonly [lane: number, text: string];

/** A drawing in columns. */
export function columns(labels: readonly string[], rows: readonly Row[]): string {
  const width = Math.max(...labels.map((each) => each.length), ...rows.map(([, text]) => text.length)) + 4;
  const head = labels
    .map((label) => label.padEnd(width))
    .join('')
    .trimEnd();
  return [head, ...rows.map(([lane, text]) => ' '.repeat(width * lane) + text)].join('\n');
}

/** What a lane does, one string an atomic step, as `.race` texts print it; steps that do nothing are left out. */
export function programOf(scenario: Scenario, lane: number | string): string[] {
  const found = scenario.lanes.find((each, index) => each.name === lane || index === lane);
  return (found?.steps ?? [])
    .filter((step) => step.statements.length > 0)
    .map((step) => printStatements(step.statements));
}

/** Initial values of a declaration; undefined where there is none of that name. */
export function startsAs(scenario: Scenario, name: string): string[] | undefined {
  const found = scenario.declarations.find((each) => each.name === name);
  return found?.values.map((value) => printExpression(value));
}

export const assumed = (scenario: Scenario) => scenario.assumptions.map(({ text }) => text);
export const goals = (scenario: Scenario) => scenario.goals.map(({ failure, basis }) => `${failure} ${basis}`);
/** Lines that bar both verdicts, and those that bar a refutation only. */
export const unmodelled = (scenario: Scenario) =>
  scenario.unknown.filter((each) => each.unmodelled).map(({ line }) => line);
export const relevant = (scenario: Scenario) =>
  scenario.unknown.filter((each) => each.relevant && !each.unmodelled).map(({ line }) => line);
