import { type Problem, ProblemError } from '../../../problems.ts';
import type { Condition, LitmusTest, LitmusThread, Observable, Parameter } from '../types.ts';
import { readCondition, readObservable, readQuantifier } from './conditions.ts';
import { Cursor } from './cursor.ts';
import { readInitialState } from './initial.ts';
import { lex } from './lexer.ts';
import { LITMUS_LIMITS } from './limits.ts';
import { readBody } from './statements.ts';

export type ReadLitmus =
  | { readonly ok: true; readonly test: LitmusTest }
  | { readonly ok: false; readonly problem: Problem };

/**
 * Reads a litmus test in the C format of herd7 ("C NAME", an initial state in braces, threads P0(…) {…}, `locations`, `filter`, and
 * `exists`, `~exists` or `forall`). Never throws: the first thing that is wrong, not supported or beyond a limit comes back as a problem
 * with line and column. Source of the format: the documentation of herd7, and tools/memory-model/Documentation/litmus-tests.txt of the
 * kernel.
 * @param source the input as the user named it, for problems
 */
export function readLitmus(text: string, source: string): ReadLitmus {
  try {
    return { ok: true, test: read(text, source) };
  } catch (error) {
    if (error instanceof ProblemError) return { ok: false, problem: error.problem };
    throw error;
  }
}

/** `C name`, anything to the end of the line; words of an older format may follow on lines of their own, up to the brace. */
const FIRST_LINE = /^\s*C[ \t]+(\S+)[^\n]*(?:\n|$)/;
const OTHER_LANGUAGE = /^\s*(AArch64|ARM|X86|X86_64|PPC|RISCV|MIPS|LISA|Bell|BPF|ASL|PTX)\b/;
const STRING = /\s*"(?:[^"\\]|\\.)*"/y;

function read(text: string, source: string): LitmusTest {
  if (text.length > LITMUS_LIMITS.length) {
    throw new ProblemError({ code: 'litmus-limit', source, detail: `more than ${LITMUS_LIMITS.length} characters` });
  }
  const first = FIRST_LINE.exec(text);
  if (first === null) {
    const language = OTHER_LANGUAGE.exec(text)?.[1];
    if (language === undefined) throw new ProblemError({ code: 'litmus-no-litmus', source });
    const detail = `the language ${language}`;
    throw new ProblemError({ code: 'litmus-unsupported', source, line: 1, column: 1, detail });
  }
  const { tokens, bad } = lex(text, endOfHead(text, first[0].length));
  if (tokens === null) throw new ProblemError({ code: 'litmus-syntax', source, ...bad.at, detail: bad.detail });
  const cursor = new Cursor(tokens, source);
  // what stands between the name and the initial state says nothing of the program
  while (!cursor.is('{') && cursor.isKind('name') && !isThread(cursor)) cursor.take();
  const initial = readInitialState(cursor);
  const threads: LitmusThread[] = [];
  while (isThread(cursor)) threads.push(readThread(cursor, threads.length));
  if (threads.length === 0) cursor.fail(`expected a thread such as P0(int *x) { … }${cursor.found()}`);
  return { name: first[1] as string, source, initial, threads, ...readEnd(cursor, threads.length) };
}

/** Where the initial state may begin: after the first line, and the strings and `key=value` lines that generators add. */
function endOfHead(text: string, start: number): number {
  let end = start;
  for (;;) {
    STRING.lastIndex = end;
    const string = STRING.exec(text)?.[0];
    const field = /^\s*\w+=[^\n{;]*\n/.exec(text.slice(end, end + 1000))?.[0];
    const found = string ?? field;
    if (found === undefined) return end;
    end += found.length;
  }
}

const isThread = (cursor: Cursor): boolean => /^P\d+$/.test(cursor.peek().text) && cursor.is('(', 1);

function readThread(cursor: Cursor, index: number): LitmusThread {
  const { text, at } = cursor.take();
  if (text !== `P${index}`) cursor.fail(`expected P${index}, found "${text}"`, at);
  if (index >= LITMUS_LIMITS.threads) cursor.limit(`more than ${LITMUS_LIMITS.threads} threads`, at);
  cursor.expect('(');
  const parameters: Parameter[] = [];
  while (!cursor.accept(')')) {
    parameters.push(readParameter(cursor));
    if (!cursor.is(')')) cursor.expect(',');
  }
  return { parameters, body: readBody(cursor, { locations: new Set(parameters.map(({ name }) => name)) }) };
}

function readParameter(cursor: Cursor): Parameter {
  const words: string[] = [];
  while (cursor.isKind('name') && (cursor.isKind('name', 1) || cursor.is('*', 1))) {
    words.push(cursor.take().text);
    let stars = '';
    while (cursor.accept('*')) stars += '*';
    if (stars !== '') words.push(stars);
  }
  const { text: name } = cursor.name('a parameter such as int *x');
  if (cursor.accept('[')) {
    if (cursor.isKind('number')) cursor.take();
    cursor.expect(']');
    words.push('*');
  }
  return { type: words.join(' ') || 'int *', name };
}

function readEnd(
  cursor: Cursor,
  threads: number,
): Pick<LitmusTest, 'locations' | 'filter' | 'quantifier' | 'condition'> {
  const locations: Observable[] = [];
  let filter: Condition | null = null;
  for (;;) {
    if (cursor.accept('locations')) locations.push(...readLocations(cursor));
    else if (cursor.accept('filter')) filter = readCondition(cursor);
    else break;
  }
  if (cursor.isKind('name') && /^P\d+$/.test(cursor.peek().text)) cursor.fail('expected "(" after a thread\'s name');
  const quantifier = readQuantifier(cursor);
  if (quantifier === null) cursor.fail(`expected exists, ~exists or forall${cursor.found()}`);
  const { at } = cursor.peek();
  const condition = readCondition(cursor);
  while (cursor.accept(';'));
  if (!cursor.isKind('end')) cursor.fail(`expected the end of the test${cursor.found()}`);
  const beyond = [...observablesOf(condition), ...locations].find(
    (each) => each.is === 'register' && each.thread >= threads,
  );
  if (beyond?.is === 'register') cursor.fail(`there is no thread ${beyond.thread}`, at);
  return { locations, filter, quantifier, condition };
}

function readLocations(cursor: Cursor): Observable[] {
  const locations: Observable[] = [];
  cursor.expect('[');
  while (!cursor.accept(']')) {
    if (cursor.accept(';')) continue;
    locations.push(readObservable(cursor));
    if (!cursor.is(']')) cursor.expect(';');
  }
  return locations;
}

/** Everything that a condition names, in its order. */
export function observablesOf(condition: Condition): Observable[] {
  switch (condition.is) {
    case 'true':
    case 'false':
      return [];
    case 'equal':
    case 'different': {
      const { left, right } = condition;
      return typeof right === 'object' && 'is' in right ? [left, right] : [left];
    }
    case 'not':
      return observablesOf(condition.operand);
    case 'and':
    case 'or':
      return condition.operands.flatMap(observablesOf);
    case 'implies':
      return [...observablesOf(condition.left), ...observablesOf(condition.right)];
  }
}
