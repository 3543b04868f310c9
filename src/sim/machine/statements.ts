import type { Expression, Statement } from '../../scenario/types.ts';
import { await_, fail, jump, LEAVE, when } from './actions/build.ts';
import { slotsOf } from './actions/footprint.ts';
import type { Derivations } from './derivations.ts';
import { compileExpression, resolveName } from './expressions.ts';
import { PRIMITIVES } from './primitives/index.ts';
import type { LaneSurround } from './surround.ts';
import type { Action, Compiler, Operand, Place, Verb } from './types.ts';

/** What a statement needs to know of the lane that it stands in. */
export type Surroundings = {
  readonly lane: number;
  readonly compiler: Compiler;
  readonly surround: LaneSurround;
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

/** A step's statements cut into what happens at once: what may take several rounds or starts the lane begins a step of its own. */
export function partsOf(statements: readonly Statement[], compiler: Compiler): readonly (readonly Statement[])[] {
  const parts: Statement[][] = [[]];
  for (const statement of statements) {
    const verb = verbOf(statement, compiler);
    const standsFirst = verb?.stays || verb?.starts;
    const part = parts.at(-1) as Statement[];
    if (standsFirst && part.length > 0) parts.push([statement]);
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

/** The verb that a statement means, or undefined where it is none that is known. */
export function verbOf(statement: Statement, compiler: Compiler): Verb | undefined {
  return statement.is === 'verb' ? matchVerb(statement, compiler)?.verb : undefined;
}

type Matched = { readonly verb: Verb; readonly operands: readonly Operand[] };
type VerbStatement = Extract<Statement, { is: 'verb' }>;

/** Each statement is matched once, though several ask. */
const known = new WeakMap<Compiler, Map<VerbStatement, Matched | null>>();

/** Of the verbs of that name the one whose signature the operands fit. */
function matchVerb(statement: VerbStatement, compiler: Compiler): Matched | null {
  const matches = known.get(compiler) ?? new Map<VerbStatement, Matched | null>();
  known.set(compiler, matches);
  let matched = matches.get(statement);
  if (matched === undefined) {
    matched = findVerb(statement, compiler);
    matches.set(statement, matched);
  }
  return matched;
}

function findVerb({ verb: name, operands: given }: VerbStatement, compiler: Compiler): Matched | null {
  for (const verb of VERBS.get(name) ?? []) {
    const operands = matchOperands(PATTERNS.get(verb) as readonly string[], given, compiler);
    if (operands) return { verb, operands };
  }
  return null;
}

function compileVerb(
  statement: Extract<Statement, { is: 'verb' }>,
  { lane, compiler, surround, derivations, stepWith }: Surroundings,
): Action {
  const verbs = VERBS.get(statement.verb);
  if (verbs === undefined) return compiler.fail(statement.at, statement.verb, 'race-unknown-verb');
  checkNames(statement, compiler);
  const matched = matchVerb(statement, compiler);
  if (matched) {
    const operands = matched.operands.map(
      (each): Operand =>
        each.is === 'access' ? { ...each, access: derivations.watched(each.name, each.access, lane) } : each,
    );
    const action = matched.verb.compile(operands, lane, compiler, { at: statement.at, stepWith });
    const before = matched.verb.sleeps ? surround.beforeSleep : [];
    return { ...action, effects: [...before, ...action.effects, ...derivations.afterVerb(statement, lane)] };
  }
  return compiler.fail(statement.at, `"${statement.verb}" is written: ${formsFor(statement, verbs, compiler)}`);
}

/** The forms of a verb for the kind of thing that it is given; all of them where it has none for that. */
function formsFor({ operands: [first] }: VerbStatement, verbs: readonly Verb[], compiler: Compiler): string {
  const kind = first?.is === 'name' ? compiler.entity(first.name)?.kind : undefined;
  const own = verbs.filter(({ signature }) => signature.split(' ')[1] === `{${kind}}`);
  return (own.length > 0 ? own : verbs).map(({ signature }) => signature).join(', or ');
}

/** What stands behind the verb. */
const PATTERNS: ReadonlyMap<Verb, readonly string[]> = new Map(
  [...VERBS.values()].flat().map((verb) => [verb, verb.signature.split(' ').slice(1)]),
);

/** The words of all signatures that begin with each verb. */
const WORDS: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  [...VERBS].map(([name, verbs]) => [name, new Set(verbs.flatMap((verb) => verb.signature.split(' ')))]),
);

/** Reports an operand that nothing declares under its own name, before the signatures are tried. */
function checkNames({ verb, operands }: VerbStatement, compiler: Compiler): void {
  const words = WORDS.get(verb);
  for (const operand of operands) {
    if (
      operand.is === 'name' &&
      operand.name !== 'null' &&
      !words?.has(operand.name) &&
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
