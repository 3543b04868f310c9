import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ReportJson } from '../src/report/json/schema.ts';

/** Where the evaluation finds its data and leaves what it makes; the script that bundles it gives the folders. */
export const ROOT = process.env.THREADJUDGE_ROOT ?? process.cwd();
export const GOLD = join(ROOT, '..', 'shared', 'gold');
export const BUILD = join(ROOT, 'build', 'eval');
export const LABELS = join(GOLD, 'labels.jsonl');

/** Runs `threadjudge check` on files and keeps the report as `build/eval/NAME.json`. */
export function check(name: string, files: readonly string[]): ReportJson {
  const text = node([join(ROOT, 'dist', 'threadjudge.js'), 'check', '--format', 'json', ...files], [0, 1, 3, 4]);
  mkdirSync(BUILD, { recursive: true });
  writeFileSync(reportFile(name), text);
  return JSON.parse(text) as ReportJson;
}

export const reportFile = (name: string): string => join(BUILD, `${name}.json`);

/** Standard output of a Node program; throws where it ends with a code that is not among `good`. */
export function node(args: readonly string[], good: readonly number[] = [0]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    maxBuffer: 1024 * 1024 * 1024,
  });
  if (status === null || !good.includes(status)) throw new Error(`${args[0]} ended with ${status}: ${stderr}`);
  return stdout;
}

export const readLines = (file: string): string[] => readFileSync(file, 'utf8').split('\n').filter(Boolean);
