import { describe, expect, it } from 'vitest';
import type { PatchLine } from '../../../src/extract/types.ts';
import { kindOfPatch, kindOfWords } from '../../../src/judge/fixes/kinds.ts';

describe('what kind of fix a sentence proposes', () => {
  it.each([
    ['Fix this by taking pier->lock across both.', 'hold-lock'],
    ['Do the whole update under the mutex.', 'hold-lock'],
    ['Keep preemption disabled over both.', 'hold-lock'],
    ['The drop also needs to be moved inside the lock.', 'widen-lock'],
    ['Extend the critical section to the end of the loop.', 'widen-lock'],
    ['Take a reference on the crane before it is handed over.', 'take-reference'],
    ['Use cancel_delayed_work_sync() in the remove path.', 'cancel-sync'],
    ['Call synchronize_rcu() before freeing it.', 'wait-readers'],
    ['Free it with kfree_rcu() instead.', 'rcu-free'],
    ['We need to add a memory barrier here.', 'add-barrier'],
    ['Check again whether it is empty once the lock is held.', 'recheck'],
    ['Move the wake-up behind the store.', 'move-step'],
    ['Use a bigger hammer.', 'other'],
  ])('%s', (text, kind) => {
    expect(kindOfWords(text)).toBe(kind);
  });
});

describe('what kind of fix the lines of a patch are', () => {
  const code = (...lines: readonly string[]): PatchLine[] =>
    lines.map((line, index) => ({
      sign: line[0] as PatchLine['sign'],
      text: line.slice(1).trim(),
      line: index + 1,
      within: 'pier_load',
      hunk: 0,
      indent: 8,
      meaning: null,
    }));
  it.each([
    ['hold-lock', ['+ mutex_lock(&pier->lock);', ' x();', '+ mutex_unlock(&pier->lock);']],
    ['widen-lock', ['+ mutex_lock(&pier->lock);', ' x();', '- mutex_lock(&pier->lock);']],
    ['cancel-sync', ['- cancel_work(&pier->work);', '+ cancel_work_sync(&pier->work);']],
    ['wait-readers', ['+ synchronize_rcu();']],
    ['rcu-free', ['- kfree(crane);', '+ kfree_rcu(crane, rcu);']],
    ['take-reference', ['+ kref_get(&crane->ref);']],
    ['add-barrier', ['+ smp_wmb();']],
    ['move-step', ['- wake_up(&pier->wait);', ' pier->done = 1;', '+ wake_up(&pier->wait);']],
    ['recheck', ['+ if (pier->closed)', '+ return -ENODEV;']],
    ['remove-step', ['- pier->ready = 0;']],
    ['other', ['- int a;', '+ long a;']],
    ['other', ['+ /* mutex_lock() is not needed */']],
  ] as const)('%s', (kind, lines) => {
    expect(kindOfPatch({ lines: [1, lines.length], quoted: 0, code: code(...lines) })).toBe(kind);
  });
});
