import type { Failure } from '../extract/types.ts';
import type { JudgedDiagram, JudgedMessage } from '../judge/types.ts';
import { printRace } from '../scenario/index.ts';
import type { Scenario } from '../scenario/types.ts';
import type { Move } from '../sim/types.ts';
import { table } from './table.ts';

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

/** Which drawing it is, where it stands and how it is written. */
export function title({ number, source, diagram }: Drawing): string {
  const { lines, notation } = diagram;
  return `drawing ${number}: ${source}, lines ${lines[0]} to ${lines[1]} (${notation})`.replace(/\p{Cc}/gu, '\ufffd');
}
