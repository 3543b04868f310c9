import type { Table } from '../extract/lexicon/index.ts';
import type { Problem } from '../problems.ts';
import { readRace } from '../scenario/index.ts';
import type { Scenario } from '../scenario/types.ts';
import { printPromela, scenarioProblems } from '../sim/index.ts';
import { printLitmus, projectScenario } from '../sim/lkmm/index.ts';
import type { Bounds } from '../sim/types.ts';
import { checkInputs } from './check.ts';
import { allProblems } from './exit-code.ts';
import { drawingsOf } from './explain.ts';
import { internalProblem } from './internal.ts';
import { readText } from './read-text.ts';
import { looksLikeMail } from './run-race.ts';

/** The formats of other programs in which a scenario can be printed, by the name that `--to` takes: a new one is a row. */
const EXPORTS: Readonly<Record<string, (scenario: Scenario, source: string) => string | Problem>> = {
  promela: printPromela,
  litmus: litmusOf,
};

/** The litmus test that a scenario is; of several choices of initial values the first. */
function litmusOf(scenario: Scenario, source: string): string | Problem {
  const projection = projectScenario(scenario);
  if (!projection.ok) {
    const { why, step } = projection;
    const at = scenario.lanes.flatMap(({ steps }) => steps).find(({ id }) => id === step)?.at;
    return { code: 'not-a-litmus-test', source, ...at, detail: step === null ? why : `step ${step}: ${why}` };
  }
  const [test, another] = projection.tests;
  if (test === undefined || another !== undefined)
    return { code: 'not-a-litmus-test', source, detail: 'some cells have several initial values; choose one of each' };
  return printLitmus(test);
}

export type ExportOptions = {
  readonly bounds: Bounds;
  /** Bytes of the file. */
  readonly limit: number;
  /** Of a mail with several drawings the one that is wanted, from 1; null where it has only one. */
  readonly drawing: number | null;
  readonly tables?: readonly Table[];
  readonly standardInput?: AsyncIterable<Buffer | string>;
  readonly onInternalError?: (error: unknown, source: string) => void;
};
export type Exported = { readonly text: string } | { readonly problems: readonly Problem[] };

/** Prints the scenario of a `.race` file, or of a mail's drawing, in another format. Never throws. */
export async function exportScenario(source: string, format: string, options: ExportOptions): Promise<Exported> {
  const print = Object.hasOwn(EXPORTS, format) ? EXPORTS[format] : undefined;
  if (print === undefined) {
    const detail = `there is no format "${format}" to export to; known: ${Object.keys(EXPORTS).join(', ')}`;
    return { problems: [{ code: 'usage', detail }] };
  }
  try {
    const scenario = await scenarioOf(source, options);
    if ('problems' in scenario) return scenario;
    const problems = scenarioProblems(scenario, source);
    if (problems.length > 0) return { problems };
    const text = print(scenario, source);
    return typeof text === 'string' ? { text } : { problems: [text] };
  } catch (error) {
    options.onInternalError?.(error, source);
    return { problems: [internalProblem(source, error)] };
  }
}

type Read = Scenario | { readonly problems: readonly Problem[] };

async function scenarioOf(source: string, options: ExportOptions): Promise<Read> {
  // it is read twice: once to see what it is
  const standardInput = options.standardInput && again(options.standardInput);
  const text = await readText(source, standardInput, options.limit);
  if (typeof text !== 'string') return { problems: text };
  if (looksLikeMail(text)) return drawnIn(source, { ...options, ...(standardInput && { standardInput }) });
  const read = readRace(text, source);
  return read.ok ? read.scenario : { problems: read.problems };
}

async function drawnIn(source: string, options: ExportOptions): Promise<Read> {
  const report = await checkInputs([source], options);
  const problems = allProblems(report);
  if (problems.length > 0) return { problems };
  const [drawing, another] = drawingsOf(report.messages, options.drawing);
  if (drawing === undefined) return { problems: [{ code: 'nothing-to-judge', source }] };
  if (another !== undefined)
    return { problems: [{ code: 'usage', detail: `${source} has several drawings; --drawing N picks one` }] };
  return drawing.judged.scenario;
}

/** Chunks that can be read more than once. */
function again(chunks: AsyncIterable<Buffer | string>): AsyncIterable<Buffer | string> {
  const kept: (Buffer | string)[] = [];
  let isRead = false;
  return {
    async *[Symbol.asyncIterator]() {
      if (isRead) yield* kept;
      else
        for await (const chunk of chunks) {
          kept.push(chunk);
          yield chunk;
        }
      isRead = true;
    },
  };
}
