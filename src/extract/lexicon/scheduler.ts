import { told } from './told.ts';
import type { Table } from './types.ts';

/** Run queues, placement and hot-plug. A task's run is drawn, not modelled. */
export const scheduler: Table = {
  name: 'scheduler',
  rows: [
    told(
      'enqueue',
      'list-add',
      `
        activate_task enqueue_task enqueue_task_* enqueue_entity __enqueue_entity enqueue_pushable_* attach_task attach_tasks
        ttwu_do_activate ttwu_activate ttwu_queue ttwu_queue_* enqueue_rt_entity enqueue_dl_entity account_entity_enqueue`,
    ),
    told(
      'dequeue',
      'list-del',
      `
        deactivate_task dequeue_task dequeue_task_* dequeue_entity __dequeue_entity dequeue_entities dequeue_pushable_* detach_task
        detach_tasks block_task __block_task dequeue_rt_entity dequeue_dl_entity account_entity_dequeue`,
    ),
    told(
      'pick',
      'list-walk',
      `
        pick_next_task pick_next_task_* __pick_next_task pick_next_entity pick_task pick_task_* pick_eevdf set_next_entity
        put_prev_entity find_idlest_* select_task_rq* select_fallback_rq find_lock_lowest_rq find_lowest_rq`,
      { object: '$=' },
    ),
    told(
      'switch',
      'call',
      `
        context_switch __switch_to switch_to switch_to_* prepare_task_switch finish_task_switch* finish_task prepare_task
        schedule_tail prepare_lock_switch finish_lock_switch`,
    ),
    told(
      'preempt',
      'wait',
      `
        preempt_schedule preempt_schedule_* __preempt_schedule schedule_idle schedule_user schedule_rtlock do_sched_yield
        sched_submit_work yield_to`,
      { object: null },
    ),
    told(
      'resched',
      'queue',
      `
        resched_cpu resched_curr_lazy resched_task set_need_resched set_preempt_need_resched check_preempt_curr wakeup_preempt
        wakeup_preempt_* scheduler_ipi sched_ttwu_pending send_call_function_single_ipi`,
    ),
    told('clear_resched', 'write', 'clear_tsk_need_resched clear_preempt_need_resched'),
    told(
      'affinity',
      'write',
      `
        set_cpus_allowed_ptr set_cpus_allowed_common do_set_cpus_allowed __do_set_cpus_allowed __sched_setaffinity
        __set_cpus_allowed_ptr __set_cpus_allowed_ptr_locked set_task_cpu __set_task_cpu set_cpus_allowed`,
    ),
    told(
      'migrate',
      'call',
      `
        migrate_task_rq* move_queued_task __migrate_task migrate_task_to migrate_swap migration_cpu_stop affine_move_task
        sched_move_task sched_change_group push_rt_task* pull_rt_task push_dl_task* pull_dl_task push_cpu_stop load_balance
        active_load_balance_cpu_stop newidle_balance balance_push*`,
    ),
    told(
      'policy',
      'call',
      `
        sched_setscheduler* __sched_setscheduler sched_set_fifo* sched_set_normal set_user_nice rt_mutex_setprio task_tick*
        scheduler_tick sched_tick update_curr* check_class_changed sched_fork sched_exec`,
    ),
    told(
      'clock',
      'write',
      `
        update_rq_clock update_load_avg update_cfs_group update_blocked_averages psi_task_change psi_task_switch cpuacct_charge
        task_sched_runtime`,
    ),
    told(
      'throttle',
      'call',
      `
        throttle_cfs_rq unthrottle_cfs_rq tg_throttle_down tg_unthrottle_up distribute_cfs_runtime start_cfs_bandwidth`,
    ),
    told(
      'is_current',
      'test',
      `
        task_current task_on_cpu task_running task_on_rq_queued task_on_rq_migrating task_current_donor cpu_rq_is_* need_resched_*
        test_tsk_need_resched test_preempt_need_resched tif_need_resched cpu_online cpu_active cpu_is_offline idle_cpu
        task_is_running task_is_stopped task_is_traced cpumask_test_cpu cpumask_empty cpumask_any_and*`,
    ),
    told(
      'read_task',
      'read',
      `
        task_rq task_cpu cpu_rq cpu_curr this_rq smp_processor_id raw_smp_processor_id get_task_state task_state_index`,
      { object: ['$1'] },
    ),
    told(
      'cpumask',
      'write',
      `
        cpumask_set_cpu cpumask_clear_cpu __cpumask_set_cpu __cpumask_clear_cpu cpumask_clear cpumask_and cpumask_or cpumask_setall
        cpumask_andnot set_cpu_online set_cpu_active set_cpu_present`,
      { object: ['$2', '$1'] },
    ),
    told('cpumask_rmw', 'rmw', 'cpumask_test_and_set_cpu cpumask_test_and_clear_cpu', { object: ['$2', '$1'] }),
    told(
      'cpumask_walk',
      'list-walk',
      `
        for_each_cpu* for_each_online_cpu for_each_possible_cpu for_each_present_cpu for_each_node* cpumask_next* cpumask_first*`,
    ),
    told(
      'task_walk',
      'list-walk',
      `
        for_each_process do_each_thread for_each_thread for_each_process_thread while_each_thread next_task next_thread
        css_task_iter_*`,
    ),
    told(
      'hotplug',
      'call',
      `
        cpu_up cpu_down _cpu_up _cpu_down bringup_cpu takedown_cpu take_cpu_down cpu_device_up cpu_device_down add_cpu remove_cpu
        smp_shutdown_nonboot_cpus cpu_startup_entry do_idle __cpu_disable __cpu_die cpu_die`,
      { object: null },
    ),
    told('idle', 'call', 'cpuidle_idle_call default_idle* cpuidle_enter* tick_nohz_idle_* arch_cpu_idle', {
      object: null,
    }),
    told(
      'stop_work',
      'queue',
      'stop_two_cpus stop_cpus cpu_stop_queue_work cpu_stop_queue_two_works __cpu_stop_queue_work',
    ),
    told(
      'cgroup',
      'call',
      `
        cgroup_attach_task* cgroup_migrate* cgroup_procs_write* cgroup_mkdir cgroup_rmdir cgroup_destroy_locked cgroup_kill_sb
        css_offline offline_css online_css kill_css css_killed_work_fn css_free_rwork_fn css_release* cgroup_apply_control*
        rebind_subsystems cgroup_exit cgroup_fork cgroup_post_fork`,
    ),
    told(
      'perf',
      'call',
      `
        perf_event_create_kernel_counter perf_event_release_kernel perf_event_enable* perf_event_disable* perf_event_overflow
        perf_install_in_context perf_remove_from_context event_sched_in event_sched_out ctx_sched_in ctx_sched_out
        perf_event_exit_task`,
    ),
  ],
};
