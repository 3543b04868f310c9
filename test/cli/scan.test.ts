import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { STORE_FILE } from '../../src/batch/store/index.ts';
import { lockStore } from '../../src/batch/store/open.ts';
import { sampleMails, sampleMbox } from '../batch/scan/sample-archive.ts';
import { buildProgram, type Ran, threadjudge } from './threadjudge.ts';

const folder = mkdtempSync(join(tmpdir(), 'threadjudge-scan-'));
const path = (name: string): string => join(folder, name);
const scan = (source: string, out: string, ...more: string[]): Ran =>
  threadjudge(['scan', source, '--out', path(out), '--jobs', '1', ...more]);

let first: Ran;
beforeAll(() => {
  buildProgram();
  writeFileSync(path('a.mbox'), sampleMbox(1));
  first = scan(path('a.mbox'), 'reports');
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true }));

describe('threadjudge scan', () => {
  it('leaves an index, figures, a page a thread and a store', () => {
    expect(first.code).toBe(0);
    expect(first.stdout).toMatch(new RegExp(`^${sampleMails(1).length} messages; \\d+ drawings: `));
    expect(first.stdout).toContain(path('reports/index.md'));
    expect(readFileSync(path('reports/index.md'), 'utf8')).toMatch(/^# /);
    expect(JSON.parse(readFileSync(path('reports/summary.json'), 'utf8'))).toBeTypeOf('object');
    expect(existsSync(path(`reports/${STORE_FILE}`))).toBe(true);
  });

  it('says how far it is in plain lines where there is no terminal', () => {
    expect(first.stderr).toMatch(/^\d+ messages, [\d.]+ MB\/s, \d+ candidates, \d+ verdicts on \d+ drawings/m);
    expect(first.stderr).not.toContain('\u001b');
  });

  it('reads what is new when it comes again', () => {
    writeFileSync(path('b.mbox'), sampleMbox(1));
    scan(path('b.mbox'), 'again', '--limit', '10');
    const { stdout } = scan(path('b.mbox'), 'again', '--limit', '10');
    expect(stdout).toMatch(/^20 messages; /);
  });

  it('reads one mail or many from standard input', () => {
    const { code, stdout } = threadjudge(['scan', '-', '--out', path('input')], { input: sampleMails(1)[0] ?? '' });
    expect([code, stdout.split(' ')[0]]).toEqual([0, '1']);
  });

  it('goes on with the others where a source cannot be read, and says so', () => {
    const { code, stdout, stderr } = threadjudge([
      'scan',
      path('none.mbox'),
      path('a.mbox'),
      '--limit',
      '4',
      '--out',
      path('some'),
    ]);
    expect(code).toBe(2);
    expect(stderr).toContain('none.mbox: no such file; check the path');
    expect(stdout).toMatch(/^4 messages/);
  });

  it('refuses a store that another process writes', () => {
    const release = lockStore(path(`reports/${STORE_FILE}`));
    try {
      const { code, stderr } = scan(path('a.mbox'), 'reports');
      expect([code, stderr]).toEqual([2, expect.stringContaining('is in use by another scan')]);
    } finally {
      release();
    }
  });

  it('refuses a store of another choice of mails', () => {
    const { code, stderr } = scan(path('a.mbox'), 'reports', '--list', 'linux-example');
    expect([code, stderr]).toEqual([2, expect.stringContaining('was made with other choices of mails (all of them)')]);
  });

  it('leaves a store of a newer version as it is', () => {
    scan(path('a.mbox'), 'newer', '--limit', '1');
    const store = new Database(path(`newer/${STORE_FILE}`));
    store.exec('pragma user_version = 999');
    store.close();
    const before = readFileSync(path(`newer/${STORE_FILE}`));
    const { code, stderr } = scan(path('a.mbox'), 'newer');
    expect([code, stderr]).toEqual([2, expect.stringContaining('was made by a newer threadjudge (version 999')]);
    expect(readFileSync(path(`newer/${STORE_FILE}`)).equals(before)).toBe(true);
  });

  it('says what is wrong with a date', () => {
    const { code, stderr } = scan(path('a.mbox'), 'dates', '--since', 'yesterday');
    expect([code, stderr]).toEqual([2, expect.stringContaining('It must be a date such as 2024-05-31')]);
  });

  it('exits with 3 where nothing is drawn', () => {
    writeFileSync(path('plain.eml'), 'From: a@example.org\nSubject: hello\n\nApplied, thanks.\n');
    expect(scan(path('plain.eml'), 'plain').code).toBe(3);
  });
});

describe('threadjudge query', () => {
  it('lists the drawings of a folder, as a table, as JSON and as CSV', () => {
    const all = JSON.parse(threadjudge(['query', path('reports'), '--format', 'json']).stdout) as { verdict: string }[];
    const refuted = threadjudge(['query', path('reports'), '--verdict', 'refuted']);
    expect(refuted.code).toBe(0);
    expect(refuted.stdout.trimEnd().split('\n')).toHaveLength(
      all.filter(({ verdict }) => verdict === 'refuted').length,
    );
    const csv = threadjudge(['query', path('reports'), '--format', 'csv', '--limit', '2'])
      .stdout.trimEnd()
      .split('\n');
    expect(csv[0]).toMatch(/^verdict,failure,date,/);
    expect(csv.length).toBeGreaterThanOrEqual(3);
  });

  it('exits with 3 where there is none, with 2 where there is no store', () => {
    expect(threadjudge(['query', path('reports'), '--author', 'nobody at all']).code).toBe(3);
    const { code, stderr } = threadjudge(['query', path('nowhere')]);
    expect([code, stderr]).toEqual([2, expect.stringContaining('there is no store; make one with threadjudge scan')]);
  });
});
