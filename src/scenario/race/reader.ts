import { type Problem, ProblemError } from '../../problems.ts';
import type {
  Assumption,
  Declaration,
  Expression,
  Goal,
  Lane,
  Option,
  Scenario,
  ScenarioStep,
  Unknown,
} from '../types.ts';
import { Cursor, syntaxProblem } from './cursor.ts';
import { readExpression, readPrimary } from './expressions.ts';
import { lexLine } from './lexer.ts';
import { readFailure, readStatements } from './statements.ts';

/** Stated limits of a `.race` text; more is refused with a line. */
export const RACE_LIMITS = { lanes: 30, steps: 5_000, declarations: 1_000, lines: 20_000, lineLength: 4_000 } as const;
const MOST_PROBLEMS = 20;

export type RaceResult =
  | { readonly ok: true; readonly scenario: Scenario }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** What is being read; turned into a `Scenario` at the end. */
type Draft = {
  title: string;
  from: string | null;
  declarations: Declaration[];
  lanes: (Omit<Lane, 'steps'> & { steps: ScenarioStep[] })[];
  drawn: string[];
  goals: Goal[];
  assumptions: Assumption[];
  unknown: Unknown[];
};

/**
 * Reads the `.race` text form (docs/race-language.md). A line is a declaration, a step, or one of the words below;
 * what follows ` # ` on a step's line is the text of its cell. Problems carry line and column, at most 20 of them.
 */
export function readRace(text: string, source: string): RaceResult {
  const draft: Draft = {
    title: '',
    from: null,
    declarations: [],
    lanes: [],
    drawn: [],
    goals: [],
    assumptions: [],
    unknown: [],
  };
  const problems: Problem[] = [];
  const lines = text.split('\n');
  if (lines.length > RACE_LIMITS.lines) {
    return { ok: false, problems: [limitProblem(source, RACE_LIMITS.lines, `more than ${RACE_LIMITS.lines} lines`)] };
  }
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
  return problems.length > 0 ? { ok: false, problems } : { ok: true, scenario: draft };
}

function readLine(draft: Draft, text: string, line: number, source: string): void {
  if (text.length > RACE_LIMITS.lineLength) {
    throw new ProblemError(limitProblem(source, line, `a line is longer than ${RACE_LIMITS.lineLength} characters`));
  }
  const { tokens, comment, bad } = lexLine(text, line);
  if (bad)
    throw new ProblemError(syntaxProblem(source, bad, `cannot read "${text.slice(bad.column - 1, bad.column + 9)}"`));
  const head = tokens[0];
  if (head === undefined) return;
  const cursor = new Cursor(tokens, source, { line, column: text.length + 1 });
  const indented = head.at.column > 1;
  if (indented && (head.kind === 'number' || tokens[1]?.text === ':')) {
    readStep(draft, cursor, comment, line);
    return;
  }
  const keyword = head.kind === 'word' ? KEYWORDS[head.text] : undefined;
  if (keyword) {
    cursor.take('a keyword');
    keyword(draft, cursor);
  } else if (head.text === 'look') {
    readGoal(draft, cursor);
  } else {
    draft.declarations.push(readDeclaration(cursor));
    if (draft.declarations.length > RACE_LIMITS.declarations) {
      throw new ProblemError(limitProblem(source, line, `more than ${RACE_LIMITS.declarations} declarations`));
    }
  }
  if (!cursor.done) cursor.fail(`expected the end of the line${cursor.found()}`);
}

const KEYWORDS: Readonly<Record<string, (draft: Draft, cursor: Cursor) => void>> = {
  // scenario "title" from <id@host>
  scenario: (draft, cursor) => {
    draft.title = cursor.takeKind('string', 'the title in double quotes').text;
    if (cursor.accept('from')) draft.from = cursor.takeKind('string', 'a Message-ID such as <id@host>').text;
  },
  // assume "text" line 54 shown
  assume: (draft, cursor) => {
    const text = cursor.takeKind('string', 'the assumption in double quotes').text;
    draft.assumptions.push({ text, line: readLineNumber(cursor), basis: readBasis(cursor) });
  },
  // unknown 20:5 line 20 relevant "the call is not known"
  unknown: (draft, cursor) => {
    const step = cursor.stepId();
    const line = readLineNumber(cursor) ?? 0;
    const unmodelled = cursor.accept('unmodelled');
    const relevant = unmodelled || !cursor.accept('irrelevant');
    if (relevant && !unmodelled) cursor.accept('relevant');
    const why = cursor.takeKind('string', 'the reason in double quotes').text;
    draft.unknown.push({ step, line, why, relevant, ...(unmodelled && { unmodelled }) });
  },
  // lane CPU0 "do_page_fault" implied
  lane: (draft, cursor) => {
    if (draft.lanes.length >= RACE_LIMITS.lanes) {
      throw new ProblemError(limitProblem(cursor.source, cursor.position.line, `more than ${RACE_LIMITS.lanes} lanes`));
    }
    const name = cursor.take('the name of the lane');
    if (name.kind === 'symbol') cursor.fail(`expected the name of the lane, found "${name.text}"`, name.at);
    const title = cursor.token?.kind === 'string' ? cursor.take('a title').text : null;
    draft.lanes.push({ name: name.text, title, implied: cursor.accept('implied'), steps: [] });
  },
  // drawn 30:1 31:1 34:1
  drawn: (draft, cursor) => {
    while (!cursor.done) draft.drawn.push(cursor.stepId());
  },
};

/** `look for use-after-free at 31:9 line 31 shown` */
function readGoal(draft: Draft, cursor: Cursor): void {
  cursor.expect('look');
  cursor.expect('for');
  const failure = readFailure(cursor);
  const step = cursor.accept('at') ? cursor.stepId() : null;
  draft.goals.push({ failure, step, line: readLineNumber(cursor), basis: readBasis(cursor) });
}

/** `cell counter = 0`, `cell x in 0, 1`, `object skb refs 1`, `pte pte = old writable` */
function readDeclaration(cursor: Cursor): Declaration {
  const at = cursor.position;
  const kind = cursor.hyphenated('a declaration, a lane or a step');
  const name = cursor.takeKind('word', `the name of the ${kind}`).text;
  const values: Expression[] = [];
  if (cursor.accept('=')) values.push(readExpression(cursor));
  else if (cursor.accept('in')) {
    do values.push(readExpression(cursor));
    while (cursor.accept(','));
  }
  const options: Option[] = [];
  while (!cursor.done) {
    const word = cursor.takeKind('word', 'an option').text;
    options.push({ word, value: cursor.token?.kind === 'number' ? readPrimary(cursor) : null });
  }
  return { kind, name, values, options, at };
}

/** `  30:1  lock PT   # PT lock` */
function readStep(draft: Draft, cursor: Cursor, text: string, line: number): void {
  const lane = draft.lanes.at(-1);
  const at = cursor.position;
  if (lane === undefined) cursor.fail('a step stands before the first lane');
  if (lane.steps.length >= RACE_LIMITS.steps) {
    throw new ProblemError(limitProblem(cursor.source, line, `a lane has more than ${RACE_LIMITS.steps} steps`));
  }
  const id = cursor.stepId();
  lane.steps.push({ id, statements: readStatements(cursor), text, at });
}

function readLineNumber(cursor: Cursor): number | null {
  return cursor.accept('line') ? Number(cursor.takeKind('number', 'a line number').text) : null;
}

function readBasis(cursor: Cursor): 'shown' | 'assumed' {
  if (cursor.accept('shown')) return 'shown';
  cursor.accept('assumed');
  return 'assumed';
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
  for (const id of [...draft.drawn, ...draft.goals.flatMap((goal) => goal.step ?? [])]) {
    if (!ids.has(id)) problems.push(syntaxProblem(source, { line: 1, column: 1 }, `no lane has the step ${id}`));
  }
  return problems.slice(0, MOST_PROBLEMS);
}

function limitProblem(source: string, line: number, detail: string): Problem {
  return { code: 'race-limit', source, line, detail };
}
