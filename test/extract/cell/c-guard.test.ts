import { describe, expect, it } from 'vitest';
import { read } from './read.ts';

describe('locks held to the end of a scope', () => {
  it.each([
    ['guard(mutex)(&p->lock);', 'lock', 'p->lock', 'locking/mutex_lock'],
    ['guard(raw_spinlock_irqsave)(&p->lock)', 'lock', 'p->lock', 'locking/spin_lock_irq'],
    ['guard(rwsem_read)(&p->sem)', 'lock', 'p->sem', 'locking/down_read'],
    ['guard(rcu)();', 'lock', 'rcu', 'rcu/read_lock'],
    ['guard(srcu)(&frob_srcu)', 'lock', 'frob_srcu', 'rcu/srcu_read_lock'],
    ['scoped_guard(spinlock_irq, &p->lock)', 'lock', 'p->lock', 'locking/spin_lock_irq'],
    ['scoped_guard(mutex, &p->lock) {', 'lock', 'p->lock', 'locking/mutex_lock'],
    ['scoped_cond_guard(mutex_intr, return -EINTR, &p->lock)', 'lock', 'p->lock', 'locking/mutex_lock'],
    ['scoped_cond_guard(rwsem_write_try, break, &p->sem)', 'lock', 'p->sem', 'locking/down_write_trylock'],
    ['ACQUIRE(mutex_try, taken)(&p->lock)', 'lock', 'p->lock', 'locking/mutex_trylock'],
    ['CLASS(fd, f)(n);', 'get', 'n', 'references/get'],
  ])('%s', (text, op, object, rule) => {
    expect(read(text)).toMatchObject({ op, object, rule });
  });

  it('does not say that all is known of what is put at the end of the scope', () => {
    expect(read('CLASS(fd, f)(n);').complete).toBe(false);
  });

  it('knows no class that nobody told it', () => {
    expect(read('guard(frobnicator)(&p->lock)').rule).toBe('c/call');
    expect(read('guard(constructor)(&p->lock)').rule).toBe('c/call');
  });
});
