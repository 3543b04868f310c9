import type { Failure } from '../extract/types.ts';
import { judgeScenario } from '../judge/index.ts';
import type { ScenarioVerdict } from '../judge/types.ts';
import type { Problem } from '../problems.ts';
import { readRace } from '../scenario/index.ts';
import type { Scenario } from '../scenario/types.ts';
import { replay, scenarioProblems } from '../sim/index.ts';
import type { Bounds, Move } from '../sim/types.ts';
import { internalProblem } from './internal.ts';

export type RunOptions = {
  readonly bounds: Bounds;
  readonly onInternalError?: (error: unknown, source: string) => void;
};

export type Ran = { readonly judged: ScenarioVerdict } | { readonly problems: readonly Problem[] };
/** One execution of a scenario, as the token of a witness names it. */
export type Replayed =
  | { readonly scenario: Scenario; readonly moves: readonly Move[]; readonly failure: Failure | null }
  | { readonly problems: readonly Problem[] };

/** Judges one `.race` text. Never throws. */
export function runRace(text: string, source: string, options: RunOptions): Ran {
  return withScenario(text, source, options, (scenario) => ({
    judged: judgeScenario(scenario, { bounds: options.bounds }),
  }));
}

/** Runs one `.race` text in the order that `token` says. Never throws. */
export function replayRace(text: string, source: string, token: string, options: RunOptions): Replayed {
  return withScenario<Replayed>(text, source, options, (scenario) => {
    const replayed = replay(scenario, token);
    return 'code' in replayed ? { problems: [{ ...replayed, source }] } : { scenario, ...replayed };
  });
}

/** A header line, or an mbox's: somebody gave a mail to `run`. */
export function looksLikeMail(text: string): boolean {
  return /^(?:[A-Za-z][\w-]*:\s|From )/.test(text.slice(0, 200));
}

function withScenario<Result>(
  text: string,
  source: string,
  options: RunOptions,
  use: (scenario: Scenario) => Result,
): Result | { readonly problems: readonly Problem[] } {
  try {
    if (looksLikeMail(text)) return { problems: [{ code: 'race-no-race', source }] };
    const read = readRace(text, source);
    const problems = read.ok ? scenarioProblems(read.scenario, source) : read.problems;
    return read.ok && problems.length === 0 ? use(read.scenario) : { problems };
  } catch (error) {
    options.onInternalError?.(error, source);
    return { problems: [internalProblem(source, error)] };
  }
}
