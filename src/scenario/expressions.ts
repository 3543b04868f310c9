import type { Expression } from './types.ts';

/** The expression that is a name. */
export function name(text: string): Expression {
  return { is: 'name', name: text };
}

export function number(value: number): Expression {
  return { is: 'number', value };
}

export function equals(left: Expression, right: Expression): Expression {
  return { is: 'binary', operator: '==', left, right };
}

/** Each comparison with the one that holds where it does not. */
export const OPPOSITES = { '==': '!=', '!=': '==', '<': '>=', '>=': '<', '>': '<=', '<=': '>' } as const;
export type Comparing = keyof typeof OPPOSITES;

export function isComparing(operator: string): operator is Comparing {
  return Object.hasOwn(OPPOSITES, operator);
}

/** Every name in an expression, in order, repeated as it stands. */
export function namesInExpression(expression: Expression): string[] {
  switch (expression.is) {
    case 'number':
      return [];
    case 'name':
      return [expression.name];
    case 'unary':
      return namesInExpression(expression.operand);
    case 'binary':
      return [...namesInExpression(expression.left), ...namesInExpression(expression.right)];
  }
}

/** The expression with one name put for another. */
export function renameInExpression(expression: Expression, from: string, to: string): Expression {
  switch (expression.is) {
    case 'number':
      return expression;
    case 'name':
      return expression.name === from ? { is: 'name', name: to } : expression;
    case 'unary':
      return { ...expression, operand: renameInExpression(expression.operand, from, to) };
    case 'binary':
      return {
        ...expression,
        left: renameInExpression(expression.left, from, to),
        right: renameInExpression(expression.right, from, to),
      };
  }
}
