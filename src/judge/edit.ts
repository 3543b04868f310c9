import type { Failure } from '../extract/types.ts';
import type { Lane, Scenario, ScenarioStep, Statement } from '../scenario/types.ts';
import { PRIMITIVES } from '../sim/index.ts';

/** Changes to scenarios: what relaxations, fixes and claims are made of. All give a new scenario. */

export function mapLanes(scenario: Scenario, change: (lane: Lane, index: number) => Lane): Scenario {
  return { ...scenario, lanes: scenario.lanes.map(change) };
}

export function mapSteps(
  lane: Lane,
  change: (step: ScenarioStep, index: number) => ScenarioStep | readonly ScenarioStep[],
): Lane {
  return { ...lane, steps: lane.steps.flatMap(change) };
}

/** The scenario with other steps in one lane. */
export function withSteps(scenario: Scenario, lane: number, steps: readonly ScenarioStep[]): Scenario {
  return mapLanes(scenario, (each, index) => (index === lane ? { ...each, steps } : each));
}

/** A step after a lane's last, which jumps to the end do not pass by: a lock that is held across is released on every path. */
export function withLastStep(steps: readonly ScenarioStep[], last: ScenarioStep): ScenarioStep[] {
  const before = steps.map((step) => ({
    ...step,
    statements: step.statements.map((each) =>
      each.is === 'if' && each.goto === 'end' ? { ...each, goto: last.id } : each,
    ),
  }));
  return [...before, last];
}

/** Drops every statement that `drop` names; steps stay, so that ids and the drawn order keep their meaning. */
export function withoutStatements(
  scenario: Scenario,
  drop: (statement: Statement, lane: number, step: ScenarioStep) => boolean,
): Scenario {
  return mapLanes(scenario, (lane, index) =>
    mapSteps(lane, (step) => ({
      ...step,
      statements: step.statements.filter((statement) => !drop(statement, index, step)),
    })),
  );
}

/** A step that no cell shows, with an id that the scenario does not have yet. */
export function newStep(scenario: Scenario, statements: readonly Statement[], text: string, offset = 0): ScenarioStep {
  const numbers = scenario.lanes.flatMap((lane) => lane.steps.map((step) => /^implied:(\d+)$/.exec(step.id)?.[1]));
  const next = Math.max(0, ...numbers.map((number) => Number(number ?? 0))) + 1 + offset;
  return { id: `implied:${next}`, statements, text };
}

export function declared(scenario: Scenario, kind: string): string[] {
  return scenario.declarations
    .filter((declaration) => declaration.kind === kind)
    .map((declaration) => declaration.name);
}

/** The kinds of things that are locked and unlocked: a lock, a mutex, an rwsem. */
const LOCK_KINDS: ReadonlySet<string> = new Set(
  PRIMITIVES.flatMap(({ verbs }) => verbs.flatMap(({ signature }) => /^unlock \{(.+)\}$/.exec(signature)?.[1] ?? [])),
);

/** The names of everything that is locked and unlocked, of whatever kind. */
export function declaredLocks(scenario: Scenario): string[] {
  return scenario.declarations.filter(({ kind }) => LOCK_KINDS.has(kind)).map(({ name }) => name);
}

export function withDeclaration(scenario: Scenario, kind: string, declaration: string): Scenario {
  if (scenario.declarations.some((known) => known.name === declaration)) return scenario;
  return {
    ...scenario,
    declarations: [...scenario.declarations, { kind, name: declaration, values: [], options: [] }],
  };
}

export function looksFor({ goals }: Scenario, failure: Failure): boolean {
  return goals.some((goal) => goal.failure === failure);
}

/** The mail's line of a step id; null for implied steps. */
export function lineOf(id: string): number | null {
  const match = /^(\d+):\d+$/.exec(id);
  return match ? Number(match[1]) : null;
}

/** A message of the machine for whoever has the mail: its lines for the steps' ids, and nothing for a step that no row draws. */
export const byLines = (message: string): string =>
  message
    .replace(/ \((\d+):\d+\)/g, ' (line $1)')
    .replace(/ at (\d+):\d+(?= |;|$)/g, ' on line $1')
    .replace(/ (?:\(implied:\d+\)|at implied:\d+)/g, '');

/** Lines of the steps that `test` names, in order, each once. */
export function linesWhere(scenario: Scenario, test: (statement: Statement, lane: number) => boolean): number[] {
  const lines = scenario.lanes.flatMap((lane, index) =>
    lane.steps.flatMap((step) =>
      step.statements.some((statement) => test(statement, index)) ? (lineOf(step.id) ?? []) : [],
    ),
  );
  return [...new Set(lines)].sort((a, b) => a - b);
}

/** "line 14", "lines 14 and 20", "lines 3, 14 and 20"; "" for none. */
export function linesText(lines: readonly number[]): string {
  if (lines.length === 0) return '';
  if (lines.length === 1) return `line ${lines[0]}`;
  return `lines ${lines.slice(0, -1).join(', ')} and ${lines.at(-1)}`;
}
