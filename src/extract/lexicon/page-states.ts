import { told } from './told.ts';
import type { Table } from './types.ts';

/** Flags of pages, folios and buffers, by the pattern in which they are made; pages on their lists; what is charged for them. */
const flagged = { family: true } as const;

export const pageStates: Table = {
  name: 'page-states',
  rows: [
    told('test_flag', 'test', 'Page* folio_test_*', flagged),
    told('set_flag', 'write', 'SetPage* __SetPage* folio_set_* __folio_set_*', flagged),
    told('clear_flag', 'write', 'ClearPage* __ClearPage* folio_clear_* __folio_clear_*', flagged),
    told(
      'test_and_set_flag',
      'rmw',
      `
        TestSetPage* TestClearPage* folio_test_set_* folio_test_clear_* folio_xchg_* test_clear_page_* test_set_page_*`,
      flagged,
    ),
    told(
      'test_buffer',
      'test',
      `
        buffer_uptodate buffer_dirty buffer_locked buffer_mapped buffer_new buffer_delay buffer_unwritten buffer_req buffer_jbd
        buffer_jbddirty buffer_async_* buffer_write_io_error buffer_freed buffer_verified buffer_shadow buffer_busy`,
    ),
    told('set_buffer', 'write', 'set_buffer_*', flagged),
    told('clear_buffer', 'write', 'clear_buffer_*', flagged),
    told('test_and_set_buffer', 'rmw', 'test_set_buffer_* test_clear_buffer_*', flagged),
    told(
      'buffers',
      'call',
      `
        create_empty_buffers attach_page_private detach_page_private folio_attach_private folio_detach_private
        folio_create_empty_buffers try_to_free_buffers drop_buffers block_invalidate_folio block_invalidatepage`,
    ),
    told(
      'mapping',
      'read',
      `
        page_mapping folio_mapping page_folio compound_head page_rmapping folio_page page_address page_to_pfn pfn_to_page
        virt_to_page virt_to_folio page_zone page_pgdat folio_nid page_private folio_memcg folio_lruvec page_memcg mem_cgroup_from_*
        folio_index page_index folio_mapcount`,
      { object: ['$1'] },
    ),
    told(
      'mapped',
      'test',
      `
        page_mapped folio_mapped page_maybe_dma_pinned folio_maybe_dma_pinned folio_maybe_mapped_shared`,
    ),
    told(
      'rmap',
      'call',
      `
        page_add_file_rmap folio_add_file_rmap* folio_add_anon_rmap* folio_remove_rmap* __page_set_anon_rmap page_move_anon_rmap
        folio_move_anon_rmap page_dup_* folio_dup_* try_to_unmap* try_to_migrate* page_vma_mapped_walk page_mkclean folio_mkclean`,
    ),
    told(
      'lru_add',
      'list-add',
      `
        lru_cache_add* folio_add_lru* add_page_to_lru_list* lruvec_add_folio* putback_lru_page folio_putback_lru
        putback_movable_pages folio_activate activate_page mark_page_accessed folio_mark_accessed move_folios_to_lru
        lru_add_page_tail`,
    ),
    told(
      'lru_del',
      'list-del',
      `
        isolate_lru_page* folio_isolate_lru del_page_from_lru_list lruvec_del_folio isolate_lru_pages isolate_lru_folios
        isolate_migratepages* isolate_movable_page deactivate_page folio_deactivate`,
    ),
    told(
      'lru_drain',
      'flush',
      `
        lru_add_drain_all drain_all_pages drain_all_stock memcg_flush* mem_cgroup_flush_stats* cgroup_rstat_flush*`,
    ),
    // a CPU's own, which waits for nobody
    told(
      'local_drain',
      'write',
      'lru_add_drain lru_add_drain_cpu* drain_local_pages drain_pages* drain_local_stock drain_stock refill_stock',
    ),
    told(
      'reclaim',
      'call',
      `
        shrink_node* shrink_lruvec shrink_list shrink_slab* shrink_inactive_list shrink_active_list shrink_folio_list
        shrink_page_list kswapd balance_pgdat try_to_free_pages __alloc_pages_direct_* __alloc_pages_slowpath reclaim_pages
        do_shrink_slab out_of_memory oom_kill_process __oom_kill_process oom_reaper oom_reap_task* compact_zone* kcompactd
        wakeup_kswapd pageout`,
    ),
    told(
      'migrate',
      'call',
      `
        migrate_pages* migrate_page* migrate_folio* unmap_and_move* move_to_new_page move_to_new_folio do_migrate_pages
        migrate_misplaced_* split_huge_page* split_folio* __split_huge_page* collapse_huge_page khugepaged
        collapse_file offline_pages online_pages memory_failure soft_offline_page unpoison_memory`,
    ),
    told(
      'unmap_range',
      'write',
      `
        unmap_mapping_range unmap_mapping_pages unmap_mapping_folio zap_pte_range zap_pmd_range zap_huge_pmd change_protection
        change_pte_range change_huge_pmd copy_page_range copy_pte_range move_page_tables move_ptes remap_pfn_range vm_insert_page*
        vmf_insert_* ioremap_page_range set_fixmap clear_fixmap vmap vunmap`,
    ),
    told('swap_add', 'list-add', 'add_to_swap* folio_add_to_swap folio_alloc_swap swap_cache_add* __add_to_swap_cache'),
    told(
      'swap_del',
      'list-del',
      `
        delete_from_swap_cache __delete_from_swap_cache swap_cache_del* free_swap_cache folio_free_swap try_to_free_swap swap_free
        swap_free_nr swap_entry_free free_swap_and_cache* put_swap_folio`,
    ),
    told(
      'swap_find',
      'list-walk',
      `
        lookup_swap_cache swap_cache_get_folio filemap_get_incore_folio swapcache_prepare swap_duplicate __swap_duplicate`,
    ),
    told(
      'swap_io',
      'call',
      `
        swap_readpage swap_read_folio swap_writepage* __swap_writepage swapin_readahead read_swap_cache_async __read_swap_cache_async
        swap_cluster_readahead arch_do_swap_page arch_swap_restore arch_prepare_to_swap do_swapoff sys_swapoff try_to_unuse`,
    ),
    told(
      'charge',
      'rmw',
      `
        mem_cgroup_charge* __mem_cgroup_charge mem_cgroup_uncharge* __mem_cgroup_uncharge* try_charge* obj_cgroup_charge*
        obj_cgroup_uncharge* page_counter_try_charge page_counter_charge page_counter_uncharge page_counter_cancel mod_memcg_state
        __mod_memcg_state mod_lruvec_state __mod_lruvec_* mod_node_page_state __mod_node_page_state mod_zone_page_state
        inc_node_page_state dec_node_page_state __inc_node_* __dec_node_* count_vm_event* vm_acct_memory vm_unacct_memory
        add_mm_counter mm_add_counter`,
      { object: ['$1'] },
    ),
    told(
      'memcg',
      'call',
      `
        memcg_offline_kmem memcg_online_kmem mem_cgroup_move_account mem_cgroup_migrate
        mem_cgroup_replace_folio mem_cgroup_swapout mem_cgroup_iter* mem_cgroup_iter_break`,
    ),
    told(
      'huge_alloc',
      'alloc',
      `
        alloc_huge_page* alloc_hugetlb_folio* dequeue_huge_page* alloc_buddy_* rmqueue* get_page_from_freelist`,
      { object: '$=' },
    ),
    told(
      'huge_free',
      'free',
      `
        free_huge_page free_huge_folio free_unref_page* free_unref_folios free_pcppages_bulk __free_one_page free_contig_range
        __put_page __folio_put* free_reserved_page free_tail_page* free_compound_page`,
      { sleeps: false },
    ),
    told(
      'fault',
      'call',
      `
        do_read_fault do_shared_fault do_numa_page do_fault_around do_page_mkwrite finish_fault __do_fault do_huge_pmd_*
        do_set_huge_pmd filemap_fault filemap_map_pages filemap_page_mkwrite hugetlb_no_page handle_userfault
        shmem_fault shmem_get_folio* shmem_undo_range shmem_writepage lock_mm_and_find_vma bad_area*`,
    ),
  ],
};
