import { acquire, release } from './effects.ts';
import { told } from './told.ts';
import type { Table } from './types.ts';

/** jbd2: a handle keeps its transaction from committing, as a reader's lock would; a commit waits for the handles. */
const UPDATES = 'journal updates';
const handle = { object: ['$=', '$1'], sleeps: true, effects: [acquire(UPDATES, 'rwsem', 'shared')] } as const;
const noHandle = { effects: [release(UPDATES, 'rwsem', 'shared')] } as const;

export const journals: Table = {
  name: 'journals',
  rows: [
    told(
      'start',
      'lock',
      `
        jbd2_journal_start jbd2__journal_start jbd2_journal_start_reserved jbd2_journal_restart jbd2__journal_restart`,
      { ...handle, frame: true },
    ),
    told('stop', 'unlock', 'jbd2_journal_stop', noHandle),
    told('free_reserved', 'unlock', 'jbd2_journal_free_reserved'),
    told('family-start', 'lock', '*_journal_start *_journal_start_sb *_journal_restart', { ...handle, family: true }),
    told('family-stop', 'unlock', '*_journal_stop', { ...noHandle, family: true }),
    // it waits until no handle is open, and none is started before it is unlocked (fs/jbd2/transaction.c)
    told('lock_updates', 'lock', 'jbd2_journal_lock_updates journal_lock_updates', {
      sleeps: true,
      effects: [acquire(UPDATES, 'rwsem')],
    }),
    told('unlock_updates', 'unlock', 'jbd2_journal_unlock_updates journal_unlock_updates', {
      effects: [release(UPDATES, 'rwsem', 'exclusive')],
    }),
    told(
      'extend',
      'call',
      `
        jbd2_journal_extend jbd2_journal_set_triggers jbd2_handle_buffer_credits jbd2_journal_init_jbd_inode`,
    ),
    told(
      'access',
      'call',
      `
        jbd2_journal_get_write_access jbd2_journal_get_create_access jbd2_journal_get_undo_access jbd2_journal_dirty_metadata
        jbd2_journal_forget jbd2_journal_revoke jbd2_journal_cancel_revoke`,
    ),
    told(
      'inode',
      'list-add',
      `
        jbd2_journal_inode_ranged_write jbd2_journal_inode_ranged_wait jbd2_journal_file_inode jbd2_journal_add_journal_head
        jbd2_journal_file_buffer __jbd2_journal_file_buffer __jbd2_journal_insert_checkpoint`,
    ),
    told(
      'release_inode',
      'list-del',
      `
        jbd2_journal_release_jbd_inode jbd2_journal_unfile_buffer __jbd2_journal_unfile_buffer jbd2_journal_refile_buffer
        __jbd2_journal_refile_buffer __jbd2_journal_remove_checkpoint jbd2_journal_try_remove_checkpoint`,
      { sleeps: true },
    ),
    told('get_head', 'get', 'jbd2_journal_grab_journal_head'),
    told('put_head', 'put', 'jbd2_journal_put_journal_head'),
    told(
      'commit',
      'flush',
      `
        jbd2_journal_flush jbd2_journal_force_commit* jbd2_complete_transaction jbd2_log_do_checkpoint
        jbd2_trans_will_send_data_barrier`,
      { sleeps: true },
    ),
    told(
      'wait_commit',
      'wait',
      `
        jbd2_log_wait_commit jbd2_journal_wait_updates jbd2_fc_wait_bufs wait_transaction_locked wait_transaction_switching
        add_transaction_credits`,
      { sleeps: true },
    ),
    told(
      'start_commit',
      'queue',
      `
        jbd2_log_start_commit __jbd2_log_start_commit jbd2_journal_start_commit jbd2_transaction_committed`,
    ),
    told(
      'committing',
      'call',
      `
        jbd2_journal_commit_transaction kjournald2 jbd2_fc_begin_commit jbd2_fc_end_commit* jbd2_journal_load jbd2_journal_destroy
        jbd2_journal_abort jbd2_journal_recover jbd2_journal_shrink_* jbd2_journal_invalidate_folio jbd2_journal_try_to_free_buffers
        jbd2_journal_update_sb_* jbd2_update_log_tail __jbd2_update_log_tail`,
    ),
    told('aborted', 'test', 'is_journal_aborted is_handle_aborted'),
  ],
};
