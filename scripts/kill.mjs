import { rmSync } from 'node:fs';
import { BUNDLE, BUNDLING, build, install, ROOT, run, scratch } from './project.mjs';

// npm run kill: kills scans at random moments and compares what they leave; KILLS and SEED in the environment say how often and when.
const summary = scratch('kill-summary.json');
rmSync(summary, { force: true });
if (!install() || !(await build())) {
  process.exitCode = 1;
} else {
  const { build: bundle } = await import('esbuild');
  const outfile = scratch('kill.mjs');
  const entryPoints = [`${ROOT}/test/batch/scan/kill-all.ts`];
  await bundle({ ...BUNDLING, minifyWhitespace: false, entryPoints, outfile, packages: 'external' });
  process.exitCode = run(process.execPath, [outfile, BUNDLE, summary]);
}
