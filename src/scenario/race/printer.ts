import type { Assumption, Declaration, Expression, Goal, Lane, Scenario, Unknown } from '../types.ts';
import { printExpression, printName, printWord } from './expressions.ts';
import { KEYWORDS } from './keywords.ts';
import { isPrintable, printCellText, quoted } from './quotes.ts';
import { printStatements } from './statements.ts';

const TEXT_COLUMN = 52;
const DRAWN_WIDTH = 100;

/** Prints a scenario as `.race` text. Reading the text gives the same scenario. */
export function printRace(scenario: Scenario): string {
  const blocks = [
    [`scenario ${quote(scenario.title)}${scenario.from === null ? '' : ` from ${quoteId(scenario.from)}`}`],
    scenario.declarations.map(printDeclaration),
    scenario.assumptions.map(printAssumption),
    scenario.unknown.map(printUnknown),
    ...scenario.lanes.map(printLane),
    scenario.goals.map(printGoal),
    printDrawn(scenario.drawn),
  ];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function printDeclaration({ kind, name, values, options }: Declaration): string {
  const initial =
    values.length === 0
      ? ''
      : values.length === 1
        ? ` = ${values.map((value) => printExpression(value))}`
        : ` in ${values.map((value) => printExpression(value)).join(', ')}`;
  const words = options.map(({ word, value }) => ` ${printWord(word)}${printOptionValue(value)}`);
  const head = KEYWORDS.has(kind) ? quoted(kind, '`') : printWord(kind);
  return `${head} ${printName(name)}${initial}${words.join('')}`;
}

/** A number, or anything else in parentheses. */
function printOptionValue(value: Expression | null): string {
  if (value === null) return '';
  const text = printExpression(value);
  return value.is === 'number' && value.value >= 0 ? ` ${text}` : ` (${text})`;
}

function printAssumption({ text, line, basis }: Assumption): string {
  return `assume ${quote(text)}${printLine(line)} ${basis}`;
}

function printUnknown({ step, line, why, relevant, unmodelled, ordersLess }: Unknown): string {
  const weight = relevant ? (unmodelled ? 'unmodelled' : 'relevant') : `irrelevant${unmodelled ? ' unmodelled' : ''}`;
  return `unknown ${step}${printLine(line)} ${weight}${ordersLess ? ' unordered' : ''} ${quote(why)}`;
}

function printLane(lane: Lane): string[] {
  const title = lane.title === null ? '' : ` ${quote(lane.title)}`;
  const head = `lane ${quote(lane.name, true)}${title}${lane.implied ? ' implied' : ''}${printPlacement(lane)}`;
  const width = lane.steps.reduce((widest, step) => Math.max(widest, step.id.length), 0);
  const steps = lane.steps.map(({ id, statements, text }) => {
    const line = `  ${id.padEnd(width)} ${printStatements(statements)}`;
    return text === '' ? line : `${line.padEnd(TEXT_COLUMN)} # ${printCellText(text)}`;
  });
  return [head, ...steps];
}

function printPlacement({ on }: Lane): string {
  if (on === undefined) return '';
  return ` on ${quote(on.cpu, true)}${on.context === 'task' ? '' : ` ${on.context}`}`;
}

function printGoal({ failure, step, when, line, basis, told }: Goal): string {
  const place = `${step === null ? '' : ` at ${step}`}${when === undefined ? '' : ` when ${printExpression(when)}`}`;
  return `look for ${failure}${place}${printLine(line)} ${basis}${told ? ' told' : ''}`;
}

function printDrawn(ids: readonly string[]): string[] {
  const lines: string[] = [];
  for (const id of ids) {
    const last = lines.at(-1);
    if (last === undefined || last.length + id.length >= DRAWN_WIDTH) lines.push(`drawn ${id}`);
    else lines[lines.length - 1] = `${last} ${id}`;
  }
  return lines;
}

function printLine(line: number | null): string {
  return line === null ? '' : ` line ${line}`;
}

/** In double quotes; a lane's name stands bare where it is one word. */
function quote(text: string, bareWhereSimple = false): string {
  if (bareWhereSimple && /^[A-Za-z_]\w*$/.test(text)) return text;
  return quoted(text, '"');
}

/** A Message-ID as mails write it; anything else in quotes. */
function quoteId(id: string): string {
  return /^<[^\s<>]+>$/.test(id) && isPrintable(id) ? id : quote(id);
}
