import { describe, expect, it } from 'vitest';
import { kernelAt, lexiconFor, type Table } from '../../../src/extract/lexicon/index.ts';

const TABLE: readonly Table[] = [
  {
    name: 'own',
    rows: [
      { rule: 'old', names: ['frob_all'], op: 'lock', effects: [], until: '5.8' },
      { rule: 'new', names: ['frob_all'], op: 'wait', effects: [], since: '5.8' },
      { rule: 'always', names: ['frob_one'], op: 'wake', effects: [] },
    ],
  },
];
const ruleOn = (date: string | null, name: string) => lexiconFor(kernelAt(date), TABLE).find(name)?.rule;

describe('rows that hold since or until a kernel', () => {
  it('are chosen by the day of the mail', () => {
    expect(ruleOn('2020-08-01T10:00:00Z', 'frob_all')).toBe('own/old');
    expect(ruleOn('2020-08-02T10:00:00Z', 'frob_all')).toBe('own/new');
    expect(ruleOn('2031-01-01T00:00:00Z', 'frob_all')).toBe('own/new');
    expect(ruleOn('2020-08-01T10:00:00Z', 'frob_one')).toBe('own/always');
  });

  it('are those of the newest kernel where the day is not known', () => {
    expect(ruleOn(null, 'frob_all')).toBe('own/new');
    expect(ruleOn('yesterday', 'frob_all')).toBe('own/new');
    expect(ruleOn('1991-09-17T00:00:00Z', 'frob_all')).toBe('own/new');
  });

  it('compare releases by their numbers', () => {
    expect(kernelAt('2021-01-01T00:00:00Z')).toBe('5.10');
    expect(ruleOn('2021-01-01T00:00:00Z', 'frob_all')).toBe('own/new');
  });
});
