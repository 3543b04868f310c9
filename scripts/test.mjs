import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { build, install, runBin, scratch } from './project.mjs';

// npm test: installs, builds, lints, checks types, runs every test (or those named after `--`). All steps run whatever the others
// say; build/test-summary.json has the counts, in which a failed step counts as one failed test.
const results = scratch('vitest.json');
const summary = scratch('test-summary.json');
rmSync(results, { force: true });
rmSync(summary, { force: true });

const steps = [
  ['build', async () => build()],
  ['lint', async () => runBin('@biomejs/biome', 'biome', ['check', '.']) === 0],
  ['types', async () => runBin('typescript', 'tsc', ['--noEmit']) === 0],
];

let passed = 0;
let failed = 0;
if (install()) {
  for (const [name, step] of steps) {
    const good = await step();
    process.stdout.write(`${name}: ${good ? 'passed' : 'FAILED'}\n`);
    if (good) passed++;
    else failed++;
  }
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${results}`];
  const code = runBin('vitest', 'vitest', ['run', ...reporters, ...process.argv.slice(2)]);
  const counted = count();
  passed += counted.passed;
  // Vitest can fail without a failed test, for instance by an error that nothing caught.
  failed += Math.max(counted.failed, code === 0 ? 0 : 1);
} else {
  failed++;
}
writeFileSync(summary, `${JSON.stringify({ passed, failed })}\n`);
if (failed > 0) process.exitCode = 1;

/** Tests of the run; a file that could not even be loaded counts as one. */
function count() {
  if (!existsSync(results)) return { passed: 0, failed: 1 };
  const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(results, 'utf8'));
  const broken = testResults.filter(({ status, assertionResults }) => {
    return status === 'failed' && !assertionResults.some((test) => test.status === 'failed');
  });
  return { passed: numPassedTests, failed: numFailedTests + broken.length };
}
