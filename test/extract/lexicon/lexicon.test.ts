import { describe, expect, it } from 'vitest';
import { lexiconFor, pteFlag, TABLES } from '../../../src/extract/lexicon/index.ts';
import { namesOf } from '../../../src/extract/lexicon/match.ts';

const lookUp = lexiconFor(null).find;

describe('the lexicon', () => {
  it('finds exact names, then the glob with the most letters', () => {
    expect(lookUp('mutex_lock')?.rule).toBe('locking/mutex_lock');
    expect(lookUp('spin_lock_irqsave')?.rule).toBe('locking/spin_lock_irq');
    expect(lookUp('read_unlock_bh')?.rule).toBe('locking/read_unlock_bh');
    expect(lookUp('widget_put')?.rule).toBe('references/family-put');
    expect(lookUp('widget_put')?.stem).toBe('widget');
    expect(lookUp('put_widget')?.stem).toBe('widget');
    expect(lookUp('widget_lock')?.rule).toBe('locking/family-lock');
    expect(lookUp('frobnicate')).toBeNull();
  });

  it('knows an inner variant with leading underscores as the same operation', () => {
    expect(lookUp('__list_del_entry')?.row.op).toBe('list-del');
    expect(lookUp('__free_page')?.row.op).toBe('free');
  });

  it('names every row once, and no exact name twice with two meanings', () => {
    const rules = TABLES.flatMap((table) => table.rows.map((row) => `${table.name}/${row.rule}`));
    expect(rules.filter((rule, i) => rules.indexOf(rule) !== i)).toEqual([]);
    const seen = new Map<string, string>();
    const twice: string[] = [];
    for (const { name, row } of namesOf(TABLES)) {
      const other = seen.get(name);
      if (other !== undefined && other !== row.op) twice.push(`${name}: ${other}, ${row.op}`);
      seen.set(name, row.op);
    }
    expect(twice).toEqual([]);
  });

  it('refers only to placeholders that exist', () => {
    for (const { name, row } of namesOf(TABLES)) {
      const words =
        JSON.stringify([row.effects, row.object, row.value, row.truth, row.defaults]).match(/\$[^"\s]{0,5}/g) ?? [];
      for (const word of words) expect(word, name).toMatch(/^\$(?:\d|=|\*|-|args)/);
    }
  });

  it('maps the names of page-table bits to one flag', () => {
    for (const name of ['_PAGE_WRITE', '_PAGE_RW', 'pte_write', 'PTE_WRITE']) expect(pteFlag(name), name).toBe('write');
    for (const name of ['_PAGE_UFFD_WP', 'pte_uffd_wp', '_PAGE_BIT_UFFD_WP'])
      expect(pteFlag(name), name).toBe('uffd_wp');
    for (const name of ['FAULT_FLAG_WRITE', 'write', 'page_count', '_PAGE_', 'x'.repeat(500)])
      expect(pteFlag(name)).toBeNull();
  });

  it('looks up a hostile name quickly', () => {
    const start = performance.now();
    for (const name of ['_'.repeat(100_000), 'a_put'.repeat(20_000), '*'.repeat(100_000)])
      expect(lookUp(name)).toBeNull();
    expect(performance.now() - start).toBeLessThan(200);
  });
});
