import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * What a user waits for: `threadjudge check one.eml` from start to exit, as a multiple of a Node that does nothing on the
 * same machine. Both are run in turns, so that a busy moment of the machine meets both; medians are compared.
 */
const REPEATS = Number(process.env.REPEATS ?? 31);
/** The promise of the README. */
const LIMIT = 10;

const MAIL = `From: Ann Author <ann@example.org>
Message-ID: <bench@example.org>
Subject: use after free of foo

This is what happens:

  CPU0                      CPU1
  spin_lock(&foo->lock)
  p = foo->bar
  spin_unlock(&foo->lock)
                            spin_lock(&foo->lock)
                            foo->bar = NULL
                            spin_unlock(&foo->lock)
                            kfree(p)
  p->count++                // use after free

Ann
`;

const folder = mkdtempSync(join(tmpdir(), 'threadjudge-bench-'));
const mail = join(folder, 'one.eml');
writeFileSync(mail, MAIL);
const bundle = new URL('../dist/threadjudge.js', import.meta.url).pathname;

const CASES: readonly (readonly [string, readonly string[]])[] = [
  ['node -e 0', ['-e', '0']],
  ['threadjudge --version', [bundle, '--version']],
  ['threadjudge check one.eml', [bundle, 'check', mail]],
  ['threadjudge check one.eml --format md', [bundle, 'check', mail, '--format', 'md']],
];

const times = new Map<string, number[]>(CASES.map(([name]) => [name, []]));
for (let repeat = 0; repeat <= REPEATS; repeat++) {
  for (const [name, args] of CASES) {
    const begin = performance.now();
    const { stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    const time = performance.now() - begin;
    if (stderr !== '') throw new Error(`${name}: ${stderr}`);
    // The first round warms the file cache.
    if (repeat > 0) times.get(name)?.push(time);
  }
}
rmSync(folder, { recursive: true });

const median = (name: string): number =>
  (times.get(name) ?? []).sort((a, b) => a - b)[Math.floor(REPEATS / 2)] ?? Number.NaN;
const bare = median('node -e 0');
for (const [name] of CASES) {
  const time = median(name);
  console.log(`  ${name.padEnd(40)} ${time.toFixed(1).padStart(7)} ms  ${(time / bare).toFixed(2).padStart(6)} ×`);
}
const ratio = median('threadjudge check one.eml') / bare;
console.log(
  `  check is ${ratio.toFixed(2)} times a bare node (promised: less than ${LIMIT}), medians of ${REPEATS} runs`,
);
if (!(ratio < LIMIT)) process.exitCode = 1;
