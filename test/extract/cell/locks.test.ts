import { describe, expect, it } from 'vitest';
import { read } from './read.ts';

const locksOf = (text: string) =>
  read(text).effects.flatMap((one) =>
    one.do === 'acquire' ? [[one.lock, one.mode]] : one.do === 'release' ? [[one.lock]] : [],
  );

describe('locks in English', () => {
  it.each([
    ['takes the page table lock', 'page_table_lock'],
    ['grabs page table lock', 'page_table_lock'],
    ['T1 acquires the page table lock', 'page_table_lock'],
    ['page table lock acquired', 'page_table_lock'],
    ['blocks on the page table lock', 'page_table_lock'],
    ['waits for the page table lock', 'page_table_lock'],
    ['takes the lock', 'lock'],
    ['lock acquired', 'lock'],
    ["takes the queue's lock", 'queue'],
    ['takes A lock', 'A'],
    ['acquires the spin lock', 'spinlock'],
    ['takes box->lock again', 'box->lock'],
  ])('%s', (text, lock) => {
    expect(locksOf(text)).toEqual([[lock, 'exclusive']]);
  });

  it.each([
    ['drops the page table lock', 'page_table_lock'],
    ['releases the page table lock', 'page_table_lock'],
    ['unlock the page table lock', 'page_table_lock'],
    ['page table lock released', 'page_table_lock'],
    ['drops the lock', 'lock'],
    ['drop lock', 'lock'],
    ['unlocks X', 'X'],
    ['releases box_sem for reading', 'box_sem'],
    ['gives up the lock', 'lock'],
  ])('%s', (text, lock) => {
    expect(read(text).op).toBe('unlock');
    expect(locksOf(text)).toEqual([[lock]]);
  });

  it('tells readers from writers', () => {
    expect(locksOf('holds L for reading')).toEqual([['L', 'shared']]);
    expect(locksOf('holds L for writing')).toEqual([['L', 'exclusive']]);
    expect(locksOf('takes the map lock for reading')).toEqual([['map', 'shared']]);
  });

  it('reads both of two steps in one cell', () => {
    expect(locksOf('takes box_lock, drops bin_lock')).toEqual([['box_lock', 'exclusive'], ['bin_lock']]);
  });

  it('reads the verb in a function name as a verb', () => {
    expect(locksOf('widget_drop_lock(w)')).toEqual([['w']]);
    expect(locksOf('take_widget_lock()')).toEqual([['widget', 'exclusive']]);
    expect(locksOf('drop_widget_lock()')).toEqual([['widget']]);
    expect(locksOf('widget_init_lock(w)')).toEqual([]);
  });

  it('takes no verb or tie for a part of the name', () => {
    for (const text of [
      'under the page table lock', 'does not take the lock', 'without taking the lock', 'frobs the lock', 'sees the lock',
      'updating the lock', 'with the lock held', 'still holds the box lock', 'holding the lock',
    ]) // biome-ignore format: one list
      for (const [lock] of locksOf(text)) expect(lock, text).toMatch(/^$/);
  });
});
