import type { Diagram, Failure } from '../extract/types.ts';
import type { JudgedMessage } from '../judge/types.ts';
import { printRace } from '../scenario/index.ts';
import type { Scenario } from '../scenario/types.ts';
import type { Move } from '../sim/types.ts';

/** The scenario of each drawing as `.race` text; where there are several, each below a comment that says which it is. */
export function explainScenarios(messages: readonly JudgedMessage[]): string {
  const drawings = messages.flatMap(({ message, diagrams }) => diagrams.map((drawing) => ({ message, ...drawing })));
  if (drawings.length === 1) return drawings.map(({ judged }) => printRace(judged.scenario)).join('');
  return drawings
    .map(({ message, diagram, judged }) => `# ${place(message.source, diagram)}\n${printRace(judged.scenario)}`)
    .join('\n');
}

/** How each cell was understood: line, lane, text, op, object, rule. */
export function explainSteps(messages: readonly JudgedMessage[]): string {
  const tables = messages.flatMap(({ message, diagrams }) =>
    diagrams.map(({ diagram }) => {
      const rows = diagram.steps.map(({ line, lane, text, op, object, rule }) => [
        String(line),
        diagram.lanes[lane] || `lane ${lane}`,
        text,
        op,
        object ?? '-',
        rule ?? 'not understood',
      ]);
      return `${place(message.source, diagram)}\n${table([['line', 'lane', 'text', 'op', 'object', 'rule'], ...rows])}`;
    }),
  );
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

function place(source: string, { lines, notation }: Diagram): string {
  return `${source}, lines ${lines[0]} to ${lines[1]} (${notation})`;
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
