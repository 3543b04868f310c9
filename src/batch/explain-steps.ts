import type { Diagram, Step } from '../extract/types.ts';
import { effectWords } from './effect-words.ts';
import { type Drawing, title } from './explain.ts';
import { table } from './table.ts';

const HEADER = ['place', 'lane', 'text', 'op', 'object', 'rule', 'does'];
/** Texts, effects, objects and lanes may be cut where a terminal ends; places, ops and rules are what one looks for. */
const YIELDING = [2, 6, 4, 1];

/**
 * How each cell of the drawings was read: its place, the text at its depth, op and object, the row that knew it, and what the
 * scenario will hear of it. Above them what was found about the drawing as a whole.
 * @param width columns of the terminal; null: nothing is cut
 */
export function explainSteps(drawings: readonly Drawing[], width: number | null = null): string {
  const parts = drawings.map((drawing) => {
    const { diagram } = drawing;
    const rows = diagram.steps.map((step) => stepRow(step, diagram));
    return `${title(drawing)}\n${factLines(diagram)}${table([HEADER, ...rows], width, YIELDING)}`;
  });
  return parts.join('\n');
}

function stepRow(step: Step, diagram: Diagram): string[] {
  const { id, lane, task, text, annotations, depth, op, object, understood, complete, rule, effects, failure } = step;
  const does = `${effectWords(effects, complete)}${failure === null ? '' : ` => ${failure}`}`.trim();
  return [
    id,
    `${diagram.lanes[lane] || `lane ${lane}`}${task === null ? '' : ` (${task})`}`,
    `${'  '.repeat(Math.min(depth, 12))}${[text, ...annotations].join(' ')}`.replace(/(\S)\s+/gu, '$1 '),
    op,
    object ?? '-',
    understood ? (rule ?? '-') : ['not understood', ...(rule === null ? [] : [`(${rule})`])].join(' '),
    does,
  ];
}

/** Kind and lanes in one line, and a line for each thing that is not as usual. */
function factLines({ kind, lanes, quoted, chain, alternatives, mentions, doubts, steps }: Diagram): string {
  const named = lanes.map((lane, index) => lane || `lane ${index}`).join(' | ');
  const facts = [`${kind}; lanes ${named}${quoted === 0 ? '' : `; quoted ${quoted} deep`}`];
  if (chain.length > 0) facts.push(`chain ${chain.join(' --> ')}`);
  if (alternatives.length > 0) facts.push(`${alternatives.length} other ways to give the steps to lanes`);
  for (const { failure, line, from, denied } of mentions) {
    // a cell's own is printed beside it
    if (
      from !== 'cell' ||
      !steps.some((step) => step.failure === failure && step.lines[0] <= line && line <= step.lines[1])
    ) {
      const place = from === 'subject' ? '' : `line ${line}: `;
      facts.push(`${place}the ${from} ${denied ? 'denies' : 'names'} ${failure}`);
    }
  }
  for (const { line, why } of doubts) facts.push(`line ${line}: ${why}`);
  return facts.map((fact) => `  ${fact.replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ')}\n`).join('');
}
