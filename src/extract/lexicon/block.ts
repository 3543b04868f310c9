import { told } from './told.ts';
import type { Table } from './types.ts';

/** The block layer: queues, requests, bios, disks. */
export const block: Table = {
  name: 'block',
  rows: [
    // counts users out and waits for them: see system-locks.ts for blk_mq_freeze_queue itself
    told(
      'freeze_start',
      'write',
      `
        blk_freeze_queue_start blk_set_queue_dying blk_set_pm_only blk_clear_pm_only blk_queue_start_drain __blk_freeze_queue_start`,
    ),
    told(
      'freeze',
      'lock',
      `
        blk_freeze_queue blk_mq_freeze_queue_nomemsave`,
      { sleeps: true },
    ),
    told(
      'unfreeze',
      'unlock',
      `
        blk_unfreeze_queue blk_mq_unfreeze_queue_nomemrestore blk_mq_unfreeze_queue_non_owner blk_pm_resume_queue`,
    ),
    told(
      'quiesce',
      'wait',
      `
        blk_mq_quiesce_queue blk_mq_quiesce_tagset blk_mq_wait_quiesce_done blk_sync_queue blk_mq_tagset_wait_completed_request
        blk_drain_queue scsi_host_block scsi_target_block`,
    ),
    told(
      'quiesce_start',
      'write',
      `
        blk_mq_quiesce_queue_nowait blk_mq_unquiesce_queue blk_mq_unquiesce_tagset blk_mq_stop_hw_queue blk_mq_stop_hw_queues
        blk_mq_start_hw_queue blk_mq_start_hw_queues blk_mq_start_stopped_hw_queue blk_mq_start_stopped_hw_queues blk_queue_flag_set blk_queue_flag_clear
        queue_flag_set* queue_flag_clear* scsi_host_unblock`,
    ),
    told('flag_rmw', 'rmw', 'blk_queue_flag_test_and_set queue_flag_test_and_set queue_flag_test_and_clear'),
    told(
      'flag',
      'test',
      `
        blk_queue_quiesced blk_queue_dying blk_queue_dead blk_queue_stopped blk_mq_queue_stopped blk_mq_hctx_stopped
        blk_queue_registered blk_queue_pm_only blk_queue_init_done blk_mq_hctx_has_pending blk_mq_request_started
        blk_mq_request_completed blk_should_fake_timeout blk_mq_is_reserved_rq disk_live blk_queue_nonrot bdev_read_only get_disk_ro
        blk_mq_queue_inflight`,
    ),
    told(
      'enter',
      'get',
      `
        bio_queue_enter blk_try_enter_queue __bio_queue_enter blk_mq_get_tag blk_mq_get_driver_tag
        __blk_mq_get_driver_tag blk_mq_alloc_request* blk_get_request blk_mq_get_request blk_get_queue`,
      { object: ['$1', '$='] },
    ),
    told(
      'exit',
      'put',
      `
        blk_queue_exit blk_put_request blk_mq_free_request __blk_mq_free_request blk_mq_put_tag blk_mq_put_driver_tag
        __blk_mq_put_driver_tag blk_put_queue put_disk put_disk_and_module`,
    ),
    told(
      'run',
      'queue',
      `
        blk_mq_run_hw_queue blk_mq_run_hw_queues blk_mq_delay_run_hw_queue* blk_run_queue* __blk_run_queue* blk_delay_queue
        blk_mq_start_hw_queue* blk_mq_start_stopped_hw_queue* blk_start_queue* blk_mq_kick_requeue_list
        blk_mq_delay_kick_requeue_list blk_mq_sched_restart`,
    ),
    told(
      'stop',
      'call',
      `
        blk_stop_queue blk_cleanup_queue blk_mq_destroy_queue blk_mq_exit_queue
        blk_mq_update_nr_hw_queues elevator_switch elevator_init* elevator_exit* blk_mq_init_sched blk_mq_exit_sched elv_unregister*
        elv_register*`,
    ),
    told(
      'dispatch',
      'call',
      `
        blk_mq_dispatch_rq_list blk_mq_sched_dispatch_requests __blk_mq_sched_dispatch_requests blk_mq_run_work_fn
        __blk_mq_run_hw_queue blk_mq_request_issue_directly __blk_mq_issue_directly blk_mq_try_issue_* blk_mq_submit_bio
        blk_mq_make_request generic_make_request* submit_bio submit_bio_noacct* submit_bio_wait __submit_bio* blk_execute_rq*
        blk_mq_issue_direct scsi_queue_rq scsi_dispatch_cmd blk_mq_flush_plug_list blk_finish_plug blk_flush_plug*`,
    ),
    told(
      'insert',
      'list-add',
      `
        blk_mq_insert_request blk_mq_insert_requests blk_mq_request_bypass_insert blk_mq_sched_insert_request* blk_mq_requeue_request
        blk_mq_add_to_requeue_list blk_requeue_request elv_insert elv_add_request blk_insert_flush elv_rb_add elv_rqhash_add
        blk_add_timer`,
    ),
    told(
      'merge',
      'call',
      `
        bio_attempt_*_merge blk_attempt_*_merge blk_mq_sched_bio_merge blk_rq_merge_ok elv_merge* blk_mq_sched_try_merge`,
    ),
    told(
      'remove',
      'list-del',
      `
        elv_rb_del elv_rqhash_del blk_dequeue_request blk_start_request blk_fetch_request`,
    ),
    told('start', 'call', 'blk_mq_start_request'),
    told(
      'complete',
      'call',
      `
        blk_mq_complete_request* blk_mq_end_request* __blk_mq_end_request blk_end_request* __blk_end_request* blk_update_request
        bio_endio bio_io_error blk_complete_request blk_mq_force_complete_rq scsi_done scsi_complete scsi_io_completion
        scsi_finish_command blk_done_softirq blk_account_io_*`,
    ),
    told(
      'timeout',
      'call',
      `
        blk_mq_timeout_work blk_mq_rq_timed_out blk_mq_check_expired blk_mq_handle_expired blk_abort_request blk_rq_timed_out_timer
        scsi_times_out scsi_timeout scsi_abort_command`,
    ),
    told(
      'iterate',
      'list-walk',
      `
        blk_mq_queue_tag_busy_iter blk_mq_tagset_busy_iter blk_mq_all_tag_iter bt_for_each bt_tags_for_each blk_mq_tag_to_rq
        elv_rb_find queue_for_each_hw_ctx blkg_lookup* __blkg_lookup blkg_for_each_*`,
    ),
    told(
      'disk_add',
      'call',
      `
        add_disk device_add_disk __device_add_disk add_disk_fwnode blk_register_queue register_blkdev __register_blkdev bdev_add
        blk_register_region blk_integrity_register`,
      { sleeps: true },
    ),
    told(
      'disk_del',
      'call',
      `
        del_gendisk blk_mark_disk_dead blk_unregister_queue unregister_blkdev bdev_unhash_inode bdev_drop blk_integrity_unregister
        blk_cleanup_disk invalidate_partition delete_partition bdev_disk_changed blk_drop_partitions set_capacity* rescan_partitions`,
      { sleeps: true },
    ),
    told(
      'disk_alloc',
      'alloc',
      `
        alloc_disk __alloc_disk_node blk_alloc_disk blk_mq_alloc_disk blk_mq_init_queue* blk_alloc_queue* blk_mq_alloc_queue
        blk_mq_alloc_tag_set`,
      { object: ['$=', '$1'] },
    ),
    told(
      'disk_free',
      'free',
      `
        blk_free_queue* blk_release_queue disk_release blk_mq_free_tag_set blk_mq_free_rqs blk_mq_free_map_and_rqs blk_mq_free_rq_map`,
    ),
    told(
      'rq_qos',
      'call',
      `
        rq_qos_add rq_qos_del rq_qos_throttle __rq_qos_* rq_qos_track rq_qos_done* blkcg_activate_policy
        blkcg_deactivate_policy blkcg_destroy_blkgs blkg_create blkg_destroy blkg_destroy_all`,
    ),
    told('sbitmap_wake', 'wake', 'sbitmap_queue_wake_up sbitmap_queue_wake_all __sbq_wake_up sbitmap_queue_clear*'),
    told('sbitmap_wake_ptr', 'read', 'sbq_wake_ptr'),
    told('sbitmap_get', 'rmw', 'sbitmap_get sbitmap_get_shallow __sbitmap_queue_get* sbitmap_queue_get*'),
    told('hold_io_context', 'get', 'ioc_create_icq ioc_lookup_icq', { object: ['$=', '$1'] }),
  ],
};
