import type { Scenario, Statement } from '../../../src/scenario/types.ts';
import { mayGoRound, type Step, stepsOf } from '../naive-machine.ts';
import { nameOf } from './operands.ts';

/**
 * Who may still bring an event that somebody waits for. Events are named in words: `wake wq`, `done d`, `cell x`. A lane that
 * may come to a statement that brings it could; what it brings after it entered anew itself is another one.
 */
const BRINGS: Record<string, (name: string) => string[]> = {
  wake: (name) => [`wake ${name}`],
  'wake-one': (name) => [`wake ${name}`],
  complete: (name) => [`done ${name}`],
  'complete-all': (name) => [`done ${name}`],
  stop: (name) => [`wake ${name}`, `parking ${name}`],
  park: (name) => [`wake ${name}`],
  unpark: (name) => [`parking ${name}`],
  parkme: (name) => [`parking ${name}`],
  exit: (name) => [`exit ${name}`],
  queue: (name) => [`ask ${name}`],
  'queue-now': (name) => [`ask ${name}`],
  'call-rcu': (name) => [`ask ${name}`],
  restart: (name) => [`ask ${name}`],
  begin: (name) => [`begin ${name}`],
  enable: (name) => [`enable ${name}`],
  unfreeze: (name) => [`unfreeze ${name}`],
  unlock: (name) => [`unlock ${name}`],
};
/** Atomic verbs, with the place of the cell that they change. */
const CHANGES: Record<string, number> = {
  inc: 0,
  dec: 0,
  'dec-and-test': 0,
  'inc-not-zero': 0,
  exchange: 0,
  'compare-exchange': 0,
  'atomic-add': 2,
  'add-return': 2,
  'fetch-add': 2,
  'fetch-or': 2,
  'fetch-and': 2,
  store: 2,
  'set-bit': 2,
  'clear-bit': 2,
  'change-bit': 2,
  'test-and-set-bit': 2,
  'test-and-clear-bit': 2,
};
const STARTS_ANEW: Record<string, (name: string) => string> = {
  enter: (name) => `exit ${name}`,
  'try-enter': (name) => `exit ${name}`,
  freeze: (name) => `unfreeze ${name}`,
};

export function lanesThatBring(event: string, pc: readonly number[], scenario: Scenario): number[] {
  const steps = stepsOf(scenario);
  return pc.flatMap((at, lane) => (comesTo(event, at, steps[lane] as Step[], scenario) ? [lane] : []));
}

/** The lanes asked about stand still: one at a statement of several rounds has done the first of them. */
function comesTo(event: string, start: number, steps: readonly Step[], scenario: Scenario): boolean {
  const seen = new Set<number>();
  const walk = (at: number, from = 0): boolean => {
    const step = steps[at];
    if (step === undefined) return false;
    for (const statement of step.statements.slice(from)) {
      if (statement.is === 'if' && statement.goto !== 'end') {
        if (visit(steps.findIndex(({ id }) => id === statement.goto))) return true;
      }
      if (statement.is === 'verb') {
        const name = nameOf(statement.operands[0]);
        if (STARTS_ANEW[statement.verb]?.(name) === event) return false;
        if (statement.verb === 'again' && visit(beginOf(name, steps))) return true;
      }
      if (brings(statement).includes(event)) return true;
    }
    return visit(at + 1);
  };
  const visit = (at: number): boolean => {
    if (seen.has(at)) return false;
    seen.add(at);
    return walk(at);
  };
  const first = steps[start]?.statements[0];
  return walk(start, first && mayGoRound(first, scenario) ? 1 : 0);
}

function brings(statement: Statement): readonly string[] {
  if (statement.is === 'assign') return [`cell ${statement.target}`];
  if (statement.is !== 'verb') return [];
  const own = BRINGS[statement.verb]?.(nameOf(statement.operands[0])) ?? [];
  const changed = CHANGES[statement.verb];
  if (changed !== undefined) own.push(`cell ${nameOf(statement.operands[changed])}`);
  const into = statement.operands.findIndex((operand) => nameOf(operand) === 'into');
  return into < 0 ? own : [...own, `cell ${nameOf(statement.operands[into + 1])}`];
}

/** The step of a function's lane where it begins. */
export function beginOf(name: string, steps: readonly Step[]): number {
  return steps.findIndex(({ statements }) =>
    statements.some((each) => each.is === 'verb' && each.verb === 'begin' && nameOf(each.operands[0]) === name),
  );
}
