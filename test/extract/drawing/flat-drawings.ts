/** Drawings of the usual shapes, in columns; tests flatten them. */

export const useAfterFree = `
CPU0                          CPU1
----                          ----
table_read(t)
spin_lock(&t->lock)
p = t->entry
spin_unlock(&t->lock)
                              table_drop(t)
                              spin_lock(&t->lock)
                              e = t->entry
                              t->entry = NULL
                              spin_unlock(&t->lock)
                              kfree(e)
p->hits++
`;

export const useAfterFreeWithBreaks = `
Thread 1                      Thread 2

reader_open(t)
L lock
p = t->entry
L unlock

                              reader_close(t)
                              L lock
                              t->entry = NULL
                              L unlock
                              kfree(t->old)

p->hits++ <- stale
`;

export const abba = `
CPU0                    CPU1
----                    ----
send_path()
mutex_lock(&q->lock)
                        recv_path()
                        mutex_lock(&dev->lock)
mutex_lock(&dev->lock)
                        mutex_lock(&q->lock)
`;

export const abbaBare = `
T1                      T2
--                      --
spin_lock(&A)
                        spin_lock(&B)
spin_lock(&B)
                        spin_lock(&A)
`;

export const lostWakeup = `
cpu-A                         cpu-B
-----                         -----
wait_for_data(q)
if (q->ready)
                              post_data(q)
                              q->ready = 1
                              wake_up(&q->wait)
schedule()
`;

export const refcount = `
CPU0                                CPU1
----                                ----
obj_find(id)
rcu_read_lock()
obj = idr_find(&ids, id)

                                    obj_release(obj)
                                    refcount_dec_and_test(&obj->ref)
                                    kfree(obj)

refcount_inc(&obj->ref)
rcu_read_unlock()
`;

export const sideBySide = `
CPU0                    CPU1
----                    ----
set_mode(d)             get_mode(d)
spin_lock(&d->lock)
d->mode = 2
spin_unlock(&d->lock)
                        spin_lock(&d->lock)
                        m = d->mode
                        spin_unlock(&d->lock)
                        use_mode(m)
`;

/** Three lanes: a protection that flushes late, a fault that copies, a second change of the entry between them. */
export const lateFlush = `
CPU0                    CPU 1                   CPU 2
------                  --------                -------
protect_range(on = 1)
PTL lock
atomic set _PAGE_UFFD_WP and clear _PAGE_WRITE
generation++
^^^^^^^^^^^^
PTL unlock

                        handle_mm_fault FAULT_FLAG_WRITE
                                                protect_range(on = 0)
                                                PTL lock
                                                clear _PAGE_UFFD_WP <- here
                                                generation++
                                                PTL unlock
                                                XXXXXXX BUG RACE window open here

                        PTL lock
                        seen = generation
                        _PAGE_WRITE is still clear in pte
                        PTL unlock

                        do_wp_page
                        copy_user_highpage runs with stale TLB

                        pte_same(seen, orig_pte, pte) -> PASS
                        commit the copy to the pte with the lost writes

deferred tlb flush <- too late
XXXXXXX BUG RACE window close here
=======================================================
`;
