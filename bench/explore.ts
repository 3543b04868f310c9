import { spawnSync } from 'node:child_process';
import { readRace } from '../src/scenario/index.ts';
import { explore, reachableFailures } from '../src/sim/index.ts';

/**
 * What exploring costs once everything is loaded: a deferred flush with three lanes and a user thread that keeps writing, as a
 * multiple of a Node that does nothing on the same machine. Medians are compared.
 */
const REPEATS = Number(process.env.REPEATS ?? 31);
/** The promise of the README. */
const LIMIT = 0.1;

const SCENARIO = `
scenario "deferred flush of a protected page"
lock ptl
lock mm
cell generation
cell seen
page shared
page private
entry fault_entry
pte pte = shared present write
tlb writer = pte

lane CPU0 "protect"
  1:1 lock mm shared
  2:1 lock ptl
  3:1 pte.write = 0; pte.uffd_wp = 1
  4:1 generation = generation + 1
  5:1 unlock ptl
  6:1 flush pte
  7:1 unlock mm
lane CPU1 "resolve"
  1:30 lock mm shared
  2:30 lock ptl
  3:30 noted pte.uffd_wp == 1; pte.uffd_wp = 0
  4:30 generation = generation + 1
  5:30 unlock ptl
  6:30 flush pte
  7:30 unlock mm
lane CPU2 "fault"
  1:60 lock mm shared
  2:60 lock ptl
  3:60 noted pte.write == 0 && pte.uffd_wp == 0
  4:60 seen = generation; fault_entry = pte
  5:60 unlock ptl
  6:60 copy shared to private
  7:60 lock ptl
  8:60 noted pte == fault_entry && seen == generation
  9:60 commit private to pte
  10:60 unlock ptl
  11:60 unlock mm
lane user "user thread" implied
  implied:1 write through writer; if 1 == 1 goto implied:1
look for lost-update at 9:60 shown
`;

const read = readRace(SCENARIO, 'bench/explore.ts');
if (!read.ok) throw new Error(JSON.stringify(read.problems));
const { scenario } = read;
const outcome = explore(scenario);
if (!outcome.complete || outcome.witnesses[0]?.failure !== 'lost-update')
  throw new Error('the scenario says something else');

const CASES: readonly (readonly [string, () => void])[] = [
  ['node -e 0', () => spawnSync(process.execPath, ['-e', '0'])],
  ['explore, with the shortest witness', () => explore(scenario)],
  ['explore, without reduction', () => explore(scenario, { reduce: false })],
  ['which failures can be reached', () => reachableFailures(scenario)],
];

const times = new Map<string, number[]>(CASES.map(([name]) => [name, []]));
for (let repeat = -10; repeat < REPEATS; repeat++) {
  for (const [name, run] of CASES) {
    const begin = performance.now();
    run();
    // The first rounds warm the process up.
    if (repeat >= 0) times.get(name)?.push(performance.now() - begin);
  }
}

const median = (name: string): number =>
  (times.get(name) ?? []).sort((a, b) => a - b)[Math.floor(REPEATS / 2)] ?? Number.NaN;
const bare = median('node -e 0');
for (const [name] of CASES) {
  const time = median(name);
  console.log(`  ${name.padEnd(40)} ${time.toFixed(1).padStart(7)} ms  ${(time / bare).toFixed(3).padStart(6)} ×`);
}
const ratio = median('explore, with the shortest witness') / bare;
console.log(
  `  exploring ${outcome.states} states takes ${ratio.toFixed(3)} times a bare node (promised: less than ${LIMIT}), medians of ${REPEATS} runs`,
);
if (!(ratio < LIMIT)) process.exitCode = 1;
