import { BUNDLING, build, install, ROOT, run, scratch } from './project.mjs';

// npm run eval: measures the built program on real mails, where ../shared is there. Options stand after `--`.
if (!install() || !(await build())) {
  process.exitCode = 1;
} else {
  const { build: bundle } = await import('esbuild');
  const outfile = scratch('eval.mjs');
  await bundle({ ...BUNDLING, entryPoints: [`${ROOT}/eval/eval.ts`], outfile, packages: 'external' });
  process.env.THREADJUDGE_ROOT = ROOT.replace(/\/$/, '');
  process.exitCode = run(process.execPath, [outfile, ...process.argv.slice(2)]);
}
