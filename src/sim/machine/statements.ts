import type { Expression, Statement } from '../../scenario/types.ts';
import { await_, fail, jump, LEAVE, when } from './actions/build.ts';
import { slotsOf } from './actions/footprint.ts';
import type { Derivations } from './derivations.ts';
import { compileExpression, resolveName } from './expressions.ts';
import { PRIMITIVES } from './primitives/index.ts';
import type { Action, Compiler, Operand, Place, Verb } from './types.ts';

/** What a statement needs to know of the lane that it stands in. */
export type Surroundings = {
  readonly lane: number;
  readonly compiler: Compiler;
  readonly derivations: Derivations;
  /** Index of the step with this id in the lane, `end` being one past the last; undefined where there is none. */
  readonly indexOf: (stepId: string) => number | undefined;
  readonly stepWith: Place['stepWith'];
};

/** Compiles one statement to an atomic action; what it cannot understand is a problem with its place. */
export function compileStatement(statement: Statement, surroundings: Surroundings): Action {
  const { compiler } = surroundings;
  switch (statement.is) {
    case 'assign':
      return compileAssignment(statement, surroundings);
    case 'noted':
      return { effects: when(compileExpression(statement.condition, compiler).value, [], [LEAVE]) };
    case 'await': {
      const { value, text } = compileExpression(statement.condition, compiler);
      const slots = slotsOf(value);
      return { effects: await_(value), obstacle: () => ({ on: text, holders: [], slots, endedBy: slots }) };
    }
    case 'check':
      return { effects: when(compileExpression(statement.condition, compiler).value, [], [fail(statement.failure)]) };
    case 'if': {
      const { value } = compileExpression(statement.condition, compiler);
      const target = surroundings.indexOf(statement.goto);
      if (target === undefined) return compiler.fail(statement.at, `this lane has no step ${statement.goto} to go to`);
      return { effects: when(value, [jump(target)]) };
    }
    case 'verb':
      return compileVerb(statement, surroundings);
  }
}

function compileAssignment(
  statement: Extract<Statement, { is: 'assign' }>,
  { lane, compiler, derivations }: Surroundings,
): Action {
  const target = resolveName(
    { is: 'name', name: statement.target, ...(statement.at && { at: statement.at }) },
    compiler,
  );
  if (target.assign === null) return compiler.fail(statement.at, `"${statement.target}" cannot be assigned to`);
  const { value } = compileExpression(statement.value, compiler);
  const ghost = derivations.forAssignment(statement, lane);
  return { effects: [...ghost.before, ...target.assign(value), ...ghost.after] };
}

/** A step's statements cut into what happens at once: what may take several rounds begins a step of its own. */
export function partsOf(statements: readonly Statement[], compiler: Compiler): readonly (readonly Statement[])[] {
  const parts: Statement[][] = [[]];
  for (const statement of statements) {
    const mayStay = statement.is === 'verb' && VERBS.get(statement.verb)?.some((verb) => verb.stays);
    const stays = mayStay && matchVerb(statement, compiler)?.verb.stays;
    const part = parts.at(-1) as Statement[];
    if (stays && part.length > 0) parts.push([statement]);
    else part.push(statement);
  }
  return parts;
}

const VERBS: ReadonlyMap<string, readonly Verb[]> = groupVerbs();

function groupVerbs(): Map<string, Verb[]> {
  const groups = new Map<string, Verb[]>();
  for (const verb of PRIMITIVES.flatMap((primitive) => primitive.verbs)) {
    const name = verb.signature.split(' ')[0] as string;
    groups.set(name, [...(groups.get(name) ?? []), verb]);
  }
  // `free {page}` before `free {value}`: a declared thing is the closer match
  for (const verbs of groups.values())
    verbs.sort((a, b) => Number(a.signature.includes('{value}')) - Number(b.signature.includes('{value}')));
  return groups;
}

function compileVerb(
  statement: Extract<Statement, { is: 'verb' }>,
  { lane, compiler, stepWith }: Surroundings,
): Action {
  const verbs = VERBS.get(statement.verb);
  if (verbs === undefined) return compiler.fail(statement.at, statement.verb, 'race-unknown-verb');
  checkNames(statement.operands, verbs, compiler);
  const match = matchVerb(statement, compiler);
  if (match) return match.verb.compile(match.operands, lane, compiler, { at: statement.at, stepWith });
  return compiler.fail(
    statement.at,
    `"${statement.verb}" is written: ${verbs.map((verb) => verb.signature).join(', or ')}`,
  );
}

/** The verb whose signature fits the statement's operands, or null. */
function matchVerb(
  { verb: name, operands: given }: Extract<Statement, { is: 'verb' }>,
  compiler: Compiler,
): { readonly verb: Verb; readonly operands: readonly Operand[] } | null {
  for (const verb of VERBS.get(name) ?? []) {
    const operands = matchOperands(verb.signature.split(' ').slice(1), given, compiler);
    if (operands) return { verb, operands };
  }
  return null;
}

/** Reports an operand that nothing declares under its own name, before the signatures are tried. */
function checkNames(operands: readonly Expression[], verbs: readonly Verb[], compiler: Compiler): void {
  const words = new Set(verbs.flatMap((verb) => verb.signature.split(' ')));
  for (const operand of operands) {
    if (
      operand.is === 'name' &&
      operand.name !== 'null' &&
      !words.has(operand.name) &&
      !compiler.entity(operand.name)
    ) {
      resolveName(operand, compiler);
    }
  }
}

/** The operands without the words of the signature, or null where it is another signature's. */
function matchOperands(pattern: readonly string[], given: readonly Expression[], compiler: Compiler): Operand[] | null {
  if (pattern.length !== given.length) return null;
  const operands: Operand[] = [];
  for (const [index, part] of pattern.entries()) {
    const expression = given[index] as Expression;
    if (!part.startsWith('{')) {
      if (expression.is !== 'name' || expression.name !== part) return null;
      continue;
    }
    const operand = matchOperand(part.slice(1, -1), expression, compiler);
    if (operand === null) return null;
    operands.push(operand);
  }
  return operands;
}

function matchOperand(kind: string, given: Expression, compiler: Compiler): Operand | null {
  if (kind === 'value') return { is: 'value', ...compileExpression(given, compiler) };
  if (given.is !== 'name') return null;
  if (kind === 'cell') {
    const access = compiler.entity(given.name)?.access ?? null;
    return access?.assign ? { is: 'access', access, name: given.name } : null;
  }
  const entity = compiler.entity(given.name);
  return entity !== undefined && kind.split('/').includes(entity.kind) ? { is: 'entity', entity } : null;
}
