import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What the scripts share: install and build what is not there yet. Plain Node, for it runs before anything is installed. */
export const ROOT = fileURLToPath(new URL('..', import.meta.url));
export const BUNDLE = join(ROOT, 'dist', 'threadjudge.js');

/** Runs a program in the project's folder; its output goes to standard error when `quiet`. Gives its exit code. */
export function run(program, args, { quiet = false } = {}) {
  const stdio = quiet ? ['ignore', 2, 2] : ['ignore', 'inherit', 'inherit'];
  const { status, error } = spawnSync(program, args, { cwd: ROOT, stdio });
  if (error) process.stderr.write(`${program}: ${error.message}\n`);
  return status ?? 1;
}

/** Runs a program of an installed package by the name of its command. */
export function runBin(packageName, command, args) {
  const folder = join(ROOT, 'node_modules', packageName);
  const { bin } = readJson(join(folder, 'package.json'));
  return run(process.execPath, [join(folder, typeof bin === 'string' ? bin : bin[command]), ...args]);
}

/** Installs what package-lock.json lists, if that is not what is there. True when it is there then. */
export function install() {
  if (isInstalled()) return true;
  process.stderr.write('threadjudge: installing its packages (once)\n');
  const npm = process.env.npm_execpath;
  const args = ['ci', '--include=dev', '--no-audit', '--no-fund'];
  const code = npm ? run(process.execPath, [npm, ...args], { quiet: true }) : run('npm', args, { quiet: true });
  if (code !== 0) process.stderr.write('threadjudge: npm ci failed; is the npm registry within reach?\n');
  return code === 0;
}

/** Whether node_modules holds the versions of the lock file; npm notes what it installed in a lock file of its own. */
function isInstalled() {
  const noted = join(ROOT, 'node_modules', '.package-lock.json');
  if (!existsSync(noted)) return false;
  const wanted = readJson(join(ROOT, 'package-lock.json')).packages;
  const there = readJson(noted).packages;
  return Object.entries(wanted).every(([path, { version, optional }]) => {
    if (path === '') return true;
    // Packages for other machines are left out.
    if (there[path] === undefined) return optional === true;
    return there[path].version === version;
  });
}

/** What the bundle is made of; a folder counts too, so that a removed file is noticed. */
const SOURCES = ['src', 'package.json', 'package-lock.json', 'tsconfig.json', 'scripts/project.mjs'];
const STAMP = join(ROOT, 'dist', '.built');

/** Builds the bundle if a source is newer. True when it is there then. */
export async function build() {
  if (existsSync(STAMP) && existsSync(BUNDLE)) {
    const built = statSync(STAMP).mtimeMs;
    if (SOURCES.every((source) => newest(join(ROOT, source)) < built)) return true;
  }
  const begun = new Date();
  try {
    const { build: bundle } = await import('esbuild');
    const { metafile } = await bundle({
      ...BUNDLING,
      entryPoints: {
        threadjudge: join(ROOT, 'src/cli/main.ts'),
        'scan-worker': join(ROOT, 'src/batch/scan/worker.ts'),
      },
      outdir: join(ROOT, 'dist'),
      chunkNames: 'chunks/[name]-[hash]',
      splitting: true,
      metafile: true,
    });
    removeOldChunks(new Set(Object.keys(metafile.outputs)));
  } catch (error) {
    process.stderr.write(`threadjudge: the build failed: ${error.message}\n`);
    rmSync(STAMP, { force: true });
    return false;
  }
  // The time at which the build began: what was saved during it makes the bundle old.
  writeFileSync(STAMP, `${begun.toISOString()}\n`);
  return true;
}

/** One ES module for Node 20, the packages in it; parts that are imported lazily are files of their own. */
export const BUNDLING = {
  absWorkingDir: ROOT,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'none',
  logLevel: 'silent',
  // these look for files of their own package: a binary, a worker's script
  external: ['libsql', 'piscina'],
  // CommonJS packages inside an ES module still ask for Node's own modules by `require`.
  banner: {
    js: "import { createRequire as createRequireOfNode } from 'node:module'; const require = createRequireOfNode(import.meta.url);",
  },
};

function removeOldChunks(outputs) {
  const folder = join(ROOT, 'dist', 'chunks');
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder)) {
    if (!outputs.has(`dist/chunks/${name}`)) rmSync(join(folder, name));
  }
}

/** The latest change below a path, in milliseconds; 0 where it does not exist. */
function newest(path) {
  if (!existsSync(path)) return 0;
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return readdirSync(path).reduce((latest, name) => Math.max(latest, newest(join(path, name))), stat.mtimeMs);
}

function readJson(path) {
  return JSON.parse(readFileSync(path, 'utf8'));
}

/** A folder for what tests and benchmarks leave behind; git ignores it. */
export function scratch(name) {
  const folder = join(ROOT, 'build');
  mkdirSync(folder, { recursive: true });
  return join(folder, name);
}
