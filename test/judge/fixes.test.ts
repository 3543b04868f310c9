import { describe, expect, it } from 'vitest';
import { holdAcross } from '../../src/judge/fixes/hold-lock.ts';
import { searchFixes, tryFix } from '../../src/judge/fixes/index.ts';
import { options, race, told, verdictOf } from './judged.ts';

const fixesOf = (text: string, subject: string) => verdictOf(text, subject).fixes;
const texts = (fixes: ReturnType<typeof fixesOf>, verdict: string) =>
  fixes.filter((fix) => fix.verdict === verdict).map(({ text }) => text);

describe('standard fixes, each where it helps', () => {
  it('flush before the unlock; a lock that only the other side holds too does not help', () => {
    const fixes = fixesOf(
      `
CPU0                        CPU1

spin_lock(ptl)
clear _PAGE_WRITE
spin_unlock(ptl)
                            spin_lock(ptl)
                            _PAGE_WRITE is clear
                            copy_user_page
                            set the pte to the copy
                            spin_unlock(ptl)
flush_tlb_range()
`,
      'lost writes',
    );
    expect(texts(fixes, 'works')[0]).toMatch(/^move "flush_tlb_range\(\)" \(line 11\) before ptl is released/);
  });

  it('prepare before the look', () => {
    const fixes = fixesOf(
      `
CPU0                        CPU1

if (!cond)
                            cond = 1;
                            wake_up(&wq);
  prepare_to_wait(&wq, &wait, TASK_INTERRUPTIBLE);
  schedule();
`,
      'lost wakeup',
    );
    expect(texts(fixes, 'works')).toEqual([expect.stringMatching(/prepare to wait before it looks/)]);
    // the sleeper would sleep with the lock in its hands
    expect(told(fixes)).toContain('fails hold-lock');
  });

  it('two locks in one order', () => {
    const fixes = fixesOf(
      `
CPU0                        CPU1

mutex_lock(&a);
                            mutex_lock(&b);
mutex_lock(&b);
                            mutex_lock(&a);
`,
      'deadlock',
    );
    expect(texts(fixes, 'works')).toContain('have CPU0 take b before a');
    expect(texts(fixes, 'works')).toContain('have CPU1 take a before b');
  });

  const checkedTooEarly = `
CPU0                        CPU1

mutex_lock(&m);
if (dev->ops)
mutex_unlock(&m);
                            mutex_lock(&m);
                            dev->ops = NULL;
                            mutex_unlock(&m);
mutex_lock(&m);
  dev->ops->flags = 1;
mutex_unlock(&m);
`;
  it('check again under the lock, or hold it all the way', () => {
    const fixes = fixesOf(checkedTooEarly, 'null pointer dereference');
    expect(told(fixes)).toContain('works recheck');
    expect(told(fixes)).toContain('works widen-lock');
    expect(told(fixes)).toContain('works hold-lock');
  });

  it('to check again without a lock does not help', () => {
    const fixes = fixesOf(
      'CPU0                        CPU1\n\nif (dev->ops)\n                            dev->ops = NULL;\n  dev->ops->flags = 1;',
      'null pointer dereference',
    );
    expect(told(fixes)).toContain('fails recheck');
    expect(told(fixes)).toContain('works hold-lock');
  });

  it('a reference of its own; a grace period for an object that stays published does not help', () => {
    const fixes = fixesOf(
      'CPU0                        CPU1\n\np->x = 1;\n                            kfree(p);\np->y = 2;',
      'use-after-free',
    );
    expect(told(fixes)).toContain('works take-reference');
    expect(told(fixes)).toContain('fails wait-readers');
  });

  it('a grace period after the object was taken off; a reference through the bare pointer comes too late', () => {
    const fixes = fixesOf(
      `
CPU0                        CPU1

p = gp;
if (p)
                            old = gp;
                            gp = NULL;
                            kfree(old);
  p->count = 1;
`,
      'use-after-free',
    );
    expect(told(fixes)).toContain('works wait-readers');
    expect(told(fixes)).toContain('fails take-reference');
    expect(told(fixes)).toContain('fails recheck');
  });

  it.each(['', 'cancel_work(&foo->work);'])('cancel and wait for the work, also in place of %j', (cancel) => {
    const fixes = fixesOf(
      `
CPU0                        kworker

queue_work(wq, &foo->work);
                            foo_work_fn()
${cancel}
                              foo->x = 1;
kfree(foo);
`,
      'use-after-free',
    );
    expect(texts(fixes, 'works')).toEqual([expect.stringMatching(/^cancel foo->work and wait for it in CPU0/)]);
    // the worker may come after the free, lock or no lock
    expect(told(fixes)).toContain('fails hold-lock');
  });

  it('free at the end, after the wait', () => {
    const fixes = fixesOf(
      `
CPU0                        CPU1

                            p->x = 1;
kfree(p);
wait_for_completion(&done);
                            p->y = 1;
                            complete(&done);
`,
      'use-after-free',
    );
    expect(texts(fixes, 'works')).toContain('move "kfree(p);" (line 4) to the end of CPU0');
    expect(told(fixes)).toContain('fails hold-lock');
  });

  it('one lock around both', () => {
    const fixes = fixesOf(
      'CPU0                        CPU1\n\nx = total;\n                            y = total;\n                            total = y + 1;\ntotal = x + 1;',
      'lost update',
    );
    expect(told(fixes)).toEqual(['works hold-lock']);
  });
});

describe('trying a fix', () => {
  const lanes = 'lane A\n  1:1 x = total\n  2:1 total = x + 1\nlane B\n  3:1 y = total\n  4:1 total = y + 1\n';
  const cells = 'cell total = 0\ncell x = 0\ncell y = 0\n';
  const goal = 'look for lost-update\n';

  it('another failure in place of the first is no success', () => {
    expect(tryFix(race(`${cells}${lanes}look for use-after-free`), options)).toMatchObject({
      verdict: 'fails',
      reason: expect.stringMatching(/^brings lost-update instead/),
    });
  });

  it('a lane that can no longer finish is no success', () => {
    const stuck = 'cell x = 0\nlane A\n  1:1 noted x == 1\nlane B\n  2:1 x = 2\n';
    expect(tryFix(race(stuck + goal), options)).toMatchObject({ verdict: 'fails', reason: expect.stringMatching(/A/) });
  });

  it('a search that is cut off, or a relevant unknown step, leaves it open', () => {
    const quiet = 'cell x = 0\ncell y = 0\nlane A\n  1:1 x = 1\n  2:1 y = x\nlane B\n  3:1 x = 2\n  4:1 y = x\n';
    const tiny = { bounds: { ...options.bounds, states: 2 } };
    expect(tryFix(race(quiet + goal), tiny).verdict).toBe('undetermined');
    expect(tryFix(race(`${quiet}unknown 1:1 line 1 relevant "a call"\n${goal}`), options).verdict).toBe('undetermined');
    expect(tryFix(race(quiet + goal), options).verdict).toBe('works');
  });

  it('a lock held across a lane is released where the lane jumps to its end', () => {
    const jumping = race(
      'cell x in 0, 1\ncell y = 0\nlane A\n  1:1 if x == 0 goto end\n  2:1 y = 1\nlane B\n  3:1 y = 2\nlook for lost-update',
    );
    expect(tryFix(holdAcross(jumping, 'big_lock', [0, 1]), options).verdict).toBe('works');
  });

  it('names each fix once, those that work in front', () => {
    const found = searchFixes(race(cells + lanes + goal), options);
    const order = ['works', 'fails', 'undetermined'];
    const ranks = found.map(({ verdict }) => order.indexOf(verdict));
    expect(ranks).toEqual([...ranks].sort());
    expect(new Set(found.map(({ text }) => text)).size).toBe(found.length);
  });
});
