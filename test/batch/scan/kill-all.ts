import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { differences, leftBehind } from './left-behind.ts';
import { sampleMbox } from './sample-archive.ts';

/**
 * npm run kill: scans that are killed at random moments and started again must end with the store and the reports of one that was
 * left in peace. KILLS says how many, SEED which moments. build/kill-summary.json has the counts.
 */
const KILLS = Number(process.env.KILLS ?? 10);
const SEED = Number(process.env.SEED ?? Date.now() % 1_000_000);
const [program = 'dist/threadjudge.js', summary = 'build/kill-summary.json'] = process.argv.slice(2);

const folder = mkdtempSync(join(tmpdir(), 'threadjudge-kill-'));
const archive = join(folder, 'archive.mbox');
writeFileSync(archive, sampleMbox(3));

/** How long it ran, and whether it came to its end before it was killed. */
function scan(
  out: string,
  killAfter: number | null,
): Promise<{ readonly milliseconds: number; readonly ended: boolean }> {
  return new Promise((resolve, reject) => {
    const begun = performance.now();
    const args = [program, 'scan', archive, '--out', out, '--jobs', '2'];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] });
    let told = '';
    child.stderr.on('data', (data) => {
      told += data;
    });
    const timer = killAfter === null ? null : setTimeout(() => child.kill('SIGKILL'), killAfter);
    child.on('close', (code, signal) => {
      if (timer !== null) clearTimeout(timer);
      if (code === null ? signal !== 'SIGKILL' : code !== 0)
        reject(new Error(`the scan failed with ${code ?? signal}: ${told}`));
      else resolve({ milliseconds: performance.now() - begun, ended: code !== null });
    });
  });
}

/** Mulberry32: the same moments for the same seed. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

try {
  const peaceful = join(folder, 'peaceful');
  const { milliseconds } = await scan(peaceful, null);
  const expected = leftBehind(peaceful);
  const next = random(SEED);
  let [kills, ends, failed] = [0, 0, 0];
  while (kills < KILLS || ends === 0) {
    const disturbed = join(folder, `disturbed-${ends}`);
    // most scans are killed more than once before they end, and some at their end
    const { ended } = await scan(disturbed, kills < KILLS ? next() * milliseconds * 0.7 : null);
    if (!ended) {
      kills++;
      continue;
    }
    ends++;
    const found = differences(expected, leftBehind(disturbed));
    for (const difference of found.slice(0, 10)) console.log(difference);
    if (found.length > 0) failed++;
  }
  console.log(
    `kills: ${kills} in ${ends} scans of ${(milliseconds / 1000).toFixed(1)} s each (seed ${SEED}); ` +
      `${expected.rows.length} rows and ${expected.files.size} files, ${failed === 0 ? 'the same every time' : `${failed} times others`}`,
  );
  writeFileSync(summary, `${JSON.stringify({ passed: ends - failed, failed, seed: SEED })}\n`);
  if (failed > 0) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
