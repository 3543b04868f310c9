import { type StdioOptions, spawn, spawnSync } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));
export const BUNDLE = fileURLToPath(new URL('../../dist/threadjudge.js', import.meta.url));

/** Builds the program if its sources are newer, as `npm test` has done already. */
export function buildProgram(): void {
  const { status, stderr } = spawnSync(process.execPath, ['scripts/build.mjs'], { cwd: ROOT, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
}

export type Ran = { readonly code: number | null; readonly stdout: string; readonly stderr: string };

/** Runs the built program, as a user would. */
export function threadjudge(
  args: readonly string[],
  options: { input?: string; env?: NodeJS.ProcessEnv; cwd?: string } = {},
): Ran {
  const { status, stdout, stderr } = spawnSync(process.execPath, [BUNDLE, ...args], {
    encoding: 'utf8',
    input: options.input ?? '',
    env: { ...process.env, ...options.env },
    cwd: options.cwd ?? ROOT,
    maxBuffer: 64 * 1024 * 1024,
  });
  return { code: status, stdout, stderr };
}

/** Runs the program with its output going to a file or device. */
export function threadjudgeInto(output: string, args: readonly string[]): Ran {
  const file = openSync(output, 'w');
  const stdio: StdioOptions = ['ignore', file, 'pipe'];
  const { status, stderr } = spawnSync(process.execPath, [BUNDLE, ...args], { encoding: 'utf8', cwd: ROOT, stdio });
  closeSync(file);
  return { code: status, stdout: '', stderr };
}

/** Runs the program and closes its output after the first bytes, as `| head` does. */
export function threadjudgeIntoHead(args: readonly string[]): Promise<Ran> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [BUNDLE, ...args], { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
    let stderr = '';
    child.stderr.on('data', (data) => {
      stderr += data;
    });
    child.stdout.once('data', () => child.stdout.destroy());
    child.on('close', (code) => resolve({ code, stdout: '', stderr }));
  });
}
