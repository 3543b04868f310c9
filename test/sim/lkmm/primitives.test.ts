import { describe, expect, it } from 'vitest';
import { observation, outcomeOf, program, statesOf } from './programs.ts';

const lock = { parameters: 'int *x, int *y, int *z, spinlock_t *l, spinlock_t *m' };
const srcu = { parameters: 'int *x, int *y, int *z, struct srcu_struct *s, struct srcu_struct *t' };

describe('spinlocks', () => {
  it('exclude each other', () => {
    const body = 'spin_lock(l); r0 = READ_ONCE(*x); WRITE_ONCE(*x, r0 + 1); spin_unlock(l);';
    const outcome = outcomeOf(program([body, body, body], 'forall (x=3)', lock));
    expect(outcome).toMatchObject({ observation: 'Always', positive: 6, holds: true });
  });

  it('order what stands before the unlock before what follows the next lock, for others too', () => {
    const first = 'spin_lock(l); WRITE_ONCE(*x, 1); spin_unlock(l);';
    const second = 'spin_lock(l); r0 = READ_ONCE(*x); WRITE_ONCE(*y, 1); spin_unlock(l);';
    const third = 'r0 = smp_load_acquire(y); r1 = READ_ONCE(*x);';
    const test = program([first, second, third], 'exists (1:r0=1 /\\ 2:r0=1 /\\ 2:r1=0)', lock);
    expect(observation(test)).toBe('Never');
  });

  it('are full barriers only with smp_mb__after_spinlock()', () => {
    const body = (fence: string, a: string, b: string) =>
      `WRITE_ONCE(*${a}, 1); spin_lock(l); ${fence} r0 = READ_ONCE(*${b}); spin_unlock(l);`;
    const own = (fence: string) =>
      program(
        [body(fence, 'x', 'y'), body(fence, 'y', 'x').replaceAll('(l)', '(m)')],
        'exists (0:r0=0 /\\ 1:r0=0)',
        lock,
      );
    expect(observation(own(''))).toBe('Sometimes');
    expect(observation(own('smp_mb__after_spinlock();'))).toBe('Never');
  });

  it('are full barriers for the next owner with smp_mb__after_unlock_lock()', () => {
    const owner = 'spin_lock(l); WRITE_ONCE(*x, 1); spin_unlock(l);';
    const next = (fence: string) => `spin_lock(l); ${fence} r0 = READ_ONCE(*x); r1 = READ_ONCE(*y); spin_unlock(l);`;
    const other = 'WRITE_ONCE(*y, 1); smp_mb(); r0 = READ_ONCE(*x);';
    const test = (fence: string) => program([owner, next(fence), other], 'exists (1:r0=1 /\\ 1:r1=0 /\\ 2:r0=0)', lock);
    expect(observation(test(''))).toBe('Sometimes');
    expect(observation(test('smp_mb__after_unlock_lock();'))).toBe('Never');
  });

  it('may fail to be taken by spin_trylock() while they are held, and are seen by spin_is_locked()', () => {
    const holder = 'spin_lock(l); WRITE_ONCE(*x, 1); spin_unlock(l);';
    const trying = 'r0 = spin_trylock(l); if (r0) { r1 = READ_ONCE(*x); spin_unlock(l); }';
    expect(statesOf(program([holder, trying], 'exists (1:r0=0 /\\ 1:r1=1)', lock))).toEqual([
      '1:r0=0 1:r1=0',
      '1:r0=1 1:r1=0',
      '1:r0=1 1:r1=1',
    ]);
    const seeing = 'spin_lock(l); r0 = spin_is_locked(l); spin_unlock(l); r1 = spin_is_locked(l);';
    expect(statesOf(program([seeing], 'exists (0:r0=0 /\\ 0:r1=0)', lock))).toEqual(['0:r0=1 0:r1=0']);
  });

  it('cannot be taken twice, nor held for good by two', () => {
    expect(outcomeOf(program(['spin_lock(l); spin_lock(l);'], 'exists (x=0)', lock)).states).toEqual([]);
    expect(outcomeOf(program(['spin_lock(l);', 'spin_lock(l);'], 'exists (x=0)', lock)).states).toEqual([]);
  });

  it('flag an unlock without a lock, and accesses that are not a lock’s', () => {
    expect(outcomeOf(program(['spin_unlock(l);'], 'exists (x=0)', lock)).flags).toEqual(['unmatched-unlock']);
    const mixed = program(['spin_lock(l); spin_unlock(l); WRITE_ONCE(*l, 1);'], 'exists (x=0)', lock);
    expect(outcomeOf(mixed).flags).toEqual(['mixed-lock-accesses']);
  });
});

describe('RCU', () => {
  const reader = 'rcu_read_lock(); r0 = READ_ONCE(*x); r1 = READ_ONCE(*y); rcu_read_unlock();';
  const updater = (wait: string) => `WRITE_ONCE(*y, 1); ${wait} WRITE_ONCE(*x, 1);`;
  const condition = 'exists (0:r0=1 /\\ 0:r1=0)';

  it('has a grace period wait for readers, under every model', () => {
    for (const wait of ['synchronize_rcu();', 'synchronize_rcu_expedited();']) {
      for (const model of ['lkmm', 'lkmm-6.1', 'tso', 'sc'] as const) {
        expect(observation(program([reader, updater(wait)], condition), model)).toBe('Never');
      }
    }
    expect(observation(program([reader, updater('')], condition))).toBe('Sometimes');
    const overtaken = program(
      [
        'rcu_read_lock(); r0 = READ_ONCE(*x); WRITE_ONCE(*y, 1); rcu_read_unlock();',
        'r0 = READ_ONCE(*y); synchronize_rcu(); WRITE_ONCE(*x, 1);',
      ],
      'exists (0:r0=1 /\\ 1:r0=1)',
    );
    expect(observation(overtaken, 'sc')).toBe('Never');
  });

  it('does not order one grace period against two readers', () => {
    const [left, right] = ['x', 'y'].map((from, at) => {
      const to = ['y', 'z'][at];
      return `rcu_read_lock(); r0 = READ_ONCE(*${from}); WRITE_ONCE(*${to}, 1); rcu_read_unlock();`;
    }) as [string, string];
    const ring = (last: string) => program([left, right, last], 'exists (0:r0=1 /\\ 1:r0=1 /\\ 2:r0=1)');
    expect(observation(ring('r0 = READ_ONCE(*z); synchronize_rcu(); WRITE_ONCE(*x, 1);'))).toBe('Sometimes');
    expect(observation(ring('r0 = READ_ONCE(*z); synchronize_rcu(); synchronize_rcu(); WRITE_ONCE(*x, 1);'))).toBe(
      'Never',
    );
  });

  it('flags sections that are not closed, or not opened', () => {
    expect(outcomeOf(program(['rcu_read_lock();'], 'exists (x=0)')).flags).toEqual(['unmatched-rcu-lock']);
    expect(outcomeOf(program(['rcu_read_unlock();'], 'exists (x=0)')).flags).toEqual(['unmatched-rcu-unlock']);
    expect(outcomeOf(program(['rcu_read_lock();'], 'exists (x=0)'), 'lkmm-6.1').flags).toEqual([
      'unbalanced-rcu-locking',
    ]);
    const nested = 'rcu_read_lock(); rcu_read_lock(); rcu_read_unlock(); rcu_read_unlock();';
    expect(outcomeOf(program([nested], 'exists (x=0)')).flags).toEqual([]);
    const sleeps = program(['rcu_read_lock(); synchronize_srcu(s); rcu_read_unlock();'], 'exists (x=0)', srcu);
    expect(outcomeOf(sleeps).flags).toEqual(['invalid-sleep']);
  });
});

describe('SRCU', () => {
  const updater = 'WRITE_ONCE(*y, 1); synchronize_srcu(s); WRITE_ONCE(*x, 1);';
  const condition = 'exists (0:r0=1 /\\ 0:r1=0)';

  it('waits for readers of the same domain alone', () => {
    const reader = (domain: string) =>
      `i = srcu_read_lock(${domain}); r0 = READ_ONCE(*x); r1 = READ_ONCE(*y); srcu_read_unlock(${domain}, i);`;
    expect(observation(program([reader('s'), updater], condition, srcu))).toBe('Never');
    expect(observation(program([reader('t'), updater], condition, srcu))).toBe('Sometimes');
  });

  it('ends a section where its value is given back, not where it would nest', () => {
    const crossed =
      'i = srcu_read_lock(s); r1 = READ_ONCE(*y); j = srcu_read_lock(s); srcu_read_unlock(s, i); r0 = READ_ONCE(*x); srcu_read_unlock(s, j);';
    expect(observation(program([crossed, updater], condition, srcu))).toBe('Sometimes');
    expect(observation(program([crossed, updater], condition, srcu), 'lkmm-6.1')).toBe('Never');
    expect(outcomeOf(program([crossed, updater], condition, srcu), 'lkmm-6.1').flags).toEqual(['srcu-bad-nesting']);
  });

  it('lets another thread end the section', () => {
    const down = 'i = srcu_down_read(s); r0 = READ_ONCE(*x); WRITE_ONCE(*z, i); smp_store_release(t, 1);';
    const up = 'r2 = smp_load_acquire(t); i = READ_ONCE(*z); r1 = READ_ONCE(*y); srcu_up_read(s, i);';
    const test = program([down, up, updater], 'filter (1:r2=1) exists (0:r0=1 /\\ 1:r1=0)', {
      parameters: 'int *x, int *y, int *z, struct srcu_struct *s, int *t',
    });
    expect(observation(test)).toBe('Never');
  });

  it('flags what does not match', () => {
    const flags = (body: string) => outcomeOf(program([body], 'exists (x=0)', srcu)).flags;
    expect(flags('i = srcu_read_lock(s);')).toEqual(['unmatched-srcu-lock']);
    expect(flags('srcu_read_unlock(s, 0);')).toEqual(['unmatched-srcu-unlock']);
    expect(flags('i = srcu_read_lock(s); srcu_read_unlock(s, i); srcu_read_unlock(s, i);')).toEqual([
      'multiple-srcu-matches',
    ]);
    expect(flags('i = srcu_read_lock(s); srcu_read_unlock(s, i + 1);')).toEqual(['srcu-bad-value-match']);
  });
});

describe('atomics', () => {
  it.each([
    ['r0 = atomic_add_return(2, x);', '0:r0=7 [x]=7'],
    ['r0 = atomic_fetch_sub_release(2, x);', '0:r0=5 [x]=3'],
    ['r0 = atomic_dec_and_test(x);', '0:r0=0 [x]=4'],
    ['r0 = atomic_sub_and_test(5, x);', '0:r0=1 [x]=0'],
    ['r0 = atomic_add_negative(-6, x);', '0:r0=1 [x]=-1'],
    ['r0 = atomic_add_unless(x, 1, 5);', '0:r0=0 [x]=5'],
    ['r0 = atomic_add_unless(x, 1, 4);', '0:r0=1 [x]=6'],
    ['r0 = cmpxchg(x, 5, 9);', '0:r0=5 [x]=9'],
    ['r0 = cmpxchg_acquire(x, 4, 9);', '0:r0=5 [x]=5'],
    ['r0 = atomic_xchg_relaxed(x, 3);', '0:r0=5 [x]=3'],
    ['atomic_andnot(4, x); r0 = atomic_fetch_or(6, x);', '0:r0=1 [x]=7'],
    ['atomic_inc(x); atomic_xor(2, x); r0 = atomic_read(x);', '0:r0=4 [x]=4'],
  ])('%s', (body, state) => {
    expect(statesOf(program([body], 'exists (x=0 /\\ 0:r0=0)', { initial: 'atomic_t x = ATOMIC_INIT(5);' }))).toEqual([
      state,
    ]);
  });

  it('let nobody write in between', () => {
    const test = program(['atomic_inc(x);', 'atomic_inc(x);', 'WRITE_ONCE(*x, 5);'], 'exists (x=1)');
    expect(statesOf(test)).toEqual(['[x]=5', '[x]=6', '[x]=7']);
  });

  it('that fail order nothing', () => {
    const body = (a: string, b: string) => `WRITE_ONCE(*${a}, 1); r1 = cmpxchg(z, 7, 8); r0 = READ_ONCE(*${b});`;
    const test = program([body('x', 'y'), body('y', 'x')], 'exists (0:r0=0 /\\ 1:r0=0)');
    expect(observation(test)).toBe('Sometimes');
    // x86 locks the bus all the same
    expect(observation(test, 'tso')).toBe('Never');
  });

  it.each(['smp_mb__before_atomic(); atomic_inc(z);', 'atomic_inc(z); smp_mb__after_atomic();'])(
    'are fences with %s',
    (fence) => {
      const body = (a: string, b: string) => `WRITE_ONCE(*${a}, 1); ${fence} r0 = READ_ONCE(*${b});`;
      expect(observation(program([body('x', 'y'), body('y', 'x')], 'exists (0:r0=0 /\\ 1:r0=0)'))).toBe('Never');
    },
  );
});

describe('plain accesses', () => {
  it('race where nothing orders them', () => {
    expect(outcomeOf(program(['*x = 1;', 'r0 = *x;'], 'exists (1:r0=1)')).flags).toEqual(['data-race']);
    expect(outcomeOf(program(['*x = 1;', 'r0 = READ_ONCE(*x);'], 'exists (1:r0=1)')).flags).toEqual(['data-race']);
    expect(outcomeOf(program(['r0 = *x;', 'r0 = *x;'], 'exists (1:r0=1)')).flags).toEqual([]);
  });

  it('do not race under a lock, or behind a release and an acquire', () => {
    const locked = 'spin_lock(l); r0 = *x; *x = r0 + 1; spin_unlock(l);';
    expect(outcomeOf(program([locked, locked], 'forall (x=2)', lock))).toMatchObject({ flags: [], holds: true });
    const passing = program(
      ['*x = 1; smp_store_release(y, 1);', 'r0 = smp_load_acquire(y); if (r0) r1 = *x;'],
      'exists (1:r0=1 /\\ 1:r1=0)',
    );
    expect(outcomeOf(passing)).toMatchObject({ flags: [], observation: 'Never' });
  });

  it('carry dependencies', () => {
    const test = program(
      [
        'r0 = READ_ONCE(*x); *z = r0; r1 = *z; WRITE_ONCE(*y, r1);',
        'r0 = smp_load_acquire(y); smp_store_release(x, 1);',
      ],
      'exists (0:r0=1 /\\ 1:r0=1)',
    );
    expect(observation(test)).toBe('Never');
    expect(observation(test, 'lkmm-6.1')).toBe('Sometimes');
  });

  it('flag plain and marked accesses that a compiler may mix up', () => {
    const test = program(['*x = 1; WRITE_ONCE(*x, 2);'], 'exists (x=2)');
    expect(outcomeOf(test).flags).toEqual(['mixed-accesses']);
    expect(outcomeOf(program(['*x = 1; barrier(); WRITE_ONCE(*x, 2);'], 'exists (x=2)')).flags).toEqual([]);
  });

  it('give no value to what only follows from itself', () => {
    const body = (a: string, b: string) => `r0 = *${a}; *${b} = r0;`;
    const states = statesOf(program([body('x', 'y'), body('y', 'x')], 'exists (0:r0=1)'));
    expect(states).toContain('0:r0=?');
    expect(states).not.toContain('0:r0=1');
  });
});

describe('pointers and arrays', () => {
  it('lead where their values say', () => {
    const test = program(
      ['WRITE_ONCE(*x, 1); rcu_assign_pointer(*p, x);', 'q = rcu_dereference(*p); r0 = READ_ONCE(*q);'],
      'exists (1:q=x /\\ 1:r0=0)',
      {
        parameters: 'int *x, int *y, int **p',
        initial: 'int *p = &y; int y = 5;',
      },
    );
    expect(statesOf(test)).toEqual(['1:q=x 1:r0=1', '1:q=y 1:r0=5']);
  });

  it('have elements', () => {
    const test = program(
      ['a[1] = 7; r0 = READ_ONCE(a[0]);', 'r0 = READ_ONCE(*x); r1 = READ_ONCE(a[r0 + 1]);'],
      'exists (0:r0=3 /\\ 1:r1=0 /\\ a[1]=0)',
      {
        parameters: 'int *x, int *a',
        initial: 'int a[2] = { 3, 4 };',
      },
    );
    expect(statesOf(test)).toEqual(['0:r0=3 1:r1=4 [a[1]]=7', '0:r0=3 1:r1=7 [a[1]]=7']);
  });
});
