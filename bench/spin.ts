import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { judgeScenario } from '../src/judge/index.ts';
import { readRace } from '../src/scenario/index.ts';
import type { Scenario } from '../src/scenario/types.ts';
import { search } from '../src/sim/explore/search.ts';
import { printPromela } from '../src/sim/index.ts';
import { compileProgram } from '../src/sim/machine/program.ts';
import { DEFAULT_BOUNDS } from '../src/sim/types.ts';
import { busyLanes, meetingLanes } from './shared/models.ts';

/**
 * Against Spin's compiled checker on the model that `export --to promela` prints, both measured in one run and in turns; medians are
 * compared. `WRITE=1` puts the figures and the plot into bench/README.md.
 */
const REPEATS = Number(process.env.REPEATS ?? 3);
/** The promises of issue and README. */
const STATES_A_SECOND = 1;
const FASTER_TO_VERDICT = 50;
const REDUCED_TIME = 1;
const BYTES_A_STATE = 120;
const LEAST_STATES = 3_000_000;

const BOUNDS = { states: 20_000_000, steps: 100_000, memory: 2 ** 31, time: 300_000 };
const folder = mkdtempSync(join(tmpdir(), 'threadjudge-bench-'));
const root = process.cwd();
const out: string[] = [];
let kept = true;

const missing = ['spin', 'gcc'].filter((tool) => spawnSync(tool, ['--version']).error !== undefined);
const median = (times: readonly number[]): number => times.toSorted((a, b) => a - b)[times.length >> 1] ?? Number.NaN;
const millions = (count: number): string => `${(count / 1e6).toFixed(2)} million`;

function say(line: string): void {
  console.log(`  ${line}`);
  out.push(line);
}
function promise(isKept: boolean, words: string): string {
  kept &&= isKept;
  return `${words}${isKept ? '' : ' NOT KEPT'}`;
}
function timed(work: () => void): number {
  const begin = performance.now();
  work();
  return performance.now() - begin;
}
function explored(scenario: Scenario, reduce: boolean) {
  const result = search(compileProgram(scenario), { bounds: BOUNDS, reduce, now: () => performance.now() });
  if (!result.complete) throw new Error(`the search ended at its bound: ${result.bound}`);
  return result;
}

/** Generates and compiles the checker of a scenario; gives its path. */
function checker(scenario: Scenario, name: string, spin: readonly string[], gcc: readonly string[]): string {
  const model = printPromela(scenario, name);
  if (typeof model !== 'string') throw new Error(JSON.stringify(model));
  writeFileSync(join(folder, 'model.pml'), model);
  execFileSync('spin', ['-a', ...spin, 'model.pml'], { cwd: folder, stdio: 'ignore' });
  execFileSync('gcc', ['-w', '-DSAFETY', '-DMEMLIM=4096', ...gcc, '-o', name, 'pan.c'], { cwd: folder });
  return join(folder, name);
}
function runChecker(path: string, hash = '-w24'): { readonly states: number; readonly errors: number } {
  const { stdout } = spawnSync(path, [hash, '-m1000000'], { cwd: folder, encoding: 'utf8' });
  const states = /^\s*([\d.e+]+) states, stored$/m.exec(stdout)?.[1];
  if (states === undefined) throw new Error(stdout);
  return { states: Number(states), errors: Number(/errors: (\d+)/.exec(stdout)?.[1]) };
}

function withoutReduction(): void {
  const scenario = busyLanes(4, 2, 1);
  // -o2: Spin forgets dead variables otherwise, and does not see the same states
  const spin = checker(scenario, 'whole', ['-o2'], ['-O2', '-DNOREDUCE']);
  const [ours, theirs]: [number[], number[]] = [[], []];
  let states = 0;
  for (let repeat = 0; repeat < REPEATS; repeat++) {
    ours.push(timed(() => { states = explored(scenario, false).states; })); // biome-ignore format: a line
    theirs.push(timed(() => {
      const seen = runChecker(spin);
      // one more before the lanes are started
      if (seen.states !== states + 1 || seen.errors > 0) throw new Error(`Spin sees ${seen.states} states, threadjudge ${states}`);
    })); // biome-ignore format: a line
  }
  if (states < LEAST_STATES) throw new Error(`only ${states} states`);
  const ratio = median(theirs) / median(ours);
  say(
    `without reduction, ${millions(states)} states: threadjudge ${millions((states / median(ours)) * 1000)} a second, ` +
      `Spin ${millions((states / median(theirs)) * 1000)}; ${promise(ratio >= STATES_A_SECOND, `${ratio.toFixed(2)} times as many (promised: at least ${STATES_A_SECOND})`)}`,
  );
}

function withReduction(): void {
  const models = [
    ['lanes that meet everywhere', busyLanes(4, 2)],
    ['lanes that meet at one lock', meetingLanes(4, 30)],
  ] as const;
  for (const [name, scenario] of models) {
    const whole = explored(scenario, false).states;
    const spin = checker(scenario, 'reduced', [], ['-O2']);
    const [ours, theirs]: [number[], number[]] = [[], []];
    let [mine, its] = [0, 0];
    for (let repeat = 0; repeat < REPEATS; repeat++) {
      ours.push(timed(() => { mine = explored(scenario, true).states; })); // biome-ignore format: a line
      theirs.push(timed(() => { its = runChecker(spin).states; })); // biome-ignore format: a line
    }
    const ratio = median(ours) / median(theirs);
    say(
      `with reduction, ${name}, ${millions(whole)} states without it: threadjudge ${median(ours).toFixed(0)} ms (${mine} states), ` +
        `Spin's checker ${median(theirs).toFixed(0)} ms (${its}); ${promise(ratio <= REDUCED_TIME, `${ratio.toFixed(2)} times its time (promised: at most ${REDUCED_TIME})`)}`,
    );
  }
}

/** From the file to the verdict, in a warm process, against all that Spin needs. */
function toVerdict(): void {
  const corpus = join(root, 'corpus/scenarios');
  const files = existsSync(corpus)
    ? readdirSync(corpus)
        .filter((name) => name.endsWith('.race'))
        .sort()
    : [];
  const most = Number(process.env.FILES ?? 60);
  const step = Math.max(1, Math.ceil(files.length / most));
  const picked = files.filter((_, index) => index % step === 0);
  if (picked.length === 0) {
    say('from file to verdict: skipped, corpus/scenarios has no .race files');
    return;
  }
  const judge = (name: string) => {
    const read = readRace(readFileSync(join(corpus, name), 'utf8'), name);
    if (!read.ok) throw new Error(JSON.stringify(read.problems));
    judgeScenario(read.scenario, { bounds: DEFAULT_BOUNDS });
    return read.scenario;
  };
  for (const name of picked) judge(name);
  const ratios: number[] = [];
  const [ours, theirs]: [number[], number[]] = [[], []];
  for (const name of picked) {
    const own = median(Array.from({ length: REPEATS }, () => timed(() => judge(name))));
    const scenario = judge(name);
    const its = timed(() => runChecker(checker(scenario, 'small', [], ['-O0']), '-w18'));
    ours.push(own);
    theirs.push(its);
    ratios.push(its / own);
  }
  const ratio = median(ratios);
  say(
    `from file to verdict, ${picked.length} of ${files.length} files of corpus/scenarios: threadjudge ${median(ours).toFixed(2)} ms, ` +
      `Spin ${median(theirs).toFixed(0)} ms, medians; ${promise(ratio >= FASTER_TO_VERDICT, `${ratio.toFixed(0)} times faster (promised: at least ${FASTER_TO_VERDICT})`)}`,
  );
}

function memory(): void {
  const scenario = busyLanes(4, 1, 30);
  const variables = compileProgram(scenario).slots.length - scenario.lanes.length;
  const { states, bytes } = search(compileProgram(scenario), {
    bounds: { ...BOUNDS, states: 1_000_000 },
    reduce: false,
    now: () => performance.now(),
  });
  const each = bytes / states;
  say(
    `memory, ${variables} variables, ${millions(states)} states: ${promise(variables >= 40 && each <= BYTES_A_STATE, `${each.toFixed(0)} bytes a state (promised: at most ${BYTES_A_STATE})`)}`,
  );
}

/** What each further lane costs. */
function byLanes(): string[] {
  const widest = 50;
  const rows = [2, 3, 4, 5, 6].map((lanes) => {
    // six lanes that meet everywhere would have too many states to be counted whole
    const scenario = meetingLanes(lanes, 6);
    const [whole, reduced] = [false, true].map((reduce) => {
      let states = 0;
      const time = timed(() => { states = explored(scenario, reduce).states; }); // biome-ignore format: a line
      return { states, time };
    }) as [{ states: number; time: number }, { states: number; time: number }];
    return { lanes, whole, reduced };
  });
  const most = Math.log(Math.max(...rows.map(({ whole }) => whole.states)));
  const bar = (states: number, mark: string) =>
    mark.repeat(Math.max(1, Math.round((Math.log(states) / most) * widest)));
  return [
    '| lanes | states without reduction | ms | states with reduction | ms |',
    '|---|---|---|---|---|',
    ...rows.map(({ lanes, whole, reduced }) =>
      `| ${lanes} | ${whole.states} | ${whole.time.toFixed(1)} | ${reduced.states} | ${reduced.time.toFixed(1)} |`),
    '',
    'States on a logarithmic scale, `#` without reduction and `=` with it:',
    '',
    '```',
    ...rows.flatMap(({ lanes, whole, reduced }) => [
      `${lanes} lanes  ${bar(whole.states, '#')} ${whole.states}`,
      `         ${bar(reduced.states, '=')} ${reduced.states}`,
    ]),
    '```',
  ]; // biome-ignore format: a table
}

if (missing.length > 0) {
  console.log(`  skipped: no ${missing.join(', no ')}`);
} else {
  try {
    withoutReduction();
    withReduction();
    toVerdict();
    memory();
    const table = byLanes();
    console.log(table.map((line) => `  ${line}`).join('\n'));
    if (process.env.WRITE) writeReadme(table);
  } finally {
    rmSync(folder, { recursive: true });
  }
  if (!kept) process.exitCode = 1;
}

function writeReadme(table: readonly string[]): void {
  const head = [
    '# Benchmarks',
    '',
    '`npm run bench` runs all of them, `npm run bench -- spin` one. Each measures a thing and its anchor in the same run, compares medians, and fails',
    'where a promise is not kept. What follows was written by `WRITE=1 npm run bench -- spin`.',
    '',
    '## Against Spin',
    '',
    "Both search the same model: threadjudge the scenario, Spin's checker (`gcc -O2`) what `threadjudge export --to promela` prints of it.",
    '',
    ...out.map((line) => `- ${line}`),
    '',
    '## The cost of a further lane',
    '',
    'Each lane does six steps on its own and then three under a lock that all of them take.',
    '',
    ...table,
  ];
  writeFileSync(join(root, 'bench/README.md'), `${head.join('\n')}\n`);
}
