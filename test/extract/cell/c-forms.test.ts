import { describe, expect, it } from 'vitest';
import { asC } from '../../../src/extract/cell/c-forms.ts';
import type { Op } from '../../../src/extract/types.ts';
import { read } from './read.ts';

/** A cell, its op, its object, and whether that is all that it does. */
const FORMS: readonly (readonly [string, Op, string | null, boolean])[] = [
  // chains: the last part is what is drawn
  ['frob_open() -> frob_setup() -> kfree(p)', 'free', 'p', true],
  ['frob_open -> frob_setup -> kfree(p)', 'free', 'p', true],
  ['-> kfree(p)', 'free', 'p', true],
  ['frob_write(): kfree(p)', 'free', 'p', true],
  ['r1 = LOAD A', 'read', 'A', true],
  ['frob-worker(box)', 'call', 'box', false],
  ['frob_insert[1/2]', 'list-add', null, false],
  ['box->lid -> NULL', 'write', 'box->lid', false],
  ['box->users [1->0]', 'write', 'box->users', false],
  ['wait users == 0', 'wait', 'users', false],
  ["lid = CPU1's box->lid (old)", 'read', 'box->lid', false],
  ['r1 = LOAD A (gets 1)', 'read', 'A', true],
  ['t = ++users', 'rmw', 'users', true],
  ['lid = 1 when open', 'write', 'lid', false],
  ['test_and_set_bit lid (is true)', 'rmw', 'lid', false],
  ['====schedule_work', 'queue', null, false],
  ['atomic_try_cmpxchg(->users, u, u + 1);', 'rmw', 'users', false],
  ['goto unlock;', 'return', null, true],
  ['*if (lid)*', 'test', 'lid', true],
  ['& flush_tlb_page()', 'flush', 'tlb', true],
  ['<= Set box->lid (ON)', 'write', 'box->lid', false],
  ['lid = 1 (i.e. lid += 1)', 'write', 'lid', true],
  ['lid == frob_top_lid(box)', 'test', 'lid', false],
  ['if (atomic_add_negative(-1, &box->users))', 'rmw', 'box->users', true],
  ['rcu_barrier() sees box->users as 0', 'read', 'box->users', false],
  ['DSB ISHST', 'barrier', null, false],
  ['r1 = load lid', 'read', 'lid', true],
  ['box->flags & BOX_OPEN', 'test', 'box->flags', false],
  ['continue', 'return', null, true],
  ['<in softirq>', 'irq', null, true],
  ['BOOOM', 'fail', null, true],
  ['let v = self.lid.load(Acquire);', 'read', 'self.lid', false],
  ['lid.store(true, Release);', 'write', 'lid', false],
  ['box->lids[count - 1]', 'use', 'box->lids[count - 1]', true],
  ['<写屏障>', 'barrier', null, true],
  ['<쓰기 배리어>', 'barrier', null, true],
  ['<隐式地址依赖屏障>', 'barrier', null, true],
  ['LOAD C (读取 1)', 'read', 'C', true],
  // conditions
  ['if (list_empty(&p->lids)', 'test', 'p->lids', false],
  ['if PageDirty(page)', 'test', 'page', false],
  ['if p->busy', 'test', 'p->busy', true],
  ['while test_bit(FROB_BUSY, &p->flags)', 'test', 'p->flags', true],
  ['} while (!try_cmpxchg(&p->state, &old, new));', 'rmw', 'p->state', false],
  ['if (frob_is_idle(p) && q)', 'test', 'p', false],
  ['if (!frob_try_setup(p)) return;', 'test', 'p', false],
  ['while (!done) cpu_relax();', 'wait', 'done', true],
  ['.depth = DEPTH(box->lids[0].size, 8),', 'call', 'box->lids[0].size', false],
  ['.depth = box->depth', 'read', 'box->depth', false],
  ['for (...)', 'test', null, false],
  ['do {', 'note', null, false],
  // calls
  ['p->ops->release(p);', 'call', 'p', false],
  ['ring->cb->wake_reader(ring)', 'wake', 'ring', false],
  ['req->complete(req);', 'call', 'req', false],
  ['stop_one_cpu_nowait(.fn = frob_stop);', 'queue', 'frob_stop', false],
  ['frob_track_*(p)', 'call', 'p', false],
  ['try cmpxchg()', 'rmw', null, false],
  ['T2 exit()', 'call', null, false],
  ['+kfree(p);', 'free', 'p', true],
  ['* kfree(p)', 'free', 'p', true],
  ['- kfree(p)', 'free', 'p', true],
  ['1: kfree(p)', 'free', 'p', true],
  ['(1) kfree(p)', 'free', 'p', true],
  ['1) kfree(p)', 'free', 'p', true],
  ['kfree(p', 'free', 'p', true],
  ['kfree(p); // gone', 'free', 'p', true],
  ['list_empty(&p->list) (is true)', 'test', 'p->list', true],
  ['(void)kfree(p)', 'free', 'p', true],
  ['lock(&a), lock(&b)', 'lock', 'a', true],
  ['frob_clear_mask()', 'write', 'mask', false],
  ['frob_alloc()', 'alloc', null, false],
  ['frob_put()', 'put', null, false],
  // assignments and declarations
  ['x = y ? a : b', 'write', 'x', false],
  ['late = frob_a(x) ? 1 : 0;', 'write', 'late', false],
  ['p->mode = frob_read_mode(q);', 'write', 'p->mode', false],
  ['w = frob_to_widget(p->f);', 'read', 'p->f', false],
  ['p = q = frob(x);', 'read', 'q', false],
  ['struct frob *p;', 'note', null, true],
  ['unsigned long flags;', 'note', null, true],
  ['__free(kfree) struct frob *p = q;', 'read', 'q', false],
]; // biome-ignore format: a table

describe('what is nearly C', () => {
  it.each(FORMS)('%s', (text, op, object, complete) => {
    expect(read(text)).toMatchObject({ op, object, complete });
  });

  it('does all that a comma parts', () => {
    expect(read('kfree(p), p = NULL')).toMatchObject({
      op: 'free',
      complete: true,
      effects: [
        { do: 'free', object: 'p' },
        { do: 'store', to: 'p', value: 'NULL' },
      ],
    });
    expect(read('kfree(p), frobnicate(q)').complete).toBe(false);
  });

  it('counts down inside a condition before it asks', () => {
    const add = { do: 'add', to: 'p->users', by: -1, atomic: false };
    const effects = read('if (--p->users == 0)').effects;
    expect(effects).toContainEqual(add);
    expect(effects.at(-1)).toMatchObject({ do: 'test', condition: { left: 'p->users', is: '==', right: '0' } });
    // what was there before is not modelled
    expect(read('if (p->users-- == 1)')).toMatchObject({ complete: false });
    expect(read('if (p->users-- == 1)').effects).toContainEqual(add);
  });

  it('asks nothing that only a name tells', () => {
    for (const text of ['if (frob_is_idle(p))', 'if (frob_wake(p) == 0)', 'while (frob_pending(p));']) {
      const step = read(text);
      expect(step.complete, text).toBe(false);
      expect(
        step.effects.filter((one) => one.do === 'test'),
        text,
      ).toEqual([]);
    }
    expect(read('if (frob_flush(p))').op).toBe('test');
  });

  it('leaves English and C as they are', () => {
    for (const text of [
      'do something',
      'calls home',
      'no kfree(p) here',
      'a.b = c',
      'x = a.b',
      '-1',
      'STORE',
      'T1 sleeps',
    ])
      expect(asC(text), text).toEqual({ code: text, whole: true });
  });

  it('reads hostile text in time that grows with its length', () => {
    const start = performance.now();
    for (const text of ['a_', '(.a=', 'a -> ', '__free(', 'if a(', '_*', 'scoped_cond_guard(a,', 'do '])
      asC(text.repeat(100_000 / text.length));
    expect(performance.now() - start).toBeLessThan(1500);
  });
});
