import { readRace } from '../../scenario/index.ts';
import type { Expression, ScenarioStep, Statement } from '../../scenario/types.ts';
import { lineOf, withSteps } from '../edit.ts';
import type { Relaxation, Relaxed } from './types.ts';

/**
 * Atomic verbs, and what they would be in two steps: a look, and then a change. `$1` and so on stand for what the verb is given, `after` for
 * the cell behind it.
 */
const HALVES: readonly (readonly [verb: string, first: string, second: string])[] = [
  ['exchange $1 with $2 into $3', '$3 = $1', '$1 = $2'],
  ['compare-exchange $1 from $2 to $3 into $4', '$4 = $1', 'if $4 != $2 goto implied:0; $1 = $3'],
  ['test-and-set-bit $1 of $2 into $3', 'test-bit $1 of $2 into $3', 'set-bit $1 of $2'],
  ['test-and-clear-bit $1 of $2 into $3', 'test-bit $1 of $2 into $3', 'clear-bit $1 of $2'],
  ['dec-and-test $1 into $2', 'dec $1', '$2 = $1 == 0'],
  ['inc-not-zero $1 into $2', '$2 = $1 != 0', '$1 = $1 + $2'],
  ['fetch-add $1 to $2 into $3', '$3 = $2', '$2 = $3 + $1'],
  ['add-return $1 to $2 into $3', '$3 = $2 + $1', '$2 = $3'],
];
/** The step behind the verb's, to which a comparison that fails goes on. */
const BEHIND = 'implied:0';

type VerbStatement = Extract<Statement, { is: 'verb' }>;
type Row = {
  readonly pattern: VerbStatement;
  readonly first: readonly Statement[];
  readonly second: readonly Statement[];
};

const ROWS: readonly Row[] = HALVES.map(([verb, first, second]) => {
  const [pattern] = statementsOf(verb);
  return { pattern: pattern as VerbStatement, first: statementsOf(first), second: statementsOf(second) };
});

function statementsOf(text: string): readonly Statement[] {
  const read = readRace(`lane x\n  1:1 ${text}\n  ${BEHIND} pass`, 'relaxation');
  return read.ok ? (read.scenario.lanes[0]?.steps[0]?.statements ?? []) : [];
}

/** Each atomic verb is taken apart, one at a time, so that another lane may come between its look and its change. */
export const splitAtomicVerbs: Relaxation = (scenario) =>
  scenario.lanes.flatMap((lane, laneIndex) =>
    lane.steps.flatMap((step, index): Relaxed[] => {
      const behind = lane.steps.slice(index + 1).find(({ statements }) => statements.length > 0)?.id ?? 'end';
      return step.statements.flatMap((statement, at): Relaxed[] => {
        // a jump to the cell behind leads to its first part, which need not be what stands behind
        const parts = behind === step.id ? null : partsOf(statement, behind);
        if (parts === null) return [];
        const halves: ScenarioStep[] = [
          { ...step, statements: [...step.statements.slice(0, at), ...parts.first] },
          { ...step, statements: [...parts.second, ...step.statements.slice(at + 1)] },
        ];
        const steps = [...lane.steps.slice(0, index), ...halves, ...lane.steps.slice(index + 1)];
        const line = lineOf(step.id);
        const text = `"${step.text}"${line === null ? '' : ` on line ${line}`} is one atomic step`;
        return [
          {
            scenario: withSteps(scenario, laneIndex, steps),
            why: { kind: 'order', text, lines: line === null ? [] : [line] },
          },
        ];
      });
    }),
  );

function partsOf(statement: Statement, behind: string): Pick<Row, 'first' | 'second'> | null {
  if (statement.is !== 'verb') return null;
  for (const { pattern, first, second } of ROWS) {
    const given = match(pattern, statement);
    if (given === null) continue;
    const fill = (each: Statement) => filled(each, given, behind);
    return { first: first.map(fill), second: second.map(fill) };
  }
  return null;
}

/** What stands at each `$`, or null where it is another verb. */
function match(pattern: VerbStatement, { verb, operands }: VerbStatement): ReadonlyMap<string, Expression> | null {
  if (verb !== pattern.verb || operands.length !== pattern.operands.length) return null;
  const given = new Map<string, Expression>();
  for (const [index, part] of pattern.operands.entries()) {
    const operand = operands[index] as Expression;
    if (part.is !== 'name') return null;
    if (part.name.startsWith('$')) given.set(part.name, operand);
    else if (operand.is !== 'name' || operand.name !== part.name) return null;
  }
  return given;
}

function filled(statement: Statement, given: ReadonlyMap<string, Expression>, behind: string): Statement {
  const fill = (expression: Expression): Expression => {
    switch (expression.is) {
      case 'number':
        return expression;
      case 'name':
        return given.get(expression.name) ?? expression;
      case 'unary':
        return { ...expression, operand: fill(expression.operand) };
      case 'binary':
        return { ...expression, left: fill(expression.left), right: fill(expression.right) };
    }
  };
  switch (statement.is) {
    case 'assign': {
      const target = given.get(statement.target);
      return {
        ...statement,
        target: target?.is === 'name' ? target.name : statement.target,
        value: fill(statement.value),
      };
    }
    case 'if':
      return { ...statement, condition: fill(statement.condition), goto: behind };
    case 'verb':
      return { ...statement, operands: statement.operands.map(fill) };
    default:
      return statement;
  }
}
