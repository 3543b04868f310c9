import { ProblemError } from '../../problems.ts';
import type {
  Assumption,
  Declaration,
  Expression,
  Goal,
  Lane,
  Option,
  Placement,
  Position,
  ScenarioStep,
  Unknown,
} from '../types.ts';
import type { Cursor } from './cursor.ts';
import { readExpression, readPrimary } from './expressions.ts';
import { limitProblem, RACE_LIMITS } from './limits.ts';
import { readFailure, readStatements } from './statements.ts';

/** What is being read; turned into a `Scenario` at the end. */
export type Draft = {
  title: string;
  from: string | null;
  declarations: Declaration[];
  lanes: (Omit<Lane, 'steps'> & { steps: ScenarioStep[] })[];
  drawn: string[];
  goals: Goal[];
  assumptions: Assumption[];
  unknown: Unknown[];
  /** Steps that some line speaks of, which some lane must have. */
  mentioned: { readonly id: string; readonly at: Position }[];
};

/** Lines that begin with a word of the grammar. Any other word declares something. */
export const KEYWORDS: ReadonlyMap<string, (draft: Draft, cursor: Cursor) => void> = new Map(
  Object.entries({
    // scenario "title" from <id@host>
    scenario: (draft: Draft, cursor: Cursor) => {
      if (draft.lanes.length > 0) cursor.fail('a second scenario begins here; `explain --drawing N` prints one alone');
      draft.title = cursor.takeKind('string', 'the title in double quotes').text;
      if (cursor.accept('from')) draft.from = cursor.takeKind('string', 'a Message-ID such as <id@host>').text;
    },
    // assume "text" line 54 shown
    assume: (draft: Draft, cursor: Cursor) => {
      const text = cursor.takeKind('string', 'the assumption in double quotes').text;
      draft.assumptions.push({ text, line: readLineNumber(cursor), basis: readBasis(cursor) });
    },
    // unknown 20:5 line 20 relevant "the call is not known"
    unknown: (draft: Draft, cursor: Cursor) => {
      const step = cursor.stepId();
      const line = readLineNumber(cursor) ?? 0;
      const relevant = !cursor.accept('irrelevant');
      const unmodelled = cursor.accept('unmodelled');
      if (relevant && !unmodelled) cursor.accept('relevant');
      const ordersLess = cursor.accept('unordered');
      const why = cursor.takeKind('string', 'the reason in double quotes').text;
      draft.unknown.push({
        step,
        line,
        why,
        relevant,
        ...(unmodelled && { unmodelled }),
        ...(ordersLess && { ordersLess }),
      });
    },
    // lane CPU0 "do_page_fault" implied on CPU0 hardirq
    lane: (draft: Draft, cursor: Cursor) => {
      if (draft.lanes.length >= RACE_LIMITS.lanes) {
        throw new ProblemError(limitProblem(cursor.source, cursor.position, `more than ${RACE_LIMITS.lanes} lanes`));
      }
      const name = cursor.take('the name of the lane');
      if (name.kind === 'symbol') cursor.fail(`expected the name of the lane, found "${name.text}"`, name.at);
      const title = cursor.token?.kind === 'string' ? cursor.take('a title').text : null;
      const implied = cursor.accept('implied');
      const on = readPlacement(cursor);
      draft.lanes.push({ name: name.text, title, implied, ...(on && { on }), steps: [] });
    },
    // drawn 30:1 31:1 34:1; steps that no lane has any more are passed over, so that a step can be deleted in one place
    drawn: (draft: Draft, cursor: Cursor) => {
      while (!cursor.done) draft.drawn.push(cursor.stepId());
    },
    // look for use-after-free at 31:9 line 31 shown; ... at 31:9 line 31 shown told; look for reordering when r0 == 0 && r1 == 0
    look: readGoal,
  }),
);

/** `on CPU0 softirq` */
function readPlacement(cursor: Cursor): Placement | null {
  if (!cursor.accept('on')) return null;
  const cpu = cursor.take('the name of a CPU');
  if (cpu.kind === 'symbol') cursor.fail(`expected the name of a CPU, found "${cpu.text}"`, cpu.at);
  const context = (['hardirq', 'softirq'] as const).find((each) => cursor.accept(each));
  return { cpu: cpu.text, context: context ?? 'task' };
}

function readGoal(draft: Draft, cursor: Cursor): void {
  cursor.expect('for');
  const failure = readFailure(cursor);
  const step = cursor.accept('at') ? readMention(draft, cursor) : null;
  const when = cursor.accept('when') ? readExpression(cursor) : null;
  const [line, basis] = [readLineNumber(cursor), readBasis(cursor)];
  const told = cursor.accept('told');
  draft.goals.push({ failure, step, ...(when && { when }), line, basis, ...(told && { told }) });
}

/** `cell counter = 0`, `cell x in 0, 1`, `object skb refs 1`, `pte pte = old writable` */
export function readDeclaration(cursor: Cursor): Declaration {
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
    const word = cursor.hyphenated('an option');
    options.push({ word, value: cursor.token?.kind === 'number' || cursor.is('(') ? readPrimary(cursor) : null });
  }
  return { kind, name, values, options, at };
}

/** `  30:1  lock PT   # PT lock` */
export function readStep(draft: Draft, cursor: Cursor, text: string): void {
  const lane = draft.lanes.at(-1);
  const at = cursor.position;
  if (lane === undefined) cursor.fail('a step stands before the first lane');
  if (lane.steps.length >= RACE_LIMITS.steps) {
    throw new ProblemError(limitProblem(cursor.source, at, `a lane has more than ${RACE_LIMITS.steps} steps`));
  }
  const id = cursor.stepId();
  lane.steps.push({ id, statements: readStatements(cursor), text, at });
}

function readMention(draft: Draft, cursor: Cursor): string {
  const at = cursor.position;
  const id = cursor.stepId();
  draft.mentioned.push({ id, at });
  return id;
}

function readLineNumber(cursor: Cursor): number | null {
  return cursor.accept('line') ? Number(cursor.takeKind('number', 'a line number').text) : null;
}

function readBasis(cursor: Cursor): 'shown' | 'assumed' {
  if (cursor.accept('shown')) return 'shown';
  cursor.accept('assumed');
  return 'assumed';
}
