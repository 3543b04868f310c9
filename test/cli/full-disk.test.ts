import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleMbox } from '../batch/scan/sample-archive.ts';
import { buildProgram, type Ran, threadjudge } from './threadjudge.ts';

const folder = mkdtempSync(join(tmpdir(), 'threadjudge-full-'));
const small = join(folder, 'small');
const source = join(folder, 'a.mbox');
const scan = (out: string): Ran => threadjudge(['scan', source, '--out', out, '--jobs', '1']);
const mount = (...words: string[]): boolean => spawnSync('mount', [...words, small]).status === 0;

mkdirSync(small);
/** A file system of its own may be had by root only. */
const isMounted = mount('-t', 'tmpfs', '-o', 'size=200k', 'tmpfs');
if (!isMounted) console.log('skipped: a full disk needs a file system of its own, which may not be mounted here');

beforeAll(() => {
  buildProgram();
  // as many mails as fill it
  const mails = sampleMbox(1).split(/^(?=From )/m);
  writeFileSync(source, mails.slice(0, 160).join(''));
}, 120_000);
afterAll(() => {
  if (isMounted) spawnSync('umount', [small]);
  rmSync(folder, { recursive: true });
});

describe.skipIf(!isMounted)('a scan onto a disk that is full', () => {
  it('ends with an error that says so, and goes on when there is room', () => {
    const full = scan(small);
    expect([full.code, full.stderr]).toEqual([2, expect.stringMatching(/full|no space/i)]);
    expect(mount('-o', 'remount,size=64m')).toBe(true);
    expect(scan(small).code).toBe(0);
    const elsewhere = join(folder, 'large');
    expect(scan(elsewhere).code).toBe(0);
    const index = (out: string): string => readFileSync(join(out, 'index.md'), 'utf8');
    expect(index(small)).toBe(index(elsewhere));
  }, 120_000);
});
