import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_LITMUS_BOUNDS, MODEL_NAMES, type ModelName, readLitmus, runLitmus } from '../src/sim/lkmm/index.ts';

/**
 * What the memory model costs: rings of 2 to 8 threads, each of which writes its own location and reads the next one's, under every
 * model; and, where ../shared is there, all its litmus tests in this one process against the processor time that herd7 took for them.
 */
const REPEATS = Number(process.env.REPEATS ?? 15);
/** The promise: so many times faster than herd7 over the whole set, and no test slower than so many milliseconds. */
const FASTER = 20;
const SLOWEST = 5000;

const median = (times: number[]): number => times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN;

/** Store buffering around a ring: every thread may read the old value of the next one's location. */
function ring(threads: number): string {
  const bodies = Array.from({ length: threads }, (_, thread) => {
    const next = (thread + 1) % threads;
    return `P${thread}(int *x${thread}, int *x${next})\n{\n\tWRITE_ONCE(*x${thread}, 1);\n\tr0 = READ_ONCE(*x${next});\n}\n`;
  });
  const condition = Array.from({ length: threads }, (_, thread) => `${thread}:r0=0`).join(' /\\ ');
  return `C ring-${threads}\n\n{ }\n\n${bodies.join('\n')}\nexists (${condition})\n`;
}

function run(text: string, source: string, model: ModelName = 'lkmm') {
  const read = readLitmus(text, source);
  if (!read.ok) return null;
  const ran = runLitmus(read.test, { model, bounds: DEFAULT_LITMUS_BOUNDS });
  return ran.ok && ran.outcome.complete ? ran.outcome : null;
}

for (let threads = 2; threads <= 8; threads++) {
  const text = ring(threads);
  const cells = MODEL_NAMES.map((model) => {
    const times: number[] = [];
    let executions = 0;
    for (let repeat = -3; repeat < REPEATS; repeat++) {
      const begin = performance.now();
      const outcome = run(text, 'ring', model);
      if (repeat >= 0) times.push(performance.now() - begin);
      executions = (outcome?.positive ?? 0) + (outcome?.negative ?? 0);
    }
    return `${model} ${median(times).toFixed(2)} ms (${executions})`;
  });
  console.log(`  ${threads} threads   ${cells.map((cell) => cell.padEnd(26)).join('')}`.trimEnd());
}
console.log(`  medians of ${REPEATS} runs, reading the test included; executions in parentheses`);

const root = process.env.THREADJUDGE_ROOT ?? process.cwd();
const folder = join(root, '..', 'shared', 'litmus');
if (!existsSync(folder)) console.log(`  skipped: ${folder} is not there`);
else wholeSet();

function wholeSet(): void {
  type Row = { suite: string; path: string; mainline: { cpu_seconds?: number } };
  const lines = readFileSync(join(folder, 'reference.jsonl'), 'utf8').split('\n').filter(Boolean);
  const rows = lines.map((line) => JSON.parse(line) as Row);
  const herd = rows.reduce((sum, { mainline }) => sum + (mainline.cpu_seconds ?? 0), 0);
  const times: { readonly id: string; readonly time: number }[] = [];
  const begin = performance.now();
  for (const { suite, path } of rows) {
    const started = performance.now();
    run(readFileSync(join(folder, suite, path), 'utf8'), path);
    times.push({ id: `${suite}/${path}`, time: performance.now() - started });
  }
  const total = performance.now() - begin;
  const ratio = (herd * 1000) / total;
  console.log(
    `  ${rows.length} tests: ${(total / 1000).toFixed(2)} s, herd7 ${herd.toFixed(1)} s: ${ratio.toFixed(0)} times faster (promised: ${FASTER})`,
  );
  const slowest = times.sort((a, b) => b.time - a.time).slice(0, 5);
  for (const { id, time } of slowest) console.log(`    ${time.toFixed(0).padStart(6)} ms  ${id}`);
  if (!(ratio > FASTER) || (slowest[0]?.time ?? 0) > SLOWEST) process.exitCode = 1;
}
