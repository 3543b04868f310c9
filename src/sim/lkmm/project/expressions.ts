import { isComparing, OPPOSITES } from '../../../scenario/expressions.ts';
import type { Expression as Source } from '../../../scenario/types.ts';
import type { Condition, Expression } from '../types.ts';
import { NotProjectable, type Variable, type Variables } from './types.ts';

/** The expression that is true where this one is not, with comparisons turned round. */
export function opposite(expression: Expression): Expression {
  if (expression.is === 'operation') {
    const { operator, operands } = expression;
    if (isComparing(operator)) return { is: 'operation', operator: OPPOSITES[operator], operands };
    if (operator === '!') return operands[0] as Expression;
    if (operator === '&&' || operator === '||')
      return { is: 'operation', operator: operator === '&&' ? '||' : '&&', operands: operands.map(opposite) };
  }
  return { is: 'operation', operator: '==', operands: [expression, { is: 'number', value: 0 }] };
}

/** A condition on what is left when every lane has ended. @throws NotProjectable for what such a condition cannot say */
export function finalCondition(source: Source, variables: Variables): Condition {
  switch (source.is) {
    case 'number':
      return { is: source.value === 0 ? 'false' : 'true' };
    case 'name':
      return { is: 'different', left: observed(variables.of(source.name, null), source.name), right: 0 };
    case 'unary':
      if (source.operator === '!') return { is: 'not', operand: finalCondition(source.operand, variables) };
      break;
    case 'binary': {
      const { operator, left, right } = source;
      if (operator === '&&' || operator === '||') {
        const operands = [finalCondition(left, variables), finalCondition(right, variables)];
        return { is: operator === '&&' ? 'and' : 'or', operands };
      }
      if (operator === '==' || operator === '!=') return compared(operator, left, right, variables);
    }
  }
  throw new NotProjectable('what must not be left in the end is more than a comparison with == or !=');
}

function compared(operator: '==' | '!=', left: Source, right: Source, variables: Variables): Condition {
  const [first, second] = [left, right].map((side) => sideOf(side, variables));
  if (first === undefined || second === undefined || (typeof first === 'number' && typeof second === 'number'))
    throw new NotProjectable('what must not be left in the end is compared with no variable');
  const is = operator === '==' ? 'equal' : 'different';
  if (typeof first === 'number') return { is, left: second as Exclude<typeof second, number>, right: first };
  return { is, left: first, right: second };
}

function sideOf(side: Source, variables: Variables) {
  if (side.is === 'number') return side.value;
  if (side.is === 'unary' && side.operator === '-' && side.operand.is === 'number') return -side.operand.value;
  if (side.is !== 'name')
    throw new NotProjectable('what must not be left in the end is computed from several variables');
  const variable = variables.of(side.name, null);
  return variable.is === 'number' ? variable.value : observed(variable, side.name);
}

function observed(variable: Variable, name: string) {
  if (variable.is === 'location') return { is: 'location', name: variable.name } as const;
  if (variable.is === 'register') return { is: 'register', thread: variable.thread, name: variable.name } as const;
  throw new NotProjectable(`"${name}" has no value in the end`);
}
