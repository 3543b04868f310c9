import type { Failure } from '../extract/types.ts';
import type { JudgedDiagram, JudgedMessage } from '../judge/types.ts';
import { printRace } from '../scenario/index.ts';
import type { Scenario } from '../scenario/types.ts';
import type { Move } from '../sim/types.ts';

/** A drawing with the message that it stands in, in the order of the mail; a number picks one, from 1. */
export type Drawing = JudgedDiagram & { readonly number: number; readonly source: string };

/** The drawings of all messages; `only` is the number of the one that is wanted, null where all are. */
export function drawingsOf(messages: readonly JudgedMessage[], only: number | null): readonly Drawing[] {
  return messages
    .flatMap(({ message, diagrams }) => diagrams.map((drawing) => ({ ...drawing, source: message.source })))
    .map((drawing, index) => ({ ...drawing, number: index + 1 }))
    .filter(({ number }) => only === null || number === only);
}

/** The scenario of each drawing as `.race` text; where there are several, each below a comment that says which it is. */
export function explainScenarios(drawings: readonly Drawing[]): string {
  if (drawings.length === 1) return drawings.map(({ judged }) => printRace(judged.scenario)).join('');
  return drawings.map((drawing) => `# ${title(drawing)}\n${printRace(drawing.judged.scenario)}`).join('\n');
}

/** How each cell was understood: line, lane, text, op, object, rule. */
export function explainSteps(drawings: readonly Drawing[]): string {
  const tables = drawings.map((drawing) => {
    const { steps, lanes } = drawing.diagram;
    const rows = steps.map(({ line, lane, text, op, object, rule }) => {
      return [String(line), lanes[lane] || `lane ${lane}`, text, op, object ?? '-', rule ?? 'not understood'];
    });
    return `${title(drawing)}\n${table([['line', 'lane', 'text', 'op', 'object', 'rule'], ...rows])}`;
  });
  return tables.join('\n');
}

/** One execution, a step a line: number, lane, step, text, what changed; at the end the failure that it shows. */
export function explainMoves(scenario: Scenario, moves: readonly Move[], failure: Failure | null): string {
  const steps = table(
    moves.map(({ lane, step, text, changes }, index) => [
      String(index + 1),
      scenario.lanes[lane]?.name ?? `lane ${lane}`,
      step,
      text,
      changes.join(', '),
    ]),
  );
  return `${steps}${failure === null ? 'no failure' : failure}\n`;
}

function title({ number, source, diagram }: Drawing): string {
  const { lines, notation } = diagram;
  return `drawing ${number}: ${source}, lines ${lines[0]} to ${lines[1]} (${notation})`.replace(/\p{Cc}/gu, '\ufffd');
}

/** Columns as wide as their widest cell, two spaces between, none at the end of a line. */
function table(rows: readonly (readonly string[])[]): string {
  const clean = rows.map((row) => row.map((cell) => cell.replace(/[\s\p{Cc}]+/gu, ' ')));
  const widths: number[] = [];
  for (const row of clean) {
    for (const [column, cell] of row.entries()) widths[column] = Math.max(widths[column] ?? 0, cell.length);
  }
  const lines = clean.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return lines.map((line) => `${line}\n`).join('');
}
