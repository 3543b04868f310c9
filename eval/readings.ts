import type { DiagramJson, MessageJson, ReportJson } from '../src/report/json/schema.ts';

/** Numbers of the messages in unlabelled.mbox that hold no drawing, with what they hold instead, as a person read them. */
type WithoutDrawing = Readonly<Record<string, string>>;

/** How much is found, understood and decided in mails with a drawing; `ofDrawn` leaves out those that hold none after all. */
export function coverage(
  { messages }: ReportJson,
  without: WithoutDrawing,
): { found: number; ofDrawn: number; understood: number; determinate: number; misses: string[] } {
  const drawings = messages.flatMap(({ diagrams }) => diagrams);
  const steps = drawings.flatMap((diagram) => diagram.steps);
  const isFound = ({ diagrams }: MessageJson) => diagrams.length > 0;
  const drawn = messages.filter(({ source }) => without[source.replace(/^.*#/, '')] === undefined);
  const understood = steps.filter((step) => step.understood).length;
  return {
    found: messages.filter(isFound).length / messages.length,
    ofDrawn: drawn.filter(isFound).length / drawn.length,
    understood: understood / steps.length,
    determinate: drawings.filter(({ verdict }) => verdict !== 'undetermined').length / drawings.length,
    misses: messages.flatMap(missesIn),
  };
}

function missesIn({ source, subject, diagrams }: MessageJson): string[] {
  const name = source.replace(/^.*\//, '');
  if (diagrams.length === 0) return [`${name}: no drawing found: ${subject}`];
  return diagrams.flatMap(({ steps }) =>
    steps.filter((step) => !step.understood).map((step) => `${name} L${step.line}: not understood: ${step.text}`),
  );
}

/** The share of messages that read the same in a copy that only looks different, and those that do not. */
export function sameReadings(original: ReportJson, copy: ReportJson): { same: number; misses: string[] } {
  const originals = new Map(original.messages.map((message) => [idOf(message), message]));
  const misses: string[] = [];
  for (const message of copy.messages) {
    const before = originals.get(idOf(message))?.diagrams ?? [];
    const difference = firstDifference(before, message.diagrams);
    if (difference !== null) misses.push(`${idOf(message)}: ${difference}`);
  }
  return { same: 1 - misses.length / copy.messages.length, misses };
}

const idOf = ({ source }: MessageJson): string => source.replace(/^.*\//, '').replace(/\.eml$/, '');

function firstDifference(before: readonly DiagramJson[], after: readonly DiagramJson[]): string | null {
  const [was, is] = [before.flatMap(readingOf), after.flatMap(readingOf)];
  const at = was.findIndex((line, index) => line !== is[index]);
  if (at >= 0) return `"${was[at]}" reads "${is[at] ?? 'nothing'}"`;
  return is.length > was.length ? `"${is[was.length]}" is new` : null;
}

/** A drawing's lanes, and a line for each step. */
const readingOf = ({ lanes, steps }: DiagramJson): string[] => [
  `lanes ${lanes.join(' | ')}`,
  ...steps.map(({ line, lane, text, op, object }) => `L${line} ${lane} ${text} ${op} ${object ?? '-'}`),
];
