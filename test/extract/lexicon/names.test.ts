import { describe, expect, it } from 'vitest';
import { byNameOnly, lexiconFor } from '../../../src/extract/lexicon/index.ts';
import type { Op } from '../../../src/extract/types.ts';

const lookUp = lexiconFor(null).find;
const words = (text: string): string[] => text.trim().split(/\s+/);

/** What the kernel's own functions do: by field, a line or two an op. */
const KNOWN: readonly (readonly [Op, string])[] = [
  // locks, in all their forms
  ['lock', 'spin_lock spin_lock_bh spin_lock_irq spin_lock_irqsave spin_lock_nested raw_spin_lock_irqsave spin_trylock read_lock_bh write_lock_irq'],
  ['lock', 'mutex_lock mutex_lock_nested mutex_lock_interruptible mutex_lock_killable mutex_trylock ww_mutex_lock rt_mutex_lock down_read'],
  ['lock', 'down_write_killable down_read_trylock percpu_down_read percpu_down_write write_seqlock write_seqcount_begin bit_spin_lock local_lock'],
  ['lock', 'lock_page folio_lock folio_trylock lock_buffer inode_lock inode_lock_shared rtnl_lock mmap_read_lock mmap_write_lock_killable'],
  ['lock', 'rcu_read_lock srcu_read_lock rcu_read_lock_trace preempt_disable local_irq_save local_bh_disable get_cpu device_lock task_rq_lock'],
  ['lock', 'sb_start_write file_start_write jbd2_journal_start jbd2_journal_lock_updates cpus_read_lock console_lock lock_sock blk_mq_freeze_queue'],
  ['unlock', 'spin_unlock spin_unlock_irqrestore raw_spin_unlock_irq read_unlock_bh write_unlock mutex_unlock up_read up_write percpu_up_read'],
  ['unlock', 'write_sequnlock write_seqcount_end unlock_page folio_unlock unlock_buffer inode_unlock rtnl_unlock mmap_read_unlock rcu_read_unlock'],
  ['unlock', 'srcu_read_unlock preempt_enable local_irq_restore put_cpu release_sock jbd2_journal_stop jbd2_journal_unlock_updates sb_end_write'],
  // references
  ['get', 'kref_get kref_get_unless_zero refcount_inc refcount_inc_not_zero percpu_ref_get percpu_ref_tryget_live get_device get_task_struct'],
  ['get', 'mmget mmgrab mmget_not_zero fget igrab ihold dget sock_hold dev_hold try_module_get kobject_get of_node_get folio_get get_page'],
  ['get', 'bio_queue_enter pm_runtime_get_sync get_task_mm kernfs_get_active debugfs_file_get get_user_pages_fast css_tryget atomic_inc_not_zero'],
  ['put', 'kref_put refcount_dec_and_test percpu_ref_put percpu_ref_kill put_device put_task_struct mmput mmdrop fput iput dput sock_put'],
  ['put', 'dev_put module_put kobject_put of_node_put folio_put put_page bio_put brelse filp_close kernfs_put_active pm_runtime_put blk_queue_exit'],
  // memory
  ['alloc', 'kmalloc kzalloc kcalloc kvmalloc vmalloc kmem_cache_alloc mempool_alloc alloc_page alloc_pages folio_alloc alloc_skb bio_alloc'],
  ['alloc', 'alloc_percpu dma_alloc_coherent devm_kzalloc kmemdup kstrdup new_inode skb_clone ida_alloc build_skb'],
  ['free', 'kfree kvfree vfree kfree_rcu kmem_cache_free mempool_free kfree_skb free_page free_percpu kmem_cache_destroy free_netdev dma_free_coherent'],
  ['read', 'READ_ONCE atomic_read atomic64_read atomic_long_read smp_load_acquire rcu_dereference per_cpu_ptr this_cpu_read get_user page_count readl'],
  ['read', 'container_of dev_get_drvdata get_state_synchronize_rcu ktime_get read_seqbegin'],
  ['write', 'WRITE_ONCE atomic_set atomic64_set smp_store_release rcu_assign_pointer set_bit clear_bit __set_bit memcpy memset put_user writel'],
  ['write', 'set_current_state dev_set_drvdata SetPageDirty ClearPageUptodate folio_set_dirty set_buffer_uptodate clear_buffer_dirty set_page_dirty'],
  ['write', 'static_branch_enable text_poke cpumask_set_cpu blk_mq_quiesce_queue_nowait tcp_set_state set_cpus_allowed_ptr unmap_mapping_range'],
  ['rmw', 'atomic_inc atomic_dec atomic64_add atomic_long_sub atomic_inc_return atomic_dec_and_test atomic_fetch_add_relaxed atomic_add_return_acquire'],
  ['rmw', 'cmpxchg try_cmpxchg atomic_cmpxchg_release xchg atomic_xchg this_cpu_inc test_and_set_bit test_and_clear_bit TestSetPageDirty'],
  ['rmw', 'folio_test_set_lru test_clear_buffer_dirty static_key_slow_inc page_counter_try_charge cpumask_test_and_set_cpu'],
  ['test', 'test_bit list_empty hlist_unhashed mutex_is_locked timer_pending work_pending signal_pending need_resched kthread_should_stop WARN_ON'],
  ['test', 'BUG_ON lockdep_assert_held waitqueue_active completion_done PageDirty folio_test_uptodate buffer_uptodate blk_queue_quiesced'],
  ['test', 'read_seqretry static_branch_unlikely cpu_online netif_running time_after poll_state_synchronize_rcu capable is_journal_aborted'],
  ['barrier', 'smp_mb smp_rmb smp_wmb mb rmb wmb barrier smp_mb__before_atomic smp_mb__after_atomic dma_wmb dsb'],
  // lists and maps
  ['list-add', 'list_add list_add_tail list_add_rcu hlist_add_head llist_add list_move rb_link_node xa_store idr_alloc radix_tree_insert hash_add'],
  ['list-add', 'rhashtable_insert_fast insert_inode_hash vma_link enqueue_task mtree_store filemap_add_folio blocking_notifier_chain_register'],
  ['list-del', 'list_del list_del_init list_del_rcu hlist_del llist_del_all rb_erase xa_erase idr_remove radix_tree_delete hash_del d_drop'],
  ['list-del', 'rhashtable_remove_fast dequeue_task ida_free mas_erase atomic_notifier_chain_unregister truncate_inode_pages'],
  ['list-walk', 'list_for_each_entry list_for_each_entry_rcu hlist_for_each_entry xa_load xa_for_each idr_find radix_tree_lookup find_vma d_lookup'],
  ['list-walk', 'rhashtable_lookup_fast mas_walk for_each_cpu for_each_process filemap_get_folio fib_lookup class_find_device bus_for_each_dev'],
  // waiting and deferred work
  ['wait', 'wait_event wait_event_interruptible wait_for_completion wait_for_completion_timeout schedule schedule_timeout msleep synchronize_rcu'],
  ['wait', 'synchronize_srcu rcu_barrier synchronize_rcu_tasks kthread_stop kthread_park synchronize_irq inode_dio_wait folio_wait_writeback'],
  ['wait', 'blk_mq_quiesce_queue jbd2_log_wait_commit try_to_freeze preempt_schedule break_lease usb_control_msg'],
  ['wake', 'wake_up wake_up_all wake_up_interruptible wake_up_process complete complete_all swake_up_one kthread_unpark send_sig netif_wake_queue'],
  ['wake', 'end_page_writeback folio_end_writeback eventfd_signal sysfs_notify sock_def_readable'],
  ['queue', 'schedule_work queue_work queue_delayed_work mod_delayed_work mod_timer add_timer hrtimer_start tasklet_schedule irq_work_queue'],
  ['queue', 'call_rcu call_srcu smp_call_function_single on_each_cpu task_work_add raise_softirq resched_curr blk_mq_run_hw_queue usb_submit_urb'],
  ['queue', 'call_rcu_tasks_trace stop_one_cpu_nowait smp_send_reschedule async_schedule blk_mq_kick_requeue_list jbd2_log_start_commit'],
  ['cancel', 'cancel_work cancel_work_sync cancel_delayed_work_sync timer_delete_sync del_timer hrtimer_cancel tasklet_kill free_irq usb_kill_urb'],
  ['flush', 'flush_work flush_workqueue drain_workqueue flush_tlb_range lru_add_drain_all sync_filesystem filemap_write_and_wait vfs_fsync'],
  ['irq', 'irq_enter nmi_enter'],
  // lifetimes that are not modelled
  ['call', 'device_add device_register device_del device_unregister cdev_add sysfs_create_group sysfs_remove_group debugfs_create_file proc_create'],
  ['call', 'kobject_add request_module register_netdevice unregister_netdevice add_disk del_gendisk dev_open dev_close submit_bio bio_endio'],
  ['call', 'blk_mq_start_request blk_mq_end_request do_exit copy_process context_switch cpu_up begin_new_exec ptrace_attach request_irq'],
  ['call', 'sys_ioctl __x64_sys_close ksys_read __do_softirq handle_mm_fault printk netif_receive_skb dev_queue_xmit'],
]; // biome-ignore format: a table

/** Names of no kernel, by the verb that stands first in them. */
const TOLD: readonly (readonly [Op, string])[] = [
  ['test', 'is_frob_idle frob_is_idle frob_has_room can_frob frob_should_stop frob_needs_kick frob_check_state check_frob frob_ready frob_pending'],
  ['test', 'frob_is_free is_free frob_can_free'],
  ['write', 'frob_set_free frob_mark_free'],
  ['read', 'frob_nr_free frob_find_free nr_free'],
  ['list-walk', 'lookup_frob frob_lookup frob_find_slot for_each_frob frob_for_each_slot frob_search'],
  ['list-add', 'enqueue_frob frob_enqueue frob_insert frob_insert_locked frob_add_to_ring link_frob frob_list_add'],
  ['list-del', 'dequeue_frob frob_dequeue frob_unlink unlink_frob frob_erase frob_remove_from_ring'],
  ['write', 'set_frob frob_set_mode clear_frob frob_clear_mode update_frob frob_update_wake_mask reset_frob frob_reset mark_frob_dead'],
  ['read', 'frob_to_widget widget_from_frob read_frob frob_read load_frob fetch_frob frob_peek'],
  ['rmw', 'frob_inc_users inc_frob frob_dec frob_cmpxchg_state'],
  ['wake', 'wake_frob frob_wake_waiters frob_wakeup'],
  ['wait', 'wait_frob frob_wait frob_wait_for_idle frob_wait_on_slot'],
  ['flush', 'flush_frob frob_flush frob_drain_ring drain_frob frob_flush_all'],
  ['queue', 'schedule_frob frob_schedule_scan queue_frob frob_queue_work frob_kick frob_defer_free_list frob_requeue'],
  ['cancel', 'cancel_frob frob_cancel frob_cancel_all'],
  ['lock', 'frob_lock frob_lock_all frob_trylock lock_frob read_lock_frob'],
  ['unlock', 'frob_unlock frob_unlock_all unlock_frob'],
  ['get', 'frob_get frob_hold frob_tryget frob_grab'],
  ['put', 'frob_put put_frob frob_put_slot'],
  ['alloc', 'frob_alloc alloc_frob frob_alloc_slot'],
  ['free', 'frob_free free_frob frob_free_slots frob_destroy'],
  ['call', 'frob_probe frob_open frob_release frob_init frob_exit frob_show frob_store frob_suspend frob_enable frob_start_scan frob_register'],
  ['call', 'frob_work_fn frob_flush_workfn frob_irq_handler frob_timer_cb frob_set_callback frob_submit frob_complete_request frob_timeout_work'],
]; // biome-ignore format: a table

describe('names of the kernel', () => {
  it.each(KNOWN.flatMap(([op, names]) => words(names).map((name) => [name, op] as const)))('%s: %s', (name, op) => {
    expect(lookUp(name)?.row.op).toBe(op);
  });
});

describe('names by their form', () => {
  it.each(TOLD.flatMap(([op, names]) => words(names).map((name) => [name, op] as const)))('%s: %s', (name, op) => {
    expect(lookUp(name)?.row.op).toBe(op);
  });

  it('says of none of them that all is known', () => {
    for (const name of TOLD.flatMap(([, names]) => words(names))) {
      const row = lookUp(name)?.row;
      expect(row?.family, name).toBe(true);
      if (row && lookUp(name)?.rule.startsWith('names/')) expect(byNameOnly(row), name).toBe(true);
    }
  });

  it('takes the verb that stands first, and what stands behind it', () => {
    expect(lookUp('frob_wake_update')?.rule).toBe('names/wakes');
    expect(lookUp('frob_update_wake')?.rule).toBe('names/writes');
    expect(lookUp('frob_update_wake')?.stem).toBe('wake');
    expect(lookUp('__frob_set_mode')?.rule).toBe('names/writes');
  });

  it('takes no verb out of a thing that has one in its name', () => {
    expect(lookUp('nft_set_frob')).toBeNull();
    expect(lookUp('nft_set_update')?.rule).toBe('names/writes');
    expect(lookUp('frob_offset')).toBeNull();
    expect(lookUp('frob')).toBeNull();
  });

  it('knows exceptions before families', () => {
    expect(lookUp('skb_put')?.row.op).not.toBe('put');
    expect(lookUp('get_cpu')?.row.op).toBe('lock');
    expect(lookUp('clear_page_dirty_for_io')?.rule).toBe('files/page_writeback');
    expect(lookUp('jbd2_journal_lock_updates')?.rule).toBe('journals/lock_updates');
    expect(lookUp('flush_signals')?.row.op).toBe('call');
    expect(lookUp('kill_fasync')?.row.op).toBe('call');
  });
});
