import { describe, expect, it } from 'vitest';
import { actionOf, holdLock, moveStep, underLock } from '../../../src/extract/claims/actions.ts';
import { contentWords, headPhrase, plainPhrase } from '../../../src/extract/claims/phrases.ts';

describe('phrases', () => {
  it('gives the words that name something', () => {
    expect(contentWords('false_shared_counter')).toEqual(['false', 'shared', 'counter']);
    expect(contentWords('the counter was already increased')).toEqual(['counter', 'increased']);
    expect(contentWords("inode->i_lock of the inode's list")).toEqual(['inode', 'lock', 'list']);
    expect(contentWords('!pageDirty check')).toEqual(['page', 'dirty', 'check']);
    expect(contentWords('the')).toEqual([]);
  });
  it('takes openers and opinions off', () => {
    expect(plainPhrase('Also note that the flag')).toBe('the flag');
    expect(plainPhrase('So I think that moving it,')).toBe('moving it');
    expect(headPhrase('the last put (in frob_exit), which frees it')).toBe('the last put');
  });
});

describe('actions', () => {
  it('reads a lock held over something', () => {
    expect(holdLock('taking the frob_mutex across both updates')).toEqual({
      is: 'hold-lock',
      lock: 'frob_mutex',
      mode: 'exclusive',
      scope: 'both updates',
    });
    expect(holdLock('hold gate for the whole teardown')).toMatchObject({ lock: 'gate', scope: 'the whole teardown' });
    expect(holdLock('hold dev->rwsem for reading around the walk')).toMatchObject({ mode: 'shared' });
    expect(holdLock('take care of it')).toBeNull();
  });
  it('reads steps that are moved under a lock', () => {
    expect(actionOf('move it into frob->lock')).toMatchObject({ is: 'hold-lock', lock: 'frob->lock', scope: null });
    expect(actionOf('do the update under the frob_mutex')).toMatchObject({ is: 'hold-lock', lock: 'frob_mutex' });
    expect(actionOf('move it into the header')).not.toMatchObject({ is: 'hold-lock' });
  });
  it('reads protection by a lock', () => {
    expect(underLock('the list is protected by dev->lock')).toMatchObject({ is: 'hold-lock', lock: 'dev->lock' });
    expect(underLock('called with the rtnl_lock held')).toMatchObject({ lock: 'rtnl_lock' });
    expect(underLock('found by accident')).toBeNull();
  });
  it('reads moved steps', () => {
    expect(moveStep('move the free after the wait')).toEqual({
      is: 'move',
      what: 'the free',
      where: 'after',
      anchor: 'the wait',
    });
    expect(actionOf('flush before unlocking the table')).toMatchObject({ is: 'move', where: 'before', what: 'flush' });
  });
  it('reads what is added and removed', () => {
    expect(actionOf('use cancel_work_sync() instead')).toEqual({ is: 'with', thing: 'cancel_work_sync()' });
    expect(actionOf('dropping the early check')).toEqual({ is: 'without', thing: 'the early check', given: null });
  });
});
