import { type Problem, ProblemError } from '../problems.ts';

/** What was thrown, as a problem of the input it was thrown for. */
export function internalProblem(source: string, error: unknown): Problem {
  if (error instanceof ProblemError) return { source, ...error.problem };
  return { code: 'internal', source, detail: error instanceof Error ? error.message : String(error) };
}
