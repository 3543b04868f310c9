import type { SyntaxNode } from '@lezer/common';
import type { Effect } from '../types.ts';
import { assign } from './c-assignment.ts';
import { evaluate } from './c-expression.ts';
import type { CTree } from './c-tree.ts';
import { asked, strongCall, truthOf } from './c-value.ts';
import { certain } from './remarks.ts';
import { negate } from './term.ts';
import { type Understanding, understanding } from './types.ts';

/** Reads the statement that a condition or loop governs. */
export type ReadStatement = (tree: CTree, node: SyntaxNode) => Understanding | null;

/** `if (c) …`, `while (c) …`; `while (c);` waits until c is false. */
export function condition(
  tree: CTree,
  node: SyntaxNode,
  all: readonly SyntaxNode[],
  statement: ReadStatement,
): Understanding | null {
  const clause = node.getChild('ConditionClause') ?? all.find((child) => child.name === 'ParenthesizedExpression');
  if (!clause) return null;
  const value = evaluate(tree, clause);
  const spins = node.name === 'WhileStatement' && /\) ?;$/.test(tree.textOf(node));
  if (spins) {
    const truth = truthOf(value);
    const until = truth?.length === 1 && truth[0] ? negate(truth[0]) : null;
    return understanding('wait', 'c/spin', [...value.effects, { do: 'wait-until', queue: '', condition: until }], {
      object: value.about,
      complete: value.complete && until !== null,
    });
  }
  const strong = strongCall(value);
  const effects = asked(value);
  const asks = effects.some((one) => one.do === 'test' || (one.do === 'pte-compare' && one.holds === null));
  const inverse = effects.some((one) => one.do === 'pte-compare' && one.negated);
  const body = all.find(
    (child) =>
      child.from >= clause.to &&
      child.name.endsWith('Statement') &&
      child.name !== 'CompoundStatement' &&
      tree.textOf(child) !== ';' &&
      tree.textOf(child) !== '',
  );
  // `if (a && b) return` before further steps: one of the two was false, and which is not said.
  const failed = value.conjuncts !== undefined && body !== undefined && JUMPS.has(body.name);
  const then = body ? statement(tree, body) : null;
  return understanding(
    strong?.match?.row.op ?? 'test',
    strong?.match?.rule ?? (node.name === 'IfStatement' ? 'c/if' : 'c/while'),
    failed ? certain(effects) : [...effects, ...(then?.effects ?? [])],
    {
      object: strong?.object ?? value.about,
      complete: value.complete && asks && !inverse && !failed && (then?.complete ?? true),
      ...(then && !failed ? { branch: [effects.length, effects.length + then.effects.length] as const } : {}),
    },
  );
}

const JUMPS: ReadonlySet<string> = new Set(['ReturnStatement', 'GotoStatement', 'BreakStatement', 'ContinueStatement']);

/** `for (p = q->head; p; p = p->next)`: what its head reads; how often its body runs is not said. */
export function loop(tree: CTree, all: readonly SyntaxNode[], statement: ReadStatement): Understanding {
  const head = all.filter((child) => child.name !== 'for' && !child.name.endsWith('Statement'));
  const body = all.find((child) => child.name.endsWith('Statement') && !/^[;{}\s]*$/.test(tree.textOf(child)));
  const effects: Effect[] = [];
  let complete = true;
  let name: string | null = null;
  // a loop's own counter is nobody else's
  const counts = (part: SyntaxNode): boolean =>
    part.name === 'UpdateExpression' && /^\W*\w+\W*$/.test(tree.textOf(part));
  head
    .filter((part) => !counts(part))
    .forEach((part, index) => {
      const first = index === 0 && part.name === 'AssignmentExpression';
      name ??= tree.textOf(part).match(/\w+(?= ?=(?!=))/)?.[0] ?? null;
      const step = first ? assign(tree, part, '') : null;
      const value = step || part.name === 'Declaration' ? null : evaluate(tree, part);
      effects.push(...(step?.effects ?? value?.effects ?? []).filter((one) => one.do !== 'store'));
      complete &&= step?.complete ?? value?.complete ?? true;
    });
  const then = body ? statement(tree, body) : null;
  return understanding('test', 'c/for', [...effects, ...(then?.effects ?? [])], {
    object: name,
    complete: complete && (then === null || then.effects.length === 0),
  });
}
