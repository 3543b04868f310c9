import type { Expression, Scenario } from '../../../src/scenario/types.ts';
import type { Did, World } from '../naive-machine.ts';

export type Act = (world: World, lane: number, operands: readonly Expression[], scenario: Scenario) => Did;

export function nameOf(operand: Expression | undefined): string {
  return operand?.is === 'name' ? operand.name : '';
}
