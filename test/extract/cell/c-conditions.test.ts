import { describe, expect, it } from 'vitest';
import type { Comparison } from '../../../src/extract/types.ts';
import { read } from './read.ts';

const isNot0 = (left: string): Comparison => ({ left, is: '!=', right: '0' });
const use = (object: string) => ({ do: 'use', object });

describe('conditions of several parts', () => {
  it('a && b tests both, and follows a pointer only after it was tested', () => {
    expect(read('if (w && w->busy)')).toMatchObject({
      complete: true,
      effects: [
        { do: 'test', condition: isNot0('w'), holds: null },
        use('w'),
        { do: 'test', condition: isNot0('w->busy'), holds: null },
      ],
    });
    expect(read('if (w->a && v->b)', 'true').effects).toEqual([
      use('w'),
      { do: 'test', condition: isNot0('w->a'), holds: true },
      use('v'),
      { do: 'test', condition: isNot0('v->b'), holds: true },
    ]);
  });

  it('a && b that failed says only what was evaluated in any case', () => {
    for (const step of [read('if (w->a && v->b)', 'false'), read('if (w->a && v->b) return;')])
      expect(step).toMatchObject({ complete: false, effects: [use('w')] });
  });

  it('a comparison that is said to be false states the contrary', () => {
    const contrary = { do: 'noted', condition: { left: 'w->a', is: '!=', right: '1' } };
    expect(read('w->a == 1 -> false').effects).toContainEqual(contrary);
    expect(read('w->a == 1', 'false').effects).toContainEqual(contrary);
    const either = read('w->a == 1 && v->b == 2', 'false');
    expect(either.complete).toBe(false);
    expect(either.effects.filter((effect) => effect.do === 'noted')).toEqual([]);
  });

  it('a statement and what it makes of its variable', () => {
    expect(read('w->a = n - 1 -> a=0').effects).toContainEqual({ do: 'store', to: 'w->a', value: 'n - 1' });
  });

  it('a branch that was not taken did nothing', () => {
    expect(read('if (w) kfree(w);', 'false').effects).toEqual([{ do: 'test', condition: isNot0('w'), holds: false }]);
    expect(read('if (w) kfree(w);', 'true').effects).toHaveLength(2);
  });

  it('a || b is not complete, but what it follows is known', () => {
    expect(read('if (w->a || v->b)')).toMatchObject({ op: 'test', complete: false });
    expect(read('if (w->a || v->b)').effects.slice(0, 2)).toEqual([use('w'), use('v')]);
    expect(read('if (!w || w->a)').effects).not.toContainEqual(use('w'));
  });

  it('waits for all of a condition', () => {
    expect(read('wait_event(q, ready && w->n)').effects).toContainEqual({
      do: 'wait-until',
      queue: 'q',
      condition: isNot0('ready && w->n'),
    });
  });

  it('the head of a loop reads what it reads', () => {
    expect(read('for (i = 0; i < q->n; i++) {')).toMatchObject({ op: 'test', object: 'i', effects: [use('q')] });
    expect(read('for (;;)')).toMatchObject({ complete: true, effects: [] });
    expect(read('for (i = 0; i < 3; i++) kfree(q)').complete).toBe(false);
  });
});

describe('what is followed on the way', () => {
  it('a return reads what it returns', () => {
    expect(read('return w->mask;').effects).toEqual([use('w'), { do: 'load', into: '', from: 'w->mask' }]);
    expect(read('return w;').effects).toEqual([]);
  });

  it('an unknown call follows its arguments', () => {
    expect(read('frob(w->x, 3)')).toMatchObject({ complete: false, effects: [use('w')] });
    expect(read('r = frob(w->a->b)')).toMatchObject({ complete: false, effects: [use('w'), use('w->a')] });
  });
});

describe('bits and exchanges', () => {
  const bit = 'w->flags.bit_DEAD';
  it('agree on the place that they read and write', () => {
    const stores = ['set_bit', 'clear_bit', '__set_bit', '__clear_bit'].map((name) => read(`${name}(DEAD, &w->flags)`));
    expect(stores.map((step) => step.effects.at(-1))).toEqual([
      { do: 'store', to: bit, value: '1' },
      { do: 'store', to: bit, value: '0' },
      { do: 'store', to: bit, value: `${bit} | 1` },
      { do: 'store', to: bit, value: `${bit} & 0` },
    ]);
    expect(read('if (test_bit(DEAD, &w->flags))').effects.at(-1)).toMatchObject({ condition: isNot0(bit) });
    expect(read('if (!test_and_set_bit(DEAD, &w->flags))').effects).toEqual([
      use('w'),
      { do: 'exchange', to: bit, value: '1', into: null },
      { do: 'test', condition: { left: bit, is: '==', right: '0' }, holds: null },
    ]);
  });

  it('|= and &= store a value that mentions its target', () => {
    expect(read('w->flags |= DEAD').effects.at(-1)).toEqual({ do: 'store', to: 'w->flags', value: 'w->flags | DEAD' });
    expect(read('x &= ~DEAD').effects).toEqual([{ do: 'store', to: 'x', value: 'x & ~DEAD' }]);
  });

  it('test what an exchange found', () => {
    expect(read('if (xchg(&w->x, 1))').effects.at(-1)).toMatchObject({ condition: isNot0('w->x') });
    expect(read('if (cmpxchg(&w->x, 0, 1) == 0)').effects.at(-1)).toMatchObject({
      condition: { left: 'w->x', is: '==', right: '0' },
    });
  });
});

describe('waits by other names', () => {
  it.each([
    ['synchronize_irq(w->irq)', { do: 'flush-work', work: 'w->irq' }],
    ['napi_disable(&w->napi)', { do: 'cancel-work', work: 'w->napi', sync: true }],
    ['disable_irq_nosync(irq)', { do: 'cancel-work', work: 'irq', sync: false }],
    ['devm_free_irq(dev, irq, w)', { do: 'cancel-work', work: 'irq', sync: true }],
    ['timer_shutdown_sync(&w->timer)', { do: 'cancel-work', work: 'w->timer', sync: true }],
    ['drain_workqueue(wq)', { do: 'flush-work', work: 'wq' }],
    ['kthread_park(t)', { do: 'wait-completion', completion: 't.parked' }],
  ])('%s', (text, effect) => {
    expect(read(text).effects).toContainEqual(effect);
    expect(read(text).complete).toBe(true);
  });

  it('only set_current_state orders', () => {
    expect(read('__set_current_state(TASK_RUNNING)').effects).toHaveLength(1);
    expect(read('set_current_state(TASK_IDLE)').effects).toContainEqual({ do: 'barrier', order: 'full' });
  });

  it('container_of stays a load', () => {
    expect(read('w = container_of(work, struct widget, work)').effects).toEqual([
      { do: 'load', into: 'w', from: 'work' },
    ]);
  });
});
