import { store } from './effects.ts';
import { told } from './told.ts';
import type { Table } from './types.ts';

/** Tasks from fork to release, signals, ptrace, and the memory map that they share. */
export const tasks: Table = {
  name: 'tasks',
  rows: [
    told(
      'fork',
      'call',
      `
        copy_process kernel_clone do_fork _do_fork kernel_thread create_io_thread user_mode_thread dup_task_struct dup_mm copy_mm
        dup_mmap copy_files vhost_task_create`,
    ),
    told(
      'kthread_create',
      'call',
      `
        kthread_create* kthread_run* kthread_create_worker* kthread_run_worker* kthread_bind* kthread_start`,
      { object: '$=' },
    ),
    told('unpark', 'wake', 'kthread_unpark'),
    told(
      'should_park',
      'test',
      `
        kthread_should_park kthread_should_stop_or_park kthread_freezable_should_stop freezing frozen`,
    ),
    told('parkme', 'wait', 'kthread_parkme __kthread_parkme try_to_freeze __refrigerator', { sleeps: true }),
    told(
      'freeze_tasks',
      'wait',
      'freeze_processes freeze_kernel_threads freeze_task thaw_processes thaw_kernel_threads',
    ),
    told(
      'exit',
      'call',
      `
        do_exit do_group_exit make_task_dead exit_mm exit_files exit_fs exit_signals exit_notify exit_mm_release exec_mm_release
        exit_robust_list exit_pi_state_list exit_sem exit_shm exit_task_work exit_task_namespaces exit_io_context exit_creds
        mm_release kthread_exit kthread_complete_and_exit module_put_and_kthread_exit begin_new_exec flush_old_exec de_thread
        exec_mmap setup_new_exec`,
    ),
    told(
      'release',
      'free',
      `
        delayed_put_task_struct put_task_stack free_task_struct __put_task_struct __mmdrop __mmput put_files_struct free_fs_struct
        put_signal_struct`,
    ),
    told('unhash', 'list-del', '__unhash_process __exit_signal detach_pid change_pid transfer_pid'),
    told('hash', 'list-add', 'attach_pid'),
    told(
      'exit_mmap',
      'free',
      `
        exit_mmap exit_aio free_pgtables free_pgd_range unmap_vmas unmap_region zap_page_range* zap_vma_ptes zap_vma_pages`,
    ),
    told('wait_task', 'wait', 'do_wait kernel_wait4 wait_task_inactive wait_task_zombie wait_consider_task', {
      sleeps: true,
    }),
    told(
      'signal',
      'wake',
      `
        send_sig send_sig_info force_sig force_sig_* kill_pid kill_pid_info kill_pgrp kill_proc_info group_send_sig_info
        do_send_sig_info send_signal_locked __send_signal_locked __send_signal complete_signal signal_wake_up signal_wake_up_state
        do_notify_parent* do_tkill tkill_pid send_sigqueue zap_other_threads set_notify_signal set_notify_resume`,
    ),
    told(
      'get_signal',
      'call',
      `
        get_signal get_signal_to_deliver do_signal dequeue_signal do_signal_stop flush_signals recalc_sigpending* ptrace_stop
        ptrace_notify do_notify_resume exit_to_user_mode_loop`,
    ),
    told(
      'ptrace',
      'call',
      `
        ptrace_attach ptrace_detach ptrace_traceme ptrace_link ptrace_unlink __ptrace_link __ptrace_unlink ptrace_resume
        ptrace_freeze_traced ptrace_unfreeze_traced ptrace_check_attach ptrace_may_access`,
    ),
    told('task_work_run', 'call', 'task_work_run resume_user_mode_work tracehook_notify_*'),
    told(
      'get',
      'get',
      `
        get_task_mm mm_access get_task_exe_file get_mm_exe_file find_get_task_by_vpid find_get_pid get_pid_task get_task_pid
        get_task_cred get_current_cred prepare_creds get_user_ns get_pid_ns get_mnt_ns`,
      { object: ['$=', '$1'] },
    ),
    told(
      'put',
      'put',
      `
        put_user_ns put_pid_ns free_nsproxy switch_task_namespaces put_cred_rcu put_ucounts free_uid put_fs_context`,
    ),
    told(
      'use_mm',
      'call',
      `
        kthread_use_mm kthread_unuse_mm use_mm unuse_mm switch_mm switch_mm_irqs_off activate_mm enter_lazy_tlb`,
    ),
    {
      ...told('set_task_state', 'write', '__set_task_state set_task_state'),
      partial: false,
      effects: [store('$1->state', '$2')],
    },
    told('task_comm', 'write', 'set_task_comm __set_task_comm commit_creds override_creds revert_creds'),

    // memory maps
    told(
      'mmap',
      'call',
      `
        do_mmap mmap_region vm_mmap vm_mmap_pgoff do_munmap __do_munmap vm_munmap do_vmi_munmap do_vmi_align_munmap do_brk_flags
        do_mprotect_pkey mprotect_fixup mremap_to move_vma do_madvise`,
      { sleeps: true },
    ),
    told(
      'vma_link',
      'list-add',
      `
        vma_link insert_vm_struct __insert_vm_struct vma_iter_store* vma_interval_tree_insert* anon_vma_interval_tree_insert
        anon_vma_prepare anon_vma_clone anon_vma_chain_link mmu_notifier_register mmu_interval_notifier_insert* ksm_enter
        khugepaged_enter*`,
    ),
    told(
      'vma_unlink',
      'list-del',
      `
        unlink_file_vma unlink_anon_vmas vma_interval_tree_remove anon_vma_interval_tree_remove remove_vma __vma_unlink*
        detach_vmas_to_be_unmapped mmu_notifier_unregister mmu_interval_notifier_remove ksm_exit khugepaged_exit vma_mark_detached`,
    ),
    told(
      'vma_change',
      'write',
      `
        vma_adjust __vma_adjust vma_merge split_vma vma_expand vma_shrink vm_flags_set vm_flags_clear vm_flags_reset vm_flags_mod
        vma_set_page_prot`,
    ),
    told(
      'vma_walk',
      'list-walk',
      `
        for_each_vma* find_extend_vma* find_exact_vma vma_next vma_prev vma_find walk_page_range* walk_page_vma rmap_walk* mas_find*
        mas_walk mt_find* mas_for_each mas_prev mas_next`,
    ),
    told(
      'mmu_notify',
      'call',
      `
        mmu_notifier_invalidate_range* mmu_notifier_range_init* mmu_notifier_synchronize mmu_notifier_release`,
    ),
    told(
      'get_user_pages',
      'get',
      `
        get_user_pages* pin_user_pages* __get_user_pages* gup_fast* internal_get_user_pages_fast faultin_page follow_page*
        iov_iter_get_pages* iov_iter_extract_pages`,
      { sleeps: true, object: ['$4', '$3', '$1'] },
    ),
    told(
      'unpin_pages',
      'put',
      `
        unpin_user_page* unpin_folio* put_user_page* release_pages free_pages_and_swap_cache folios_put* gup_put_folio`,
    ),
    told('access_vm', 'call', 'access_process_vm access_remote_vm __access_remote_vm fault_in_* fixup_user_fault'),
  ],
};
