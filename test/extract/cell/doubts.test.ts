import { describe, expect, it } from 'vitest';
import { read } from './read.ts';

/** Written as a developer would; none of these does what its verb or its call says, for sure and no more than that. */
const UNDONE = [
  '-kfree(lid)',
  '-mutex_lock(&box->lock);',
  'kfree(lid) fails',
  'kfree(lid) is not called',
  'kfree(lid) never runs',
  'kfree(lid) skipped',
  'mutex_lock(&box->lock) fails',
  'mutex_lock(&box->lock) not taken',
  'list_del(&lid->node) fails',
  'synchronize_rcu() missing',
  'synchronize_rcu() needed here',
  'rcu_read_lock() missing',
  'smp_wmb() missing',
  'smp_mb() needed here',
  'wakes nobody',
  'refcount_inc_not_zero(&box->ref) fails',
  'refcount_inc_not_zero(&box->ref) returns false',
  'queue_work(wq, &box->work) fails',
  'shut(box) returns 0',
];

const OPEN = [
  'mutex_lock(&box->lock) returns -EINTR',
  'may free lid',
  'might free lid',
  'maybe frees lid',
  'probably frees lid',
  'almost frees lid',
  'sometimes frees lid',
  'frees lid unless busy',
  'kfree(lid) if dead',
  'kfree(lid) when dead',
  'kfree(lid) later',
  'kfree(lid) once idle',
  'kfree(lid) is pending',
  'kfree(lid) starts',
  'kfree(lid) twice',
  'kfree(lid)?',
  'kfree(lid) ...',
  'kfree(lid) by T2',
  'kfree(lid) or kfree(box)',
  'kfree(lid) and kfree(box)',
  'kfree(lid) <-> kfree(box)',
  'kfree(lid) races with kfree(box)',
  'may wake up T2',
  'drops L?',
  'lid may be NULL',
  'box->open = 1 or 2',
  'box->open = 1 if idle',
  'box->open = 1 is lost',
  'box->open = 1 not visible',
  'if (lid) kfree(lid); else kfree(box);',
  'if (lid) { kfree(lid); }',
  'if (!lid) goto out; kfree(lid)',
  'while (lid) kfree(lid)',
  'case 1: kfree(lid);',
  'unlinks lid, frees it',
  'removes lid from list, frees it',
  'wakes up all but T2',
  'synchronize_rcu() returns',
  'synchronize_rcu() done',
  'wait_for_completion(&box->shut) times out',
  'never returns',
  'return if shut',
  'xchg(&box->open, 1) == 0',
  'free_page(lid) deferred',
  'kfree(lid) instead of kfree_rcu(lid)',
];

describe('a step that is not complete', () => {
  it.each(UNDONE)('%s: not done', (text) => {
    const { complete, effects } = read(text);
    expect(complete).toBe(false);
    expect(effects.filter((effect) => effect.do !== 'use')).toEqual([]);
  });
  it.each(OPEN)('%s', (text) => expect(read(text).complete).toBe(false));

  it.each([
    ['kfree(lid)', '// not reached'],
    ['kfree(lid)', '/* never happens */'],
    ['kfree(lid)', '<- skipped'],
    ['kfree(lid)', '// is not called'],
    ['mutex_lock(&box->lock)', '// fails'],
    ['mutex_lock(&box->lock)', '/* removed */'],
    ['kfree(lid)', '// only if dead'],
    ['kfree(lid)', '// maybe'],
    ['put_device(lid)', '// not last'],
    ['put_device(lid)', '// last ref?'],
    ['put_page(lid)', '// does not free lid'],
    ['box->open = 1', '// not executed'],
    ['smp_wmb()', '// missing'],
  ])('%s %s', (text, annotation) => expect(read(text, annotation).complete).toBe(false));
});

it('stores nothing in the result of a call', () => {
  expect(read('r = READ_ONCE(box->open) = 0').effects.filter((effect) => effect.do === 'store')).toEqual([]);
});

it('counts down, and takes nothing for the mark of a call tree', () => {
  expect(read('--box->count;').effects).toMatchObject([{ do: 'use' }, { do: 'add', to: 'box->count', by: -1 }]);
  expect(read('--kfree(lid)').effects).toMatchObject([{ do: 'free' }]);
});

it('waits for no lock that it only tries', () => {
  expect(read('trylock L').effects).toMatchObject([{ do: 'acquire', tries: true }]);
  expect(read('trylock L fails').effects).toEqual([]);
});

describe('a step that is', () => {
  it.each([
    'kfree(lid)',
    'kfree(box->missing)',
    'box->pending = 1;',
    'box->not = box->or;',
    'box->open = (struct lid *)lid;',
    'if (!lid) kfree(box)',
    'while (!box->open) cpu_relax();',
    'box->open is not 0',
    'frees lid',
    'smp_mb()',
    'kfree(lid) again',
    '} else {',
  ])('%s', (text) => expect(read(text).complete).toBe(true));
  it('whatever its remark says of others', () => {
    expect(read('kfree(lid)', '// T2 does not know it').complete).toBe(true);
    expect(read('smp_mb()', '// needed for the other side').complete).toBe(true);
  });
});
