import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './project.mjs';

/** What the page is made of: its own script, and the judge, which runs in a worker. */
export const WEB_BUNDLING = {
  absWorkingDir: ROOT,
  entryPoints: { main: join(ROOT, 'web/main.ts'), engine: join(ROOT, 'web/engine.ts') },
  bundle: true,
  // No modules: browsers do not load those for a page that is opened from a file.
  format: 'iife',
  platform: 'browser',
  target: 'es2022',
  loader: { '.eml': 'text', '.md': 'text' },
  minify: true,
  legalComments: 'none',
  logLevel: 'silent',
};

/** Builds the playground page to dist/web; index.html there opens in a browser, from a file or a server. */
export async function buildWeb() {
  const outdir = join(ROOT, 'dist', 'web');
  mkdirSync(outdir, { recursive: true });
  try {
    const { build } = await import('esbuild');
    await build({ ...WEB_BUNDLING, outdir });
    for (const name of ['index.html', 'style.css']) copyFileSync(join(ROOT, 'web', name), join(outdir, name));
    return true;
  } catch (error) {
    process.stderr.write(`threadjudge: the page could not be built: ${error.message}\n`);
    return false;
  }
}
