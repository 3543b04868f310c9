export { checkInputs } from './check.ts';
export { allProblems, EXIT, type ExitCode, exitCodeFor, exitCodeForScenario } from './exit-code.ts';
export { drawingsOf, explainMoves, explainScenarios } from './explain.ts';
export { explainSteps } from './explain-steps.ts';
export { readLexicons } from './lexicons.ts';
export { outputProblem, writeOutput } from './output.ts';
export { readText } from './read-text.ts';
export { replayRace, runRace } from './run-race.ts';
export type { CheckOptions, Stages, Timing } from './types.ts';
