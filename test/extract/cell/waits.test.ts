import { describe, expect, it } from 'vitest';
import { read } from './read.ts';

describe('waits that may end early', () => {
  it.each([
    ['wait_event_timeout(q, ready, HZ)', 'q'],
    ['wait_event_interruptible(q, ready)', 'q'],
    ['wait_event_killable(q, ready)', 'q'],
    ['wait_event_interruptible_timeout(q, ready, HZ)', 'q'],
    ['wait_event_hrtimeout(q, ready, t)', 'q'],
    ['wait_for_completion_timeout(&done, HZ)', 'done'],
    ['wait_for_completion_io_timeout(&done, HZ)', 'done'],
    ['wait_for_completion_interruptible(&done)', 'done'],
    ['down_timeout(&sem, HZ)', 'sem'],
    ['schedule_timeout(HZ)', null],
    ['io_schedule_timeout(HZ)', null],
    ['schedule_hrtimeout(&t, mode)', null],
  ])('%s', (text, object) => {
    expect(read(text)).toMatchObject({ op: 'wait', object, complete: false, effects: [] });
  });

  it('waits in full where the drawing shows that it waits', () => {
    const wait = { do: 'wait-completion', completion: 'done' };
    expect(read('wait_for_completion_killable(&done)', 'blocks')).toMatchObject({ complete: true, effects: [wait] });
    expect(read('wait_for_completion_killable(&done) // sleeps forever').effects).toEqual([wait]);
    expect(read('wait_event_interruptible(q, ready)', 'waits').effects).toMatchObject([
      { do: 'wait-until', queue: 'q' },
    ]);
    for (const remark of ['does not block', 'would block', 'sleeps, returns -EINTR'])
      expect(read('wait_for_completion_killable(&done)', remark).complete, remark).toBe(false);
    expect(read('wait_for_completion_timeout(&done, HZ)', 'sleeps').complete).toBe(false);
  });

  it('full waits stay', () => {
    expect(read('schedule()').effects).toEqual([{ do: 'sleep', queue: null }]);
    expect(read('schedule_timeout(MAX_SCHEDULE_TIMEOUT)').effects).toEqual([{ do: 'sleep', queue: null }]);
    expect(read('wait_event_lock_irq(q, ready, l)')).toMatchObject({ op: 'wait', complete: true });
    expect(read('mutex_lock_interruptible(&m)').effects).toMatchObject([{ do: 'acquire', lock: 'm' }]);
  });

  it.each(['msleep(10)', 'udelay(5)', 'usleep_range(1, 2)', 'yield()', 'cond_resched()', 'cpu_relax()'])(
    '%s waits for nobody',
    (text) => expect(read(text)).toMatchObject({ op: 'wait', complete: true, effects: [{ do: 'nothing' }] }),
  );
});

describe('waits for readers', () => {
  it.each(['rcu_barrier()', 'srcu_barrier(&s)', 'cond_synchronize_rcu(cookie)', 'cond_synchronize_srcu(&s, cookie)'])(
    '%s may return at once',
    (text) => expect(read(text)).toMatchObject({ op: 'wait', complete: false, effects: [] }),
  );
  it.each([
    'synchronize_rcu()',
    'synchronize_rcu_expedited()',
    'synchronize_net()',
    'synchronize_srcu(&s)',
    'synchronize_sched()',
  ])('%s is a grace period', (text) => expect(read(text).effects).toMatchObject([{ do: 'wait-readers' }]));
});

describe('calls that do less than they seem to', () => {
  it.each(['downgrade_write(&sem)', 'mmap_write_downgrade(mm)'])('%s', (text) => {
    expect(read(text)).toMatchObject({ op: 'lock', complete: false, effects: [] });
  });

  it('atomic_add_unless is get-unless-zero only where it is', () => {
    expect(read('atomic_add_unless(&v, 1, 0)').effects).toMatchObject([{ do: 'get', object: 'v', unlessZero: true }]);
    for (const text of [
      'atomic_add_unless(&v, -1, 1)',
      'atomic_add_unless(&v, 1, max)',
      'atomic_inc_unless_negative(&v)',
    ])
      expect(read(text)).toMatchObject({ op: 'rmw', complete: false, effects: [] });
  });

  it('tests an addition by the value after it, in one step', () => {
    const test = (is: string, right: string) => ({ do: 'test', condition: { left: 'u', is, right }, holds: null });
    const add = (by: number) => ({ do: 'add', to: 'u', by, atomic: true });
    const tail = (text: string) => read(text).effects.filter((one) => one.do !== 'load');
    expect(tail('if (atomic_inc_return(&u) == 1)')).toEqual([add(1), test('==', '1')]);
    expect(tail('if (atomic_fetch_inc(&u) == 0)')).toEqual([add(1), test('==', '1')]);
    expect(tail('if (!atomic_fetch_inc(&u))')).toEqual([add(1), test('==', '1')]);
    expect(tail('if (atomic_fetch_dec(&u) == 1)')).toEqual([add(-1), test('==', '0')]);
    expect(tail('if (atomic_fetch_add(2, &u) > 3)')).toEqual([add(2), test('>', '5')]);
    expect(read('if (atomic_fetch_inc(&u) == n)').complete).toBe(false);
  });
});
