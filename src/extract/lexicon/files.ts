import { told } from './told.ts';
import type { Table } from './types.ts';

/** Files, inodes, dentries and super blocks. */
export const files: Table = {
  name: 'files',
  rows: [
    told(
      'fget',
      'get',
      `
        fget_raw fget_light fget_task fget_many fdget_pos fdget_raw __fget __fget_light __fget_files fget_task_next get_file_active`,
    ),
    told('fput', 'put', '__fput fput_sync __fput_sync  filp_close bdev_fput close_fd'),
    told('fd_install', 'write', 'fd_install receive_fd replace_fd'),
    told(
      'filp_open',
      'call',
      `
        filp_open file_open_name do_filp_open dentry_open vfs_open do_dentry_open file_open_root do_sys_open*`,
      { sleeps: true },
    ),
    told('get_unused_fd', 'alloc', 'get_unused_fd get_unused_fd_flags', { object: '$=' }),
    told(
      'bdev_open',
      'call',
      `
        blkdev_get blkdev_get_by_path blkdev_get_by_dev blkdev_get_whole blkdev_get_part bdev_open bdev_open_by_* bdev_file_open_by_*
        lookup_bdev blkdev_open blkdev_release bdev_release`,
    ),
    told(
      'igrab',
      'get',
      `
        iget_locked iget5_locked ilookup5_nowait __iget dget_parent lookup_mnt grab_super super_trylock_shared`,
    ),
    told(
      'iput',
      'put',
      `
        bdput iput_final __iput dput_to_list mntput_no_expire deactivate_super deactivate_locked_super put_super put_filesystem`,
    ),
    told(
      'evict',
      'free',
      `
        evict evict_inode* clear_inode destroy_inode free_inode dispose_list invalidate_inodes evict_inodes destroy_super*`,
    ),
    told(
      'shrink',
      'call',
      `
        prune_icache_sb prune_dcache_sb shrink_dcache_* d_invalidate shrink_dentry_list generic_shutdown_super kill_block_super
        kill_anon_super kill_litter_super`,
    ),
    told(
      'i_state',
      'write',
      `
        inode_set_flags mark_inode_dirty* __mark_inode_dirty inode_set_ctime* inode_set_mtime* inode_inc_iversion* set_nlink
        clear_nlink file_update_time touch_atime`,
    ),
    told(
      'inode_hash',
      'list-add',
      `
        insert_inode_hash __insert_inode_hash inode_insert5 insert_inode_locked* d_add d_splice_alias d_instantiate* d_rehash
        inode_sb_list_add inode_io_list_move_locked`,
    ),
    told(
      'inode_unhash',
      'list-del',
      `
        remove_inode_hash __remove_inode_hash d_drop d_delete __d_drop inode_io_list_del inode_sb_list_del`,
    ),
    told(
      'dcache_walk',
      'list-walk',
      `
        d_hash_and_lookup d_lookup_* d_alloc_parallel lookup_one* lookup_fast lookup_slow path_lookupat link_path_walk walk_component
        kern_path* user_path_at* vfs_path_lookup filename_lookup find_inode find_inode_fast`,
    ),
    told(
      'write_inode',
      'flush',
      `
        flush_delayed_fput write_inode_now sync_inode* sync_filesystem __sync_filesystem sync_blockdev* writeback_inodes_sb*
        filemap_flush filemap_fdatawrite* filemap_write_and_wait* file_write_and_wait* sync_dirty_buffer write_dirty_buffer
        generic_file_fsync vfs_fsync* filemap_fdatawait* sync_mapping_buffers fsync_bdev`,
      { sleeps: true },
    ),
    told(
      'writeback',
      'call',
      `
        do_writepages wb_writeback writeback_sb_inodes writeback_single_inode __writeback_single_inode wb_workfn write_cache_pages
        generic_writepages start_this_writeback balance_dirty_pages*`,
    ),
    told(
      'wake_flusher',
      'queue',
      `
        wb_wakeup wb_queue_work wakeup_flusher_threads wb_start_background_writeback wakeup_dirtytime_writeback`,
    ),
    told(
      'page_writeback',
      'write',
      `
        set_page_writeback folio_start_writeback folio_start_writeback_keepwrite set_page_dirty folio_mark_dirty __set_page_dirty*
        filemap_dirty_folio clear_page_dirty_for_io folio_clear_dirty_for_io folio_cancel_dirty cancel_dirty_page mark_buffer_dirty
        mark_buffer_dirty_inode mark_buffer_async_write*`,
    ),
    // wakes those who wait for the page
    told('end_writeback', 'wake', 'end_page_writeback folio_end_writeback folio_end_read end_buffer_*'),
    told(
      'invalidate',
      'list-del',
      `
        truncate_inode_pages* truncate_pagecache* truncate_setsize invalidate_mapping_pages invalidate_inode_pages*
        filemap_remove_folio delete_from_page_cache __filemap_remove_folio remove_mapping __remove_mapping invalidate_bdev kill_bdev
        invalidate_bh_lrus folio_unmap_invalidate truncate_inode_folio`,
    ),
    told('page_cache_add', 'list-add', 'filemap_add_folio __filemap_add_folio add_to_page_cache*'),
    told(
      'page_cache_find',
      'list-walk',
      `
        filemap_get_folio* __filemap_get_folio pagecache_get_page find_or_create_page grab_cache_page* filemap_get_pages
        filemap_get_read_batch find_get_pages* filemap_get_entry read_mapping_page read_cache_page*`,
    ),
    told('buffer_find', 'list-walk', '__find_get_block sb_find_get_block __getblk* sb_getblk bdev_getblk', {
      object: '$=',
    }),
    told('buffer_read', 'wait', 'sb_bread __bread* bh_read* ll_rw_block submit_bh*'),
    told(
      'generic_io',
      'call',
      `
        iomap_dio_rw iomap_dio_complete iomap_file_buffered_write iomap_writepages iomap_page_mkwrite iomap_zero_range iomap_truncate_page
        iomap_readahead iomap_finish_ioends generic_file_read_iter generic_file_write_iter __generic_file_write_iter generic_perform_write filemap_read
        blockdev_direct_IO __blockdev_direct_IO vfs_read vfs_write vfs_iter_* kernel_read kernel_write vfs_fallocate vfs_truncate
        do_truncate notify_change vfs_unlink vfs_rmdir vfs_mkdir vfs_create vfs_rename vfs_link vfs_symlink vfs_ioctl vfs_getattr
        vfs_setxattr vfs_removexattr vfs_get_tree do_mount path_mount path_umount do_umount block_write_begin block_write_end
        block_write_full_page block_read_full_folio`,
      {
        object: null,
      },
    ),
    told('dirty_size', 'write', 'pagecache_isize_extended i_size_write_*'),
    told('freeze_fs', 'call', 'freeze_super freeze_bdev bdev_freeze thaw_bdev bdev_thaw', { sleeps: true }),
    told('super_find', 'list-walk', 'get_super* sget sget_fc iterate_supers* super_cache_scan user_get_super'),
    told(
      'file_lock',
      'lock',
      'posix_lock_file* vfs_lock_file flock_lock_file* locks_lock_inode_wait locks_lock_file_wait',
      { object: ['$1'] },
    ),
    told('locks_remove', 'list-del', 'locks_remove_posix locks_remove_file locks_delete_block locks_unlink_lock_ctx'),
    told('lease', 'wait', 'break_lease try_break_deleg break_deleg break_deleg_wait __break_lease', { sleeps: true }),
    told('fasync', 'call', 'fasync_helper kill_fasync send_sigio send_sigurg f_setown sock_fasync'),
    told('eventfd', 'wake', 'eventfd_signal eventfd_signal_mask ep_poll_callback ep_poll_safewake'),
    told(
      'quota',
      'call',
      `dquot_initialize dquot_drop dquot_acquire dquot_release dquot_commit dquot_transfer __dquot_transfer dquot_alloc_space
        dquot_free_space dquot_alloc_inode dquot_free_inode dquot_disable dquot_quota_off dquot_writeback_dquots dqput dqget mark_dquot_dirty mark_all_dquot_dirty`,
    ),
  ],
};
