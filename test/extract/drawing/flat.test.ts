import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { flat } from '../../../src/extract/drawing/notations/flat.ts';
import { extractMessage } from '../../../src/extract/index.ts';
import * as drawings from './flat-drawings.ts';
import { assignments, drawn, firstBy, flatten, recovered } from './flatten.ts';

const swap = (text: string, names: Readonly<Record<string, string>>) =>
  Object.entries(names).reduce((changed, [from, to]) => changed.replaceAll(from, to), text);

describe('lanes of a flattened drawing', () => {
  it.each(Object.entries(drawings))('%s: the same steps in the same lanes as in columns', (_, drawing) => {
    expect(drawn(drawing).length).toBeGreaterThan(3);
    expect(recovered(drawing)).toEqual(drawn(drawing));
  });

  it('hands on the other assignments where the text does not decide', () => {
    const open = assignments(
      'CPU0          CPU1\n----          ----\na = 1\n              b = 1\nc = 1\n              d = 1',
    );
    expect(open.length).toBeGreaterThan(1);
    expect(open.length).toBeLessThanOrEqual(9);
    expect(new Set(open).size).toBe(open.length);
    for (const lanes of open) expect(new Set(lanes).size).toBe(2);
  });

  it('gives a second function to the lane that has none', () => {
    const story =
      'CPU0 CPU1 ---- ---- pot_look() mutex_lock(&pot->lock) lid = pot->lid mutex_unlock(&pot->lock)\n' +
      'pot_wash() mutex_lock(&pot->lock) pot->lid = NULL kfree(lid) mutex_unlock(&pot->lock)\n' +
      'lid->uses++ <- use-after-free';
    const reading = firstBy(flat, story);
    expect(reading?.cells.map((cell) => cell.lane).join('')).toBe('0000111110');
    expect(reading?.alternatives).toEqual([]);
  });

  it('is sure where locks and frames leave one way', () => {
    expect(assignments(drawings.abbaBare)).toEqual(['0101']);
    expect(assignments(drawings.lateFlush)).toHaveLength(1);
  });
});

describe('names do not matter', () => {
  const lanes = assignments(drawings.lateFlush)[0];
  it.each([
    [
      'names without meaning',
      { PTL: 'QQ', protect_range: 'zork', generation: 'nn', seen: 'vv', CPU0: 'T1', 'CPU 1': 'T2', 'CPU 2': 'T3' },
    ],
    [
      'other names of the same rows',
      {
        handle_mm_fault: 'do_page_fault',
        copy_user_highpage: 'copy_user_page',
        do_wp_page: 'wp_page_copy',
        pte_same: 'pmd_same',
      },
    ],
    ['other labels', { CPU0: 'Thread 1', 'CPU 1': 'Thread 2', 'CPU 2': 'Thread 3' }],
    ['labels with a hyphen', { CPU0: 'cpu-A', 'CPU 1': 'cpu-B', 'CPU 2': 'cpu-C' }],
    ['a typed lock', { 'PTL lock': 'spin_lock(ptl)', 'PTL unlock': 'spin_unlock(ptl)' }],
  ])('%s', (_, names) => {
    const changed = swap(drawings.lateFlush, names);
    expect(assignments(changed)[0]).toBe(lanes);
    expect(recovered(changed)).toEqual(drawn(changed));
  });
});

describe('where a flat drawing stands', () => {
  const text = flatten(drawings.lateFlush);

  it('tells lines and columns of the raw line', () => {
    const reading = firstBy(flat, `Look:\n\n> ${text.split('\n').join('\n> ')}\n\nNothing else.`);
    expect(reading?.lines).toEqual([3, 8]);
    expect(reading?.quoted).toBe(1);
    expect(reading?.lanes).toEqual(['CPU0', 'CPU 1', 'CPU 2']);
    const raw = `> ${text.split('\n')[0]}`;
    const first = reading?.cells[0];
    expect(raw.slice((first?.column ?? 0) - 1)).toMatch(/^protect_range\(on = 1\) PTL/);
    expect(reading?.cells.every((cell) => cell.line === cell.lastLine)).toBe(true);
  });

  it('ends before the prose', () => {
    const prose = 'So the flush comes after the copy, and what the user wrote in between is gone for good.';
    const reading = firstBy(flat, `${flatten(drawings.refcount)}\n${prose}\nThanks,\nJo`);
    expect(reading?.lines).toEqual([1, 3]);
  });

  it('needs no rules under the labels', () => {
    const bare = text.replace(' ------ -------- -------', '');
    expect(
      firstBy(flat, bare)
        ?.cells.map((cell) => cell.lane)
        .join(''),
    ).toBe(assignments(drawings.lateFlush)[0]);
    const below = text.replace(' ------', '\n------').replace('------- protect', '-------\nprotect');
    expect(
      firstBy(flat, below)
        ?.cells.map((cell) => cell.lane)
        .join(''),
    ).toBe(assignments(drawings.lateFlush)[0]);
  });

  it('joins lines that a mailer wrapped', () => {
    const wrapped = text
      .split('\n')
      .map((line) => wrap(line, 72))
      .join('\n');
    const reading = firstBy(flat, wrapped);
    expect(reading?.cells.map((cell) => cell.text)).toEqual(firstBy(flat, text)?.cells.map((cell) => cell.text));
  });

  it('takes names as labels where each has its rule', () => {
    const reading = firstBy(
      flat,
      'reader writer ------ ------ L lock x = a->b L unlock\nkick_writer(a) L lock a->b = 0 L unlock',
    );
    expect(reading?.lanes).toEqual(['reader', 'writer']);
    expect(reading?.cells.map((cell) => cell.lane).join('')).toBe('0001111');
  });

  it.each([
    'CPU0 CPU1 both take the lock and then wait for each other until the watchdog barks.',
    'Tested on CPU 0 CPU 1 and CPU 2 of a small board.',
    'CPU0 CPU1 CPU2\n  12   13   0\n  7    9    1',
    'T1 T2 T3',
    'usr sys ---- ---- 12 33',
  ])('finds no drawing in %j', (prose) => expect(firstBy(flat, prose)).toBeNull());

  it('drops no word', () => {
    const words =
      'CPU0 CPU1 ---- ---- foo() grumble L lock wibble x++ L unlock bar() L lock zap zip zop y = x L unlock';
    const all = firstBy(flat, words)
      ?.cells.map((cell) => cell.text)
      .join(' ');
    expect(all).toBe(words.slice('CPU0 CPU1 ---- ---- '.length));
  });
});

describe('hostile lines', () => {
  const head = 'CPU0 CPU1 ---- ---- foo() ';
  it.each([
    ['brackets', head + '('.repeat(100_000)],
    ['open comments', head + '/* '.repeat(33_000)],
    ['labels', 'CPU0 '.repeat(20_000)],
    ['rules', 'a b '.repeat(200) + '-- '.repeat(30_000)],
    ['locks', head + 'L lock '.repeat(14_000)],
    ['assignments', `${head}x = ${'a + '.repeat(25_000)}`],
    ['types', `${head}${'int '.repeat(25_000)}`],
    ['calls', head + 'f(x) -> '.repeat(12_000)],
    ['one word', head + 'a_'.repeat(50_000)],
    ['blanks', `${head}${' '.repeat(100_000)}x`],
    ['index brackets', `${head}${'[a '.repeat(33_000)}`],
  ])('%s', (_, line) => {
    const start = performance.now();
    firstBy(flat, `${line}\n${line}`);
    expect(performance.now() - start).toBeLessThan(4000);
  });
});

const seed = '../shared/seed';
describe.skipIf(!existsSync(`${seed}/seed-flat.txt`))('the seed (needs ../shared)', () => {
  const linesOf = (name: string) => readFileSync(`${seed}/${name}`, 'utf8').split('\n');
  const diagramOf = (lines: string[]) => extractMessage({ subject: null, date: null, lines }).diagrams[0];
  it('gives the flat text the steps and lanes of the columns', () => {
    const mail = linesOf('seed-columns.eml');
    const columns = diagramOf(mail.slice(mail.indexOf('') + 1));
    const flattened = diagramOf(linesOf('seed-flat.txt'));
    expect(flattened?.notation).toBe('flat');
    expect(flattened?.lanes).toEqual(columns?.lanes);
    const told = (diagram: typeof columns) =>
      diagram?.steps.map((step) => [step.lane, step.text, step.op, step.object]);
    expect(told(flattened)).toEqual(told(columns));
    expect(flattened?.alternatives).toEqual([]);
  });

  it('keeps the lanes under other names', () => {
    const lanes = (lines: string[]) => diagramOf(lines)?.steps.map((step) => step.lane);
    const renamed = swap(linesOf('seed-flat.txt').join('\n'), {
      false_shared_counter_counter: 'nn',
      userfaultfd_wrprotect: 'zork',
      'PT lock': 'QQ lock',
      'PT unlock': 'QQ unlock',
      'CPU0 CPU 1 CPU 2': 'T1 T2 T3',
      do_page_fault: 'handle_mm_fault',
      copy_user_page: 'copy_user_highpage',
    });
    expect(lanes(renamed.split('\n'))).toEqual(lanes(linesOf('seed-flat.txt')));
  });
});

function wrap(line: string, width: number): string {
  const rows: string[] = [''];
  for (const word of line.split(' ')) {
    const row = rows.at(-1) as string;
    if (row === '') rows[rows.length - 1] = word;
    else if (row.length + 1 + word.length > width) rows.push(word);
    else rows[rows.length - 1] = `${row} ${word}`;
  }
  return rows.join('\n');
}
