import type { Scenario, Statement } from '../../../src/scenario/types.ts';
import { type Step, stepsOf } from '../naive-machine.ts';
import { nameOf } from './operands.ts';

/**
 * Who may still bring an event that somebody waits for. Events are named in words: `wake wq`, `done d`, `cell x`. A lane that
 * may come to a statement that brings it could; what it brings after it entered anew itself is another one.
 */
const BRINGS: Record<string, (name: string) => readonly string[]> = {
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
};
const STARTS_ANEW: Record<string, (name: string) => string> = {
  enter: (name) => `exit ${name}`,
  'try-enter': (name) => `exit ${name}`,
  freeze: (name) => `unfreeze ${name}`,
};

export function lanesThatBring(event: string, pc: readonly number[], scenario: Scenario): number[] {
  const steps = stepsOf(scenario);
  return pc.flatMap((at, lane) => (comesTo(event, at, steps[lane] as Step[]) ? [lane] : []));
}

function comesTo(event: string, at: number, steps: readonly Step[], seen = new Set<number>()): boolean {
  const step = steps[at];
  if (step === undefined || seen.has(at)) return false;
  seen.add(at);
  for (const statement of step.statements) {
    if (statement.is === 'if' && statement.goto !== 'end') {
      const target = steps.findIndex(({ id }) => id === statement.goto);
      if (comesTo(event, target, steps, seen)) return true;
    }
    if (statement.is === 'verb') {
      const name = nameOf(statement.operands[0]);
      if (STARTS_ANEW[statement.verb]?.(name) === event) return false;
      if (statement.verb === 'again' && comesTo(event, beginOf(name, steps), steps, seen)) return true;
    }
    if (brings(statement).includes(event)) return true;
  }
  return comesTo(event, at + 1, steps, seen);
}

function brings(statement: Statement): readonly string[] {
  if (statement.is === 'assign') return [`cell ${statement.target}`];
  if (statement.is !== 'verb') return [];
  const own = BRINGS[statement.verb]?.(nameOf(statement.operands[0])) ?? [];
  const into = statement.operands.findIndex((operand) => nameOf(operand) === 'into');
  return into < 0 ? own : [...own, `cell ${nameOf(statement.operands[into + 1])}`];
}

/** The step of a function's lane where it begins. */
export function beginOf(name: string, steps: readonly Step[]): number {
  return steps.findIndex(({ statements }) =>
    statements.some((each) => each.is === 'verb' && each.verb === 'begin' && nameOf(each.operands[0]) === name),
  );
}
