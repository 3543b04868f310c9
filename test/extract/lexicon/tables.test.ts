import { describe, expect, it } from 'vitest';
import { TABLES } from '../../../src/extract/lexicon/index.ts';
import { namesOf } from '../../../src/extract/lexicon/match.ts';
import { entryPoints, nameFamilies } from '../../../src/extract/lexicon/name-families.ts';
import { OPS } from '../../../src/extract/types.ts';

const ALL = [...TABLES, entryPoints, nameFamilies];
const named = namesOf(ALL);

describe('the tables', () => {
  it('write names as names: letters, digits, and stars that stand for a part', () => {
    for (const { name } of named) expect(name).toMatch(/^[\w*]+$/);
    for (const { name } of named) expect(name.replace(/\*/g, ''), name).not.toBe('');
    for (const { name } of named) expect(name, 'two stars in a row').not.toContain('**');
  });

  it('hold each name once, but for rows of different kernels', () => {
    const seen = new Set<string>();
    const twice: string[] = [];
    for (const { name, row } of namesOf(TABLES)) {
      if (row.since !== undefined || row.until !== undefined) continue;
      if (seen.has(name)) twice.push(name);
      seen.add(name);
    }
    expect(twice).toEqual([]);
  });

  it('use the words for ops that there are', () => {
    for (const { name, row } of named) expect(OPS, name).toContain(row.op);
  });

  it('do not model what only a name tells', () => {
    for (const table of [entryPoints, nameFamilies])
      for (const row of table.rows) {
        expect(row.partial, row.rule).toBe(true);
        expect(row.family, row.rule).toBe(true);
        expect(row.effects, row.rule).toEqual([]);
      }
  });

  it('say of a row without effects that it is partial, unless it asks, orders or is drawn with what it does', () => {
    for (const { name, row } of named) {
      if (row.effects.length === 0 && !['test', 'barrier'].includes(row.op) && !row.frame)
        expect(row.partial, name).toBe(true);
    }
  });

  it('have a glob of a field that is longer than its subsystem: one word and a star would hide all verbs', () => {
    const short = namesOf(TABLES)
      .filter(({ row }) => row.partial && !row.family && row.effects.length === 0)
      .map(({ name }) => name)
      .filter((name) => /^_*[a-z\d]{1,5}_\*$/.test(name));
    expect(short).toEqual([]);
  });
});
