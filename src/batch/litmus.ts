import type { Problem } from '../problems.ts';
import type { LitmusResult } from '../report/litmus/types.ts';
import { explainLitmus, type LitmusBounds, type ModelName, readLitmus, runLitmus } from '../sim/lkmm/index.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { internalProblem } from './internal.ts';
import { readText } from './read-text.ts';

export type LitmusRunOptions = {
  readonly model: ModelName;
  readonly bounds: LitmusBounds;
  /** Whether to find out why each test comes out as it does. */
  readonly why: boolean;
  readonly standardInput?: AsyncIterable<Buffer | string>;
  readonly onInternalError?: (error: unknown, source: string) => void;
};

/** Runs litmus tests one after the other; what is wrong with one stops no other. Never throws. */
export async function runLitmusFiles(
  sources: readonly string[],
  options: LitmusRunOptions,
): Promise<readonly LitmusResult[]> {
  const results: LitmusResult[] = [];
  for (const source of sources) {
    const text = await readText(source, options.standardInput);
    results.push(typeof text === 'string' ? litmusResult(text, source, options) : { source, problems: text });
  }
  return results;
}

/** Runs one litmus test. Never throws. */
export function litmusResult(text: string, source: string, options: LitmusRunOptions): LitmusResult {
  const { model, bounds } = options;
  try {
    const read = readLitmus(text, source);
    if (!read.ok) return { source, problems: [read.problem] };
    const ran = runLitmus(read.test, { model, bounds });
    if (!ran.ok) return { source, problems: [ran.problem] };
    const explained = options.why ? explainLitmus(read.test, model, bounds) : null;
    return { source, test: read.test, outcome: ran.outcome, why: explained?.ok ? explained.why : null };
  } catch (error) {
    options.onInternalError?.(error, source);
    return { source, problems: [internalProblem(source, error)] };
  }
}

/** All that went wrong, tests that a bound cut short included. */
export function litmusProblems(results: readonly LitmusResult[]): Problem[] {
  return results.flatMap((result) => {
    if ('problems' in result) return result.problems;
    const { source, outcome } = result;
    if (outcome.complete) return [];
    const what = outcome.bound === 'time' ? 'the time is up' : `${outcome.choices - 1} choices were made`;
    return [{ code: 'litmus-bound' as const, source, detail: what }];
  });
}

/** A litmus test states nothing that could be contradicted: only what failed counts. */
export function exitCodeForLitmus(results: readonly LitmusResult[]): ExitCode {
  return litmusProblems(results).length > 0 ? EXIT.unreadable : EXIT.agreed;
}
