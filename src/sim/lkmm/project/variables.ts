import { namesOf } from '../../../scenario/statements.ts';
import type { Declaration, Expression, Scenario } from '../../../scenario/types.ts';
import { Names } from './names.ts';
import { NotProjectable, VARIABLE_KINDS, type Variable, type Variables } from './types.ts';
import { COUNTED, LOCK_KINDS } from './verbs.ts';

/** Decides what each declared name is: a location where several lanes access it, or memory must be there; else a register. */
export function variablesOf(scenario: Scenario): Variables {
  const declared = new Map(scenario.declarations.map((each) => [each.name, each]));
  const names = new Names();
  const users = usersOf(scenario);
  const counters = namedIn(scenario, (verb) => COUNTED.has(verb));
  const addressed = namedIn(scenario, (verb, operands) => (verb === 'load' || verb === 'store') && operands.length > 3);
  const known = new Map<string, Variable>();
  const variableFor = (declaration: Declaration): Variable | null => {
    const { kind, name, values } = declaration;
    if (kind === 'constant') return { is: 'number', value: numberOf(values[0], declared) };
    if (LOCK_KINDS.has(kind)) return { is: 'lock', name: names.unique(name) };
    if (!VARIABLE_KINDS.has(kind)) return null;
    const lanes = users.get(name) ?? new Set<number>();
    const isCounter = counters.has(name);
    const inMemory = lanes.size !== 1 || isCounter || addressed.has(name) || kind === 'plain';
    const [thread = 0] = lanes;
    return inMemory
      ? { is: 'location', name: names.unique(name), isCounter }
      : { is: 'register', name: names.unique(name), thread };
  };
  for (const declaration of scenario.declarations) {
    const variable = variableFor(declaration);
    if (variable !== null) known.set(declaration.name, variable);
  }
  return {
    known,
    of: (name, step) => {
      if (name === 'null') return { is: 'number', value: 0 };
      const variable = known.get(name);
      if (variable !== undefined) return variable;
      const kind = declared.get(name)?.kind;
      throw new NotProjectable(
        `"${name}"${kind ? ` is ${article(kind)}, which` : ''} is no variable of a memory model`,
        step,
      );
    },
    register: (word) => names.unique(word),
  };
}

/** The number of an initial value; @throws NotProjectable where it is none. */
export function numberOf(value: Expression | undefined, declared: ReadonlyMap<string, Declaration>): number {
  if (value === undefined) return 0;
  if (value.is === 'number') return value.value;
  if (value.is === 'unary' && value.operator === '-') return -numberOf(value.operand, declared);
  if (value.is === 'name') {
    if (value.name === 'null') return 0;
    const constant = declared.get(value.name);
    if (constant?.kind === 'constant') return numberOf(constant.values[0], declared);
  }
  throw new NotProjectable('a variable starts as something that is no number');
}

/** Which lanes name what. */
export function usersOf({ lanes }: Scenario): ReadonlyMap<string, ReadonlySet<number>> {
  const users = new Map<string, Set<number>>();
  for (const [index, lane] of lanes.entries()) {
    for (const name of lane.steps.flatMap(({ statements }) => statements.flatMap(namesOf))) {
      users.set(name, (users.get(name) ?? new Set()).add(index));
    }
  }
  return users;
}

/** Names of what such verbs work on: the first operand that is declared, or of a store the cell behind `to`. */
function namedIn(
  { lanes }: Scenario,
  isIt: (verb: string, operands: readonly Expression[]) => boolean,
): ReadonlySet<string> {
  const verbs = lanes
    .flatMap(({ steps }) => steps.flatMap(({ statements }) => statements))
    .filter((each) => each.is === 'verb');
  return new Set(
    verbs.flatMap(({ verb, operands }) => {
      if (!isIt(verb, operands)) return [];
      const at = COUNTED.get(verb) ?? (verb === 'store' ? 2 : 0);
      const operand = operands[at];
      return operand?.is === 'name' ? [operand.name] : [];
    }),
  );
}

const article = (kind: string): string => (/^[aeiou]/.test(kind) ? `an ${kind}` : `a ${kind}`);
