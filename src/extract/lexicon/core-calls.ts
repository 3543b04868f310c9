import { barrier, NOTHING } from './effects.ts';
import { told } from './told.ts';
import type { Table } from './types.ts';

/** What is left of the core: notifiers, code patching, time, tracing, security, slab, and more of what other tables hold by field. */
export const coreCalls: Table = {
  name: 'core',
  rows: [
    // notifiers: the chain's lock is held while its callbacks run
    told(
      'notifier_register',
      'list-add',
      `
        *_notifier_chain_register *_notifier_register register_*_notifier register_*_notifier_rh register_reboot_notifier
        register_shrinker shrinker_register`,
      { object: ['$2', '$1'], family: true },
    ),
    told(
      'notifier_unregister',
      'list-del',
      `
        *_notifier_chain_unregister *_notifier_unregister unregister_*_notifier unregister_shrinker shrinker_free`,
      { object: ['$2', '$1'], family: true, sleeps: true },
    ),
    told(
      'notifier_call',
      'call',
      `
        *_notifier_call_chain *_notifier_call_chain_robust notifier_call_chain call_netdevice_notifiers* call_*_notifiers`,
      { object: ['$1'] },
    ),

    // code patching
    told(
      'static_key_write',
      'write',
      'static_branch_enable* static_branch_disable* static_key_enable* static_key_disable*',
      { sleeps: true },
    ),
    told(
      'static_key_count',
      'rmw',
      `
        static_branch_inc* static_branch_dec* static_key_slow_inc* static_key_slow_dec* static_branch_slow_dec* static_key_fast_inc*`,
      { sleeps: true },
    ),
    told(
      'static_key_test',
      'test',
      `
        static_branch_likely static_branch_unlikely static_key_enabled static_key_true static_key_false static_key_count`,
    ),
    told(
      'patch',
      'write',
      `
        text_poke* smp_text_poke* arch_jump_label_transform* jump_label_update __jump_label_update __jump_label_patch
        jump_label_lock_update aarch64_insn_patch_text* patch_text* ftrace_modify_* ftrace_make_* apply_alternatives`,
    ),
    told(
      'kprobe',
      'call',
      `
        register_kprobe* unregister_kprobe* register_kretprobe* unregister_kretprobe* arm_kprobe disarm_kprobe kprobe_int3_handler
        poke_int3_handler register_ftrace_function unregister_ftrace_function ftrace_shutdown ftrace_startup`,
    ),
    told(
      'tracepoint',
      'call',
      `
        tracepoint_probe_register* tracepoint_probe_unregister* tracing_start* tracing_stop*
        tracepoint_synchronize_unregister`,
    ),
    told(
      'sync_core',
      'flush',
      `
        sync_core text_poke_sync smp_text_poke_sync_each_cpu flush_icache* flush_dcache* flush_cache_* local_flush_icache*
        invalidate_icache* clflush* wbinvd* dcache_clean*`,
    ),
    told('isb', 'barrier', 'isb dsb dmb mmiowb', { object: null }),
    {
      ...told(
        'barrier_full',
        'barrier',
        `
        smp_mb__before_atomic smp_mb__after_atomic smp_mb__after_spinlock smp_mb__after_unlock_lock smp_mb__before_llsc
        smp_mb__after_srcu_read_unlock`,
        { object: null },
      ),
      partial: false,
      effects: [barrier('full')],
    },

    // RCU, beside rcu.ts
    told(
      'rcu_poll',
      'read',
      `
        get_state_synchronize_rcu* get_state_synchronize_srcu start_poll_synchronize_rcu* start_poll_synchronize_srcu
        get_completed_synchronize_rcu*`,
      { object: '$=' },
    ),
    told(
      'rcu_done',
      'test',
      `
        poll_state_synchronize_rcu* poll_state_synchronize_srcu same_state_synchronize_rcu* rcu_seq_done* rcu_gp_is_*`,
    ),
    told(
      'rcu_tasks',
      'wait',
      'synchronize_rcu_tasks* synchronize_rcu_mult synchronize_shrinkers synchronize_hrtimers',
      { object: null, sleeps: true },
    ),
    told('rcu_tasks_lock', 'lock', 'rcu_read_lock_trace rcu_read_lock_tasks_trace', { object: null }),
    told('rcu_tasks_unlock', 'unlock', 'rcu_read_unlock_trace rcu_read_unlock_tasks_trace', { object: null }),
    told('rcu_call', 'queue', 'call_rcu_tasks_* call_rcu_lazy'),
    told(
      'rcu_core',
      'call',
      `
        rcu_core rcu_process_callbacks rcu_note_context_switch rcu_sched_clock_irq
        rcu_check_callbacks rcu_qs rcu_advance_cbs*
        rcu_accelerate_cbs* srcu_invoke_callbacks rcu_init* srcu_init* init_srcu_struct cleanup_srcu_struct`,
      { object: null },
    ),

    // time
    told(
      'now',
      'read',
      `
        ktime_get* ktime_to_* ns_to_* jiffies_to_* sched_clock* local_clock* get_jiffies_64 get_cycles rdtsc* read_tsc
        ktime_mono_to_*`,
      { object: null },
    ),
    told('time_calc', 'test', 'time_after* time_before* time_is_* ktime_after ktime_before ktime_compare timer_is_*'),
    told('ktime', 'read', 'ktime_sub* ktime_add* hrtimer_cb_get_time'),
    told(
      'timer_run',
      'call',
      `
        run_posix_cpu_timers posix_timer_fn it_real_fn`,
    ),
    // they call what is drawn below them, with no lock held (kernel/time/timer.c, hrtimer.c)
    told(
      'timer_call',
      'call',
      `
        call_timer_fn expire_timers run_local_timers hrtimer_run_queues hrtimer_interrupt __hrtimer_run_queues __run_hrtimer
        hrtimer_run_softirq`,
      { partial: false, effects: [NOTHING] },
    ),
    told(
      'timer_list',
      'list-add',
      `
        enqueue_timer enqueue_hrtimer internal_add_timer calc_wheel_index __add_timer posix_timer_add arm_timer`,
    ),
    told('timer_unlist', 'list-del', 'detach_timer __remove_hrtimer remove_hrtimer detach_expired_timer'),

    // deferred work, beside deferred-work.ts
    told(
      'softirq',
      'call',
      `
        __do_softirq do_softirq* handle_softirqs invoke_softirq run_ksoftirqd irq_work_run irq_work_run_list irq_work_single
        tasklet_action_common generic_smp_call_function_* flush_smp_call_function_queue __flush_smp_call_function_queue sysvec_*
        handle_irq_event* handle_level_irq handle_edge_irq handle_fasteoi_irq generic_handle_irq* do_IRQ common_interrupt
        __handle_irq_event_percpu irq_thread`,
    ),
    told('irq_work_flush', 'flush', 'flush_all_cpus_locked'),
    told(
      'work_enable',
      'call',
      `
        enable_work enable_delayed_work enable_and_queue_work tasklet_enable tasklet_setup tasklet_init init_irq_work
        timer_init*`,
    ),
    told(
      'workqueue',
      'call',
      `
        alloc_workqueue* alloc_ordered_workqueue create_workqueue create_singlethread_workqueue worker_thread process_scheduled_works
        insert_work __queue_work* rescuer_thread`,
      { object: null },
    ),
    told(
      'smp_call',
      'queue',
      `
        smp_call_on_cpu work_on_cpu* on_selected_cpus schedule_on_each_cpu smp_call_function_any send_IPI* __send_ipi*
        arch_send_call_* native_send_call_*`,
    ),
    told('async', 'queue', 'async_schedule* async_synchronize_*'),

    // slab, strings, bitmaps
    told(
      'slab',
      'call',
      `
        kmem_cache_create* kmem_cache_shrink kmem_cache_shutdown __slab_alloc ___slab_alloc slab_free* __slab_free
        deactivate_slab flush_slab flush_all new_slab discard_slab unfreeze_partials`,
    ),
    told(
      'ksize',
      'read',
      `
        ksize kmalloc_size_roundup strlen strnlen strcmp strncmp memcmp bitmap_weight find_first_bit find_first_zero_bit
        find_next_bit* find_next_zero_bit hweight* bitmap_empty bitmap_full __ffs ffs fls`,
    ),
    told(
      'print_text',
      'call',
      `
        snprintf scnprintf sprintf seq_printf seq_puts seq_putc seq_write dump_stack vprintk* _printk kmsg_dump* console_flush_all
        console_emit_next_record pr_flush`,
      { object: null },
    ),
    told('security', 'test', 'capable ns_capable* inode_permission may_open access_ok uid_eq gid_eq'),

    // maps and lists, beside lists.ts
    told(
      'xa_mark',
      'write',
      `
        xa_set_mark xa_clear_mark xas_set_mark xas_clear_mark xas_init_marks radix_tree_tag_set radix_tree_tag_clear`,
    ),
    told(
      'xas_store',
      'list-add',
      'xas_store mas_store* mtree_store* mtree_insert* maple_tree_insert radix_tree_preload',
    ),
    told(
      'xas_walk',
      'list-walk',
      `
        xas_load xas_find* xas_for_each* xas_next* xas_prev* xa_get_mark radix_tree_gang_lookup* radix_tree_tag_get mtree_load
        idr_for_each rhashtable_walk_* rhltable_lookup hash_for_each* klist_next rb_prev rb_last plist_first plist_last
        plist_for_each* list_prev_entry interval_tree_iter_*`,
    ),
    told(
      'map_delete',
      'list-del',
      `
        mas_erase mtree_erase ida_free ida_simple_remove idr_destroy ida_destroy xa_destroy rhashtable_destroy
        rhashtable_free_and_destroy rhltable_remove rhashtable_remove* radix_tree_delete_item llist_reverse_order
        list_lru_isolate* list_lru_del_obj`,
      { object: ['$2', '$1'] },
    ),
    told('map_cmpxchg', 'rmw', 'xa_cmpxchg* xa_erase_if'),
    told('ida_alloc', 'alloc', 'ida_alloc* ida_simple_get ida_get_new*', { object: ['$=', '$1'] }),
  ],
};
