import { readdirSync, readFileSync } from 'node:fs';
import { FAILURES, type Failure } from '../src/extract/types.ts';
import type { ScenarioVerdict } from '../src/judge/types.ts';

/**
 * The scenarios of `corpus/scenarios/`: pairs of `name.race` and `name.expected`. The second says in a few lines, `key: value`, what must
 * come of the first; docs/corpus.md tells how to write them.
 */
export type Pair = {
  readonly name: string;
  /** The `.race` text. */
  readonly text: string;
  /** The comment lines above everything else, without `#`. */
  readonly comment: readonly string[];
  /** The scenarios that this one is the corrected form of. */
  readonly corrects: readonly string[];
  /** The verdict that would be right, where threadjudge cannot find it yet and says `undetermined`; or null. */
  readonly notYet: string | null;
  /** The lines of `name.expected`, but for those two and remarks. */
  readonly expected: readonly string[];
};

const FOLDER = new URL('../corpus/scenarios/', import.meta.url);

/** Names of the files with this ending, without it, sorted. */
export function namesOf(ending: '.race' | '.expected'): string[] {
  const files = readdirSync(FOLDER).filter((file) => file.endsWith(ending));
  return files.map((file) => file.slice(0, -ending.length)).sort();
}

export function readPair(name: string): Pair {
  const text = readFileSync(new URL(`${name}.race`, FOLDER), 'utf8');
  const lines = text.split('\n');
  const begin = lines.findIndex((line) => !line.startsWith('#'));
  const expected = readFileSync(new URL(`${name}.expected`, FOLDER), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  const value = (key: string) => expected.find((line) => line.startsWith(key))?.slice(key.length) ?? null;
  return {
    name,
    text,
    comment: lines.slice(0, begin).map((line) => line.slice(1).trim()),
    corrects: value(CORRECTS)?.split(', ') ?? [],
    notYet: value(NOT_YET),
    expected: expected.filter((line) => !line.startsWith(CORRECTS) && !line.startsWith(NOT_YET)),
  };
}
const CORRECTS = 'corrects: ';
const NOT_YET = 'not yet: ';

/**
 * What came of a scenario, in the lines of a `.expected` file: the verdict; for each failure that is looked for or was met, where; how the one that
 * decides reads, and how many times its shortest run changes from one lane to another; what each memory model says, where reordering is
 * looked for; the drawn order; whether the search was complete.
 */
export function tell({ scenario, verdict, outcome, witness, models, drawnOrder }: ScenarioVerdict): string[] {
  // what is told is the drawn run where it fails; a textbook's run is the shortest
  const shortest = outcome.witnesses.find(({ failure }) => failure === witness?.failure) ?? witness;
  const shown = shortest === null ? outcome.witnesses : [shortest, ...outcome.witnesses];
  const met = new Map(shown.map((each) => [each.failure, each.step] as const));
  const isReordered = witness !== null && !outcome.witnesses.some(({ failure }) => failure === witness.failure);
  const ofModels = asked(scenario, 'reordering') ? [`models: ${tellModels(models)}`] : [];
  const told = new Set<Failure>([...scenario.goals.map((goal) => goal.failure), ...met.keys()]);
  return [
    `verdict: ${verdict}`,
    ...FAILURES.filter((failure) => told.has(failure)).map((failure) => {
      const step = met.get(failure);
      return `${failure}: ${step === undefined ? 'never' : `at ${step ?? 'the end'}`}`;
    }),
    ...(shortest === null
      ? []
      : [
          `message: ${shortest.message}`,
          ...(isReordered ? [] : [`context switches: ${switchesOf(shortest.moves.map((move) => move.lane))}`]),
        ]),
    ...ofModels,
    `drawn order: ${scenario.drawn.length === 0 ? 'none' : tellOrder(drawnOrder, scenario)}`,
    `search: ${outcome.complete ? 'complete' : `cut off at ${outcome.bound}`}`,
  ];
}

const asked = ({ goals }: ScenarioVerdict['scenario'], failure: Failure): boolean =>
  goals.some((goal) => goal.failure === failure);

function tellModels(models: ScenarioVerdict['models']): string {
  return Object.entries(models)
    .map(([model, verdict]) => `${model} ${verdict}`)
    .join(', ');
}

function tellOrder(order: ScenarioVerdict['drawnOrder'], { lanes }: ScenarioVerdict['scenario']): string {
  if (order.is === 'executable') return 'executable';
  if (order.is === 'unknown') return `unknown, ${order.why}`;
  const { blocker, contradicted, step } = order;
  if (blocker === null) return `impossible at ${step}${contradicted === null ? '' : `: "${contradicted}"`}`;
  const holder = blocker.holder === null ? '' : `, held by ${lanes[blocker.holder]?.name}`;
  const since = blocker.since === null ? '' : ` since ${blocker.since}`;
  return `impossible at ${step}, which waits for ${blocker.on}${holder}${since}`;
}

function switchesOf(lanes: readonly number[]): number {
  return lanes.slice(1).filter((lane, index) => lane !== lanes[index]).length;
}

/** Lines of steps and declarations, without cell texts: what a corrected form shares with what it corrects. */
export function programLines({ text }: Pair): string[] {
  const lines = text.split('\n').map((line) => line.replace(/\s*#.*$/, '').trim());
  return lines.filter((line) => line !== '' && !/^(?:scenario|drawn|look|assume)\b/.test(line));
}

/** Whether the expectation says that this failure is met. */
export function isMet({ expected }: Pair, failure: Failure): boolean {
  return expected.some((line) => line.startsWith(`${failure}: at `));
}

/** Whether it fails on purpose, as the first of a pair of a mistake and its correction. */
export function isMistake({ expected }: Pair): boolean {
  return expected[0] === 'verdict: reproduces';
}

/** The title that a `.race` text gives itself. */
function titleOf({ text }: Pair): string {
  return /^scenario "(.*)"/m.exec(text)?.[1]?.replaceAll('\\"', '"') ?? '';
}

/** The index of README.md: for each failure the scenarios that show it, and their corrected forms. */
export function indexOf(pairs: readonly Pair[], failures: readonly Failure[]): string {
  const link = (name: string) => `[${name}](${name}.race)`;
  const sections = failures.map((failure) => {
    const rows = pairs
      .filter((pair) => isMistake(pair) && isMet(pair, failure))
      .map((pair) => {
        const corrected = pairs.filter(({ corrects }) => corrects.includes(pair.name)).map(({ name }) => link(name));
        return `| ${link(pair.name)} | ${titleOf(pair).replaceAll('|', '\\|')} | ${corrected.join(', ')} |`;
      });
    return [`### ${failure}`, '', '| scenario | what happens | corrected |', '|---|---|---|', ...rows, ''].join('\n');
  });
  return sections.join('\n');
}
