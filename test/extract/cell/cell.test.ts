import { describe, expect, it } from 'vitest';
import { failureWords } from '../../../src/extract/cell/index.ts';
import { read } from './read.ts';

/** [op, object, rule] */
const brief = (text: string) => {
  const { op, object } = read(text);
  return [op, object];
};

describe('C in a cell', () => {
  it.each([
    ['spin_lock(&dev->lock);', 'lock', 'dev->lock'],
    ['mutex_unlock(&(ctx->mutex))', 'unlock', 'ctx->mutex'],
    ['p = kmalloc(sizeof(*p), GFP_KERNEL);', 'alloc', 'p'],
    ['kfree(p)', 'free', 'p'],
    ['struct widget *w = dev->priv;', 'read', 'dev->priv'],
    ['dev->priv = NULL;', 'write', 'dev->priv'],
    ['r1 = READ_ONCE(*x)', 'read', '*x'],
    ['WRITE_ONCE(box->full, 1)', 'write', 'box->full'],
    ['count++', 'rmw', 'count'],
    ['if (box->full)', 'test', 'box->full'],
    ['if (!mutex_trylock(&box->m))', 'lock', 'box->m'],
    ['while (READ_ONCE(box->busy));', 'wait', 'box->busy'],
    ['return w;', 'return', 'w'],
    ['outer() -> inner() -> kfree(w)', 'free', 'w'],
    ['list_del(&w->node)', 'list-del', 'w->node'],
    ['guard(mutex)(&box->m);', 'lock', 'box->m'],
    ['wait_for_completion(&w->done)', 'wait', 'w->done'],
    ['widget_show() {', 'call', null],
    ['lock(&sb->s_key#10);', 'lock', 'sb->s_key#10'],
    ['rlock((wq_completion)events);', 'lock', '(wq_completion)events'],
    ['per_cpu(lid_id, cpu) = cpu', 'write', 'lid_id'],
    ['owner = CPU0', 'write', 'owner'],
    ['box->lid = test_bit(LID, &jar->flags);', 'write', 'box->lid'],
    ['READ_ONCE(box->lid) returns 0', 'read', 'box->lid'],
    ['<=mod_timer(&jar->timer', 'queue', 'jar->timer'],
  ])('%s', (text, op, object) => {
    expect(brief(text)).toEqual([op, object]);
  });

  it('loads a local from memory, stores to memory, and says which pointers it goes through', () => {
    expect(read('w = dev->priv;').effects).toEqual([
      { do: 'use', object: 'dev' },
      { do: 'load', into: 'w', from: 'dev->priv' },
    ]);
    expect(read('dev->priv = NULL').effects).toEqual([
      { do: 'use', object: 'dev' },
      { do: 'store', to: 'dev->priv', value: 'NULL' },
    ]);
    expect(read('*p = 1').effects).toContainEqual({ do: 'store', to: '*p', value: '1' });
    expect(read('mine = shared_count').effects).toEqual([{ do: 'load', into: 'mine', from: 'shared_count' }]);
    expect(read('hits += 3').effects).toEqual([{ do: 'add', to: 'hits', by: 3, atomic: false }]);
    expect(read('hits = hits - 1').effects).toEqual([{ do: 'add', to: 'hits', by: -1, atomic: false }]);
  });

  it('turns a condition into a test, and takes how it came out from the remark', () => {
    expect(read('if (box->n == 3) {').effects).toContainEqual({
      do: 'test',
      condition: { left: 'box->n', is: '==', right: '3' },
      holds: null,
    });
    expect(read('if (!full)', 'false').effects).toEqual([
      { do: 'test', condition: { left: 'full', is: '==', right: '0' }, holds: false },
    ]);
    expect(read('if (atomic_dec_and_test(&w->users)) // true').effects).toEqual([
      { do: 'use', object: 'w' },
      { do: 'add', to: 'w->users', by: -1, atomic: true },
      { do: 'test', condition: { left: 'w->users', is: '==', right: '0' }, holds: true },
    ]);
    expect(read('pte_same(a, b) -> PASS').effects).toEqual([{ do: 'pte-compare', terms: ['a', 'b'], holds: true }]);
    expect(read('pte_same(a, b) -> FAIL').effects).toEqual([{ do: 'pte-compare', terms: ['a', 'b'], holds: false }]);
    expect(read('wait_event(q, ready == 1)').effects).toEqual([
      { do: 'wait-until', queue: 'q', condition: { left: 'ready', is: '==', right: '1' } },
    ]);
  });

  it('keeps irq off its own CPU beside the lock', () => {
    expect(read('spin_lock_irqsave(&l, flags)').effects).toEqual([
      { do: 'acquire', lock: 'irq', mode: 'exclusive', lockKind: 'irq' },
      { do: 'acquire', lock: 'l', mode: 'exclusive', lockKind: 'spin' },
    ]);
  });

  it('calls an unknown function a frame that is not complete', () => {
    expect(read('frobnicate(w)')).toMatchObject({ op: 'call', complete: false, isFrame: true, effects: [] });
    expect(read('frobnicate_widget(mode = true)')).toMatchObject({
      op: 'call',
      complete: false,
      isFrame: true,
      effects: [],
    });
    expect(read('nothing_known')).toMatchObject({ op: 'call', complete: false, isFrame: true });
    expect(read('kfree')).toMatchObject({ op: 'free', complete: false });
  });
});

describe('the English of a cell', () => {
  it.each([
    ['PT lock', 'lock', 'PT'],
    ['RTNL unlock', 'unlock', 'RTNL'],
    ['takes the table lock', 'lock', 'table'],
    ['grabs box_mutex for write', 'lock', 'box_mutex'],
    ['drops box_mutex', 'unlock', 'box_mutex'],
    ['blocks on box_mutex', 'wait', 'box_mutex'],
    ['frees skb', 'free', 'skb'],
    ['puts a reference on dev', 'put', 'dev'],
    ['gets a reference to dev', 'get', 'dev'],
    ['sets ready = 1', 'write', 'ready'],
    ['set state to 0', 'write', 'state'],
    ['reads ready', 'read', 'ready'],
    ['sees ready == 0', 'read', 'ready'],
    ['removes w from queue', 'list-del', 'queue'],
    ['adds w to queue', 'list-add', 'queue'],
    ['wakes sleeper', 'wake', 'sleeper'],
    ['goes to sleep', 'wait', null],
    ['flush TLB', 'flush', 'tlb'],
    ['<IRQ>', 'irq', null],
    ['</IRQ>', 'return', null],
    ['...', 'elide', null],
    ['*** DEADLOCK ***', 'fail', null],
  ])('%s', (text, op, object) => {
    expect(brief(text)).toEqual([op, object]);
  });

  it('changes flags of a pte in one step, and other flags in memory', () => {
    expect(read('atomic set _PAGE_DIRTY and clear _PAGE_RW').effects).toEqual([
      { do: 'pte-change', set: ['dirty'], clear: ['write'], atomic: true },
    ]);
    expect(read('ATOMIC clear _PAGE_UFFD_WP').effects).toEqual([
      { do: 'pte-change', set: [], clear: ['uffd_wp'], atomic: true },
    ]);
    expect(read('set BOX_FULL and clear BOX_OPEN').effects).toEqual([
      { do: 'store', to: 'BOX_FULL', value: '1' },
      { do: 'store', to: 'BOX_OPEN', value: '0' },
    ]);
  });

  it('takes stated facts as noted', () => {
    expect(read('_PAGE_RW is still clear in pte').effects).toEqual([{ do: 'pte-noted', flag: 'write', isSet: false }]);
    expect(read('/* _PAGE_YOUNG not set */').effects).toEqual([{ do: 'pte-noted', flag: 'young', isSet: false }]);
    expect(read('ready is still NULL').effects).toEqual([
      { do: 'noted', condition: { left: 'ready', is: '==', right: 'NULL' } },
    ]);
    expect(read('mine = box->n', 'sees 0').effects).toContainEqual({
      do: 'noted',
      condition: { left: 'mine', is: '==', right: '0' },
    });
    expect(read('kick()', 'x == 0').effects).toContainEqual({
      do: 'noted',
      condition: { left: 'x', is: '==', right: '0' },
    });
  });

  it('lets remarks be remarks', () => {
    expect(read('PT unlock', 'too late').effects).toEqual(read('PT unlock').effects);
    expect(read('copy_user_page runs with stale TLB')).toMatchObject({ effects: [{ do: 'page-copy' }], failure: null });
    expect(read('FAULT_FLAG_WRITE is set by CPU')).toMatchObject({ op: 'note', complete: true, effects: [] });
    expect(read('XXXX BUG RACE window open here')).toMatchObject({ failure: null, effects: [] });
    expect(read('// this is where the story begins')).toMatchObject({ op: 'note', complete: true, effects: [] });
  });

  it('knows what goes wrong', () => {
    expect(read('commit the copy to the pte with the lost writes')).toMatchObject({
      effects: [{ do: 'page-commit' }],
      failure: 'lost-update',
    });
    expect(read('w->count = 1', 'UAF').failure).toBe('use-after-free');
    expect(failureWords('a NULL pointer dereference follows')).toBe('null-deref');
    expect(failureWords('sleeps forever')).toBe('hang');
    expect(failureWords('the double-free of it, a use-after-free')).toBe('double-free');
    expect(failureWords('all is well here')).toBeNull();
  });
});

describe('hostile cells', () => {
  it('are read quickly', () => {
    const start = performance.now();
    for (const piece of ['(', 'a<', 'a->', '*', '<', ' a', '/*', '[', '-> ', '! ', '&&', '= ', 'take ', '^', '{', '"'])
      expect(read(piece.repeat(100_000), piece.repeat(50_000))).toBeDefined();
    expect(failureWords('use after '.repeat(50_000))).toBeNull();
    expect(performance.now() - start).toBeLessThan(3000);
  });
});

describe('a comment on a row of its own', () => {
  it.each(['// lid = 1 when in use', '/* lid=0 && box->open=1 */', '/* now box can be freed since all is done */'])(
    '%s only explains',
    (text) => expect(read(text)).toMatchObject({ op: 'note', effects: [] }),
  );
});

it.each(['// refs == ONE', '/* frozen(box) == true */'])('%s asks nothing', (text) =>
  expect(read(text)).toMatchObject({ op: 'note' }),
);

it('a comment that names a place is no step', () =>
  expect(read('/* box: "a", box->lid->parent: "b" */')).toMatchObject({ op: 'note', effects: [] }));

it.each(['// stale page is up to date', 'it invalidates the stale page'])('%s: nobody looks at what is stale', (text) =>
  expect(read(text).op).not.toBe('fail'),
);
