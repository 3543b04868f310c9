import type { Diagram } from '../../extract/types.ts';
import type { Statement } from '../types.ts';
import type { Draft } from './draft.ts';

/**
 * A free of something that no other step mentions, in a drawing about another object: `foo_destroy(ctl)`, `kfree(ctx)`. Two names may
 * be one object, and a destructor may free more than its argument, so nothing is refuted while it stands there.
 */
export function doubtStrayFrees(diagram: Diagram, draft: Draft): void {
  const mattering = draft.symbols.objects.filter(({ name }) => draft.declarations.has(name));
  if (mattering.length < 2) return;
  const statements = draft.lanes.flatMap((steps) =>
    steps.flatMap((step) => step.statements.map((statement) => ({ step, statement }))),
  );
  for (const { name, pointers } of mattering) {
    const names = new Set([name, ...pointers]);
    const touching = statements.filter(({ statement }) => touches(statement, names));
    const isFree = touching.some(
      ({ statement }) => statement.is === 'verb' && (statement.verb === 'free' || statement.verb === 'put'),
    );
    const ids = new Set(touching.map(({ step }) => step.id));
    const cell = diagram.steps.find(({ id }) => ids.size === 1 && ids.has(id));
    if (!isFree || cell === undefined) continue;
    const why = `what "${cell.text}" frees is mentioned nowhere else, so it may be anything`;
    draft.unknown.push({ step: cell.id, line: cell.line, why, relevant: true });
  }
}

function touches(statement: Statement, names: ReadonlySet<string>): boolean {
  return [...JSON.stringify(statement).matchAll(/"name":"((?:[^"\\]|\\.)*)"|"target":"((?:[^"\\]|\\.)*)"/g)].some(
    (match) => names.has(match[1] ?? match[2] ?? ''),
  );
}
