import { expressionText, statementText } from '../paths/texts.ts';
import type { InitialValue, LitmusStatement, LitmusTest, LitmusThread } from '../types.ts';
import { conditionText, observableText, propositionText } from './conditions.ts';

/**
 * The text of a test as herd7 and `readLitmus` read it. Registers are declared at the head of their thread; what stands in the test
 * twice as an expression stands in the text twice.
 */
export function printLitmus(test: LitmusTest): string {
  const { name, initial, threads, locations, filter } = test;
  return [
    `C ${name}`,
    '',
    '{',
    ...initial.map((value) => `\t${initialText(value)};`),
    '}',
    ...threads.flatMap((thread, index) => ['', ...threadLines(thread, index)]),
    '',
    ...(locations.length === 0 ? [] : [`locations [${locations.map(locationText).join('; ')}]`]),
    ...(filter === null ? [] : [`filter (${propositionText(filter)})`]),
    conditionText(test),
    '',
  ].join('\n');
}

const locationText = (of: LitmusTest['locations'][number]): string =>
  of.is === 'location' ? of.name : observableText(of);

function initialText({ of, value, type }: InitialValue): string {
  const text = typeof value === 'number' ? String(value) : `&${value.addressOf}`;
  const isPointer = typeof value !== 'number';
  if (of.is === 'register') return `${of.thread}:${of.name} = ${typeof value === 'number' ? text : value.addressOf}`;
  if (type !== undefined && /^(?:spinlock_t|struct)/.test(type)) return `${type} ${of.name}`;
  if (type?.startsWith('atomic')) return `${type} ${of.name} = ATOMIC_INIT(${text})`;
  return `${type ?? (isPointer ? 'int *' : 'int')} ${of.name} = ${text}`.replace('* ', '*');
}

function threadLines({ parameters, body }: LitmusThread, index: number): string[] {
  const list = parameters.map(({ type, name }) => `${type}${type.endsWith('*') ? '' : ' '}${name}`).join(', ');
  const registers = [...new Map(registersOf(body).map((each) => [each.register, each.value]))];
  return [
    `P${index}(${list})`,
    '{',
    ...registers.map(([register, value]) => `\tint ${isAddress(value) ? '*' : ''}${register};`),
    ...(registers.length === 0 ? [] : ['']),
    ...body.flatMap((statement) => statementLines(statement, 1)),
    '}',
  ];
}

type Assigned = Extract<LitmusStatement, { is: 'assign' }>;

/** The assignments to registers in a body, in their order. */
function registersOf(body: readonly LitmusStatement[]): Assigned[] {
  return body.flatMap((statement) => {
    if (statement.is === 'assign') return [statement];
    return statement.is === 'if' ? [...registersOf(statement.body), ...registersOf(statement.otherwise)] : [];
  });
}

/** `y`, `y + (r1 ^ r1)` */
function isAddress(value: Assigned['value']): boolean {
  return value.is === 'address' || (value.is === 'operation' && value.operands[0]?.is === 'address');
}

function statementLines(statement: LitmusStatement, depth: number): string[] {
  const indent = '\t'.repeat(depth);
  if (statement.is !== 'if') return [`${indent}${statementText(statement)};`];
  const { condition, body, otherwise } = statement;
  const block = (statements: readonly LitmusStatement[]) =>
    statements.flatMap((each) => statementLines(each, depth + 1));
  return [
    `${indent}if (${expressionText(condition)}) {`,
    ...block(body),
    ...(otherwise.length === 0 ? [] : [`${indent}} else {`, ...block(otherwise)]),
    `${indent}}`,
  ];
}
