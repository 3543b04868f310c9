import { describe, expect, it } from 'vitest';
import { claimsIn } from './mails.ts';

const read = (text: string) => claimsIn(text).map(({ type, content }) => ({ type, content }));

describe('statements about a changed drawing', () => {
  it.each([
    ['Dropping the lock in CPU1 would be harmless.', 'the lock in CPU1'],
    ['Removing jar->l is safe.', 'jar->l'],
    ['Not taking jar->l in CPU1 would be harmless.', 'jar->l in CPU1'],
    ['Not holding jar->l is fine because nobody else writes.', 'jar->l'],
    ['This would be safe even without jar->l.', 'jar->l'],
    ['This is safe without jar->l.', 'jar->l'],
    ['Without the lock this would be harmless.', 'the lock'],
    ['It would be harmless to drop the lock.', 'the lock'],
    ['It would be fine not to take jar->l.', 'jar->l'],
    ['It would be fine if CPU1 did not take jar->l.', 'jar->l'],
    ['If CPU1 did not hold the lock it would still be safe.', 'the lock'],
  ])('%s', (text, thing) => {
    const claims = read(text);
    expect(claims).toHaveLength(1);
    expect(['harmless', 'invariant']).toContain(claims[0]?.type);
    expect(claims[0]?.content).toEqual({ is: 'without', thing, given: null });
  });

  it('reads a move', () => {
    expect(read('Moving the store after the unlock would be fine.')).toEqual([
      { type: 'harmless', content: { is: 'move', what: 'the store', where: 'after', anchor: 'the unlock' } },
    ]);
  });

  it.each(['Swapping the two stores would be harmless.', 'That would be safe.', 'Reading it twice would be fine.'])(
    'keeps an unknown change apart from the drawing as it stands: %s',
    (text) => expect(read(text)).toEqual([{ type: 'harmless', content: { is: 'other' } }]),
  );

  it('leaves the drawing as it stands what it is', () => {
    expect(read('The extra wakeup is harmless.')).toEqual([
      { type: 'harmless', content: { is: 'failure', failure: null } },
    ]);
    expect(read('The store is safe since both hold jar->l.')[0]?.content).toEqual({ is: 'failure', failure: null });
    expect(read('CPU1 frees it without holding the lock, so it would be a use-after-free.')[0]?.content.is).not.toBe(
      'without',
    );
  });
});

describe('locks that are said to be of no use, or needed', () => {
  it.each([
    ['The lock is not needed.', 'ordering-not-needed', 'The lock'],
    ['The lock is not needed here.', 'ordering-not-needed', 'The lock'],
    ['jar->l is not needed.', 'ordering-not-needed', 'jar->l'],
    ['The spinlock is useless.', 'fix-fails', 'The spinlock'],
    ['Without the lock it would be a use-after-free.', 'bug-exists', 'the lock'],
    ['It would be a use-after-free without jar->l.', 'bug-exists', 'jar->l'],
    ['Without the lock, this is racy.', 'bug-exists', 'the lock'],
  ])('%s', (text, type, thing) => {
    expect(read(text)).toEqual([{ type, content: { is: 'without', thing, given: null } }]);
  });
});

describe('remedies', () => {
  it('reads two failing remedies of one sentence', () => {
    const useless = { type: 'fix-fails', content: { is: 'with', thing: 'the counter' } };
    const said = "Also the counter would not have helped for jar_open, it's useless to detect stale entries.";
    expect(read(said)).toEqual([useless, useless]);
  });
  it.each([
    ['Calling synchronize_rcu() before the kfree() would help.', { is: 'move', what: 'synchronize_rcu()' }],
    ['kfree_rcu() instead of kfree() would fix it.', { is: 'with', thing: 'kfree_rcu()' }],
    ['Using kfree_rcu() is enough.', { is: 'with', thing: 'kfree_rcu()' }],
    ['Taking a reference on p in CPU0 is enough.', { is: 'with', thing: 'a reference on p in CPU0' }],
    ['Holding jar->lock across both is sufficient.', { is: 'hold-lock', lock: 'jar->lock' }],
  ])('%s', (text, content) => expect(read(text)).toMatchObject([{ type: 'fix-works', content }]));

  it.each(['The counter is useless, and it does not help.', 'This is harmless, it is benign and it is safe.'])(
    'says nothing twice: %s',
    (text) => expect(read(text)).toHaveLength(1),
  );
});

it('stays linear in hostile sentences', () => {
  const started = performance.now();
  for (const words of ['without x ', 'if it did not take x ', 'dropping ', 'would be fine ', 'it would '])
    claimsIn(words.repeat(9000));
  expect(performance.now() - started).toBeLessThan(4000);
});
