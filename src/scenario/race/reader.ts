import { type Problem, ProblemError } from '../../problems.ts';
import type { Scenario } from '../types.ts';
import { Cursor, syntaxProblem } from './cursor.ts';
import { type Draft, KEYWORDS, readDeclaration, readStep } from './keywords.ts';
import { lexLine } from './lexer.ts';
import { limitProblem, RACE_LIMITS } from './limits.ts';

export { RACE_LIMITS };

const MOST_PROBLEMS = 20;

export type RaceResult =
  | { readonly ok: true; readonly scenario: Scenario }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * Reads the `.race` text form (docs/race-language.md). A line is a declaration, a step, or begins with one of the keywords;
 * what follows ` # ` on a step's line is the text of its cell. Problems carry line and column, at most 20 of them.
 */
export function readRace(text: string, source: string): RaceResult {
  if (text.length > RACE_LIMITS.length)
    return tooLong(source, `the text has more than ${RACE_LIMITS.length} characters`);
  const lines = text.split('\n');
  if (lines.length > RACE_LIMITS.lines) return tooLong(source, `the text has more than ${RACE_LIMITS.lines} lines`);
  const draft: Draft = {
    title: '',
    from: null,
    declarations: [],
    lanes: [],
    drawn: [],
    goals: [],
    assumptions: [],
    unknown: [],
    mentioned: [],
  };
  const problems: Problem[] = [];
  for (const [index, line] of lines.entries()) {
    if (problems.length >= MOST_PROBLEMS) break;
    try {
      readLine(draft, line, index + 1, source);
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      problems.push(error.problem);
      if (error.problem.code === 'race-limit') break;
    }
  }
  if (problems.length === 0) problems.push(...wholeProblems(draft, source));
  if (problems.length > 0) return { ok: false, problems };
  const { mentioned: _, ...scenario } = draft;
  const ids = new Set(draft.lanes.flatMap((lane) => lane.steps.map((step) => step.id)));
  return { ok: true, scenario: { ...scenario, drawn: draft.drawn.filter((id) => ids.has(id)) } };
}

function readLine(draft: Draft, text: string, line: number, source: string): void {
  const at = { line, column: 1 };
  if (text.length > RACE_LIMITS.lineLength) {
    throw new ProblemError(limitProblem(source, at, `a line is longer than ${RACE_LIMITS.lineLength} characters`));
  }
  const { tokens, comment, bad } = lexLine(text, line);
  if (bad) {
    const found = text.slice(bad.column - 1, bad.column + 9);
    throw new ProblemError(syntaxProblem(source, bad, `cannot read "${found}"`));
  }
  const [head, second] = tokens;
  if (head === undefined) return;
  const cursor = new Cursor(tokens, source, { line, column: text.length + 1 });
  if (head.kind === 'number' || (second?.text === ':' && !second.isQuoted)) {
    readStep(draft, cursor, comment);
    return;
  }
  const keyword = head.isQuoted ? undefined : KEYWORDS.get(head.text);
  if (keyword) {
    cursor.take('a keyword');
    keyword(draft, cursor);
  } else {
    draft.declarations.push(readDeclaration(cursor));
    if (draft.declarations.length > RACE_LIMITS.declarations) {
      throw new ProblemError(limitProblem(source, at, `more than ${RACE_LIMITS.declarations} declarations`));
    }
  }
  if (!cursor.done) cursor.fail(`expected the end of the line${cursor.found()}`);
}

/** What only the whole text shows: lanes missing, names declared twice, steps that are drawn but in no lane. */
function wholeProblems(draft: Draft, source: string): Problem[] {
  if (draft.lanes.length === 0) return [syntaxProblem(source, { line: 1, column: 1 }, 'no lane is declared')];
  const problems: Problem[] = [];
  const seen = new Set<string>();
  for (const { name, at } of draft.declarations) {
    if (seen.has(name))
      problems.push(syntaxProblem(source, at ?? { line: 1, column: 1 }, `"${name}" is declared twice`));
    seen.add(name);
  }
  const ids = new Set(draft.lanes.flatMap((lane) => lane.steps.map((step) => step.id)));
  for (const { id, at } of draft.mentioned) {
    if (!ids.has(id)) problems.push(syntaxProblem(source, at, `no lane has the step ${id}`));
  }
  return problems.slice(0, MOST_PROBLEMS);
}

function tooLong(source: string, detail: string): RaceResult {
  return { ok: false, problems: [limitProblem(source, { line: 1, column: 1 }, detail)] };
}
