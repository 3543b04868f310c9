import { primitiveOf } from '../primitives/index.ts';
import type { Expression, LitmusStatement } from '../types.ts';

/** An expression as C writes it. */
export function expressionText(expression: Expression, isOperand = false): string {
  switch (expression.is) {
    case 'number':
      return String(expression.value);
    case 'register':
    case 'address':
      return expression.name;
    case 'load':
      return `*${expressionText(expression.address, true)}`;
    case 'call': {
      const kinds = primitiveOf(expression.primitive)?.operands ?? [];
      const operands = expression.operands.map((operand, index) =>
        kinds[index] === 'lvalue' ? `*${expressionText(operand, true)}` : expressionText(operand),
      );
      return `${expression.primitive}(${operands.join(', ')})`;
    }
    case 'operation': {
      const [left, right] = expression.operands.map((operand) => expressionText(operand, true));
      const operator = expression.operator === 'negative' ? '-' : expression.operator;
      const text = right === undefined ? `${operator}${left}` : `${left} ${operator} ${right}`;
      return isOperand ? `(${text})` : text;
    }
  }
}

/** A statement on one line, without its semicolon; of an `if` the head. */
export function statementText(statement: LitmusStatement): string {
  switch (statement.is) {
    case 'evaluate':
      return expressionText(statement.expression);
    case 'assign':
      return `${statement.register} = ${expressionText(statement.value)}`;
    case 'store':
      return `*${expressionText(statement.address, true)} = ${expressionText(statement.value)}`;
    case 'if':
      return `if (${expressionText(statement.condition)})`;
  }
}
