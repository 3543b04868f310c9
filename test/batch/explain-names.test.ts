import { describe, expect, it } from 'vitest';
import { explainNames } from '../../src/batch/explain-names.ts';
import type { Table } from '../../src/extract/lexicon/index.ts';

const OWN: readonly Table[] = [
  {
    name: 'own',
    rows: [
      { rule: 'old', names: ['frob_sync'], op: 'wait', effects: [{ do: 'sleep', queue: null }], until: '5.8' },
      { rule: 'new', names: ['frob_sync'], op: 'flush', effects: [], partial: true, since: '5.8', sleeps: true },
      { rule: 'get', names: ['frob_*', 'frob_g*'], op: 'get', effects: [{ do: 'get', object: '$1' }] },
    ],
  },
];
const lines = (name: string, kernel: `${number}.${number}` | null = null) =>
  explainNames([name], kernel, OWN).text.trimEnd().split('\n');

describe('what the lexicon knows of a name', () => {
  it('is the row that reads it, then the others that fit', () => {
    expect(lines('frob_get')).toEqual([
      'frob_get',
      '   rule                   by       op   object    does    besides',
      '>  own/get                frob_g*  get  $1        get $1',
      '   references/family-get  *_get    get  $1 or $=  get $1  family',
    ]);
  });

  it('hangs on the kernel, and names the rows of others', () => {
    const rows = (kernel: `${number}.${number}` | null) =>
      lines('frob_sync', kernel)
        .slice(2)
        .map((line) => line.split(/ {2,}/))
        .map(([mark, rule, ...rest]) => [mark, rule, rest.at(-1)]);
    expect(rows(null).slice(0, 2)).toEqual([
      ['>', 'own/new', 'since 5.8; sleeps'],
      ['', 'own/old', 'until 5.8'],
    ]);
    expect(rows('5.7').slice(0, 2)).toEqual([
      ['>', 'own/old', 'until 5.8'],
      ['', 'own/new', 'since 5.8; sleeps'],
    ]);
  });

  it('says which names no row knows', () => {
    expect(lines('frob_is_idle', null)[2]).toMatch(/^> /);
    const { text, unknown } = explainNames(['mutex_lock', 'frobnicate', '\x1b[31m'], null, []);
    expect(unknown).toEqual(['frobnicate', '\x1b[31m']);
    expect(text).toContain('frobnicate: no row knows it\n');
    expect(text).toContain('locking/mutex_lock');
    expect(text).not.toContain('\x1b');
  });
});
