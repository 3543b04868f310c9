import { told } from './told.ts';
import type { Table } from './types.ts';

/** Network devices, sockets, packets on their way. */
export const networking: Table = {
  name: 'networking',
  rows: [
    told(
      'register',
      'call',
      `
        register_netdevice register_netdev register_pernet_subsys register_pernet_device register_inet*addr_notifier
        netdev_upper_dev_link proto_register sock_register nf_register_net_hook* nf_register_sockopt rtnl_link_register
        genl_register_family phy_register* dev_change_net_namespace`,
    ),
    told(
      'unregister',
      'call',
      `
        unregister_netdevice unregister_netdev unregister_netdevice_queue unregister_netdevice_many* unregister_pernet_subsys
        unregister_pernet_device netdev_upper_dev_unlink proto_unregister sock_unregister nf_unregister_net_hook*
        rtnl_link_unregister genl_unregister_family phy_unregister* netdev_run_todo cleanup_net ops_exit_list dev_shutdown`,
    ),
    told(
      'open',
      'call',
      `
        dev_open dev_close dev_close_many dev_change_flags __dev_open __dev_close* dev_activate dev_deactivate* netif_device_attach
        netif_device_detach`,
    ),
    told(
      'carrier',
      'write',
      `
        netif_carrier_on netif_carrier_off netif_tx_disable netif_tx_stop_queue netif_tx_stop_all_queues netif_stop_queue
        netif_stop_subqueue netif_tx_start_queue netif_start_queue netif_set_real_num_*`,
    ),
    told(
      'wake_queue',
      'wake',
      `
        netif_wake_queue netif_tx_wake_queue netif_wake_subqueue netif_tx_wake_all_queues netif_schedule_queue __netif_schedule
        linkwatch_fire_event`,
    ),
    told(
      'stopped',
      'test',
      `
        netif_queue_stopped netif_tx_queue_stopped netif_xmit_stopped netif_carrier_ok netif_running netif_device_present
        napi_schedule_prep napi_is_scheduled sock_flag sk_rmem_schedule sk_stream_memory_free`,
    ),
    told(
      'napi',
      'call',
      `
        napi_enable netif_napi_add* netif_napi_del __netif_napi_del napi_complete* napi_poll net_rx_action net_tx_action
        napi_gro_receive`,
    ),
    told(
      'receive',
      'call',
      `
        netif_receive_skb* __netif_receive_skb* netif_rx* ip_rcv* ip_local_deliver* ip6_rcv* ipv6_rcv tcp_v4_rcv tcp_v6_rcv udp_rcv
        __udp4_lib_rcv tcp_v4_do_rcv tcp_ack tcp_data_queue sk_backlog_rcv process_backlog enqueue_to_backlog`,
    ),
    told(
      'transmit',
      'call',
      `
        dev_queue_xmit* __dev_queue_xmit dev_hard_start_xmit dev_direct_xmit* ip_output ip_finish_output* ip_local_out __ip_local_out
        ip_queue_xmit* tcp_write_xmit tcp_transmit_skb __tcp_transmit_skb tcp_push* tcp_sendmsg* udp_sendmsg sock_sendmsg*
        sch_direct_xmit qdisc_restart __qdisc_run qdisc_run`,
    ),
    told(
      'hook',
      'call',
      `
        nf_hook* NF_HOOK* nf_reinject nf_queue __nf_queue nf_iterate ipt_do_table ip6t_do_table nft_do_chain*
        nf_conntrack_in nf_confirm __nf_conntrack_confirm nf_conntrack_confirm nf_conntrack_tcp_packet`,
    ),
    told(
      'conntrack_add',
      'list-add',
      `
        nf_conntrack_hash_insert nf_conntrack_hash_check_insert __nf_conntrack_hash_insert nf_ct_add_to_*`,
    ),
    told(
      'conntrack_del',
      'list-del',
      'nf_ct_delete nf_ct_delete_from_lists nf_ct_kill nf_ct_gc_expired nf_ct_iterate_*',
    ),
    told('conntrack_find', 'list-walk', 'nf_conntrack_find_get __nf_conntrack_find_get nf_ct_tuplehash_to_ctrack'),
    told('conntrack_free', 'free', 'nf_conntrack_free nf_ct_destroy nf_conntrack_destroy'),
    told(
      'qdisc',
      'call',
      `
        qdisc_create* qdisc_graft qdisc_destroy qdisc_put* qdisc_reset dev_graft_qdisc tc_modify_qdisc tc_new_tfilter
        tcf_proto_destroy`,
    ),
    told('qdisc_queue', 'list-add', 'qdisc_enqueue* __qdisc_enqueue_tail qdisc_enqueue_tail'),
    told('qdisc_dequeue', 'list-del', 'qdisc_dequeue_head __qdisc_dequeue_head dequeue_skb'),
    told(
      'hash_sock',
      'list-add',
      `
        inet_hash inet_csk_reqsk_queue_hash_add inet_ehash_insert inet_ehash_nolisten __sk_add_node sk_add_node*
        __sk_nulls_add_node_rcu sk_add_bind_node inet_bind_hash inet_csk_get_port sk_add_backlog reqsk_queue_add
        inet_csk_reqsk_queue_add inet_twsk_hashdance* neigh_create ___neigh_create dst_cache_set*`,
    ),
    told(
      'unhash_sock',
      'list-del',
      `
        inet_unhash __sk_del_node* sk_del_node_init* sk_nulls_del_node_init_rcu inet_put_port reqsk_queue_unlink
        inet_csk_reqsk_queue_drop* reqsk_queue_remove inet_twsk_unhash inet_twsk_deschedule_put neigh_remove_one fib_table_delete`,
    ),
    told(
      'find_sock',
      'list-walk',
      `
        __udp4_lib_lookup udp4_lib_lookup* sk_lookup inet_lookup* inet6_lookup* __inet6_lookup* __dev_get_by_name __dev_get_by_index
        dev_get_by_*_rcu neigh_lookup __neigh_lookup fib_lookup fib_table_lookup ip_route_output* ip_route_input* sk_for_each*
        for_each_netdev*`,
    ),
    told(
      'get_dev',
      'get',
      `
        dev_get_by_name dev_get_by_index netdev_get_by_* dev_get_by_flags sockfd_lookup* get_net_ns_by_* skb_clone_sk sk_dst_get
        dst_clone rt6_get_* fib6_info_hold*`,
      { object: ['$=', '$-'] },
    ),
    told(
      'sock_state',
      'write',
      `
        tcp_set_state inet_sk_state_store inet_sk_set_state sk_set_socket sock_orphan sock_graft sock_set_flag sock_reset_flag
        sk_setup_caps sk_dst_set sk_dst_reset sk_dst_confirm skb_set_owner_* skb_orphan sock_valbool_flag`,
    ),
    told(
      'sock',
      'call',
      `
        sock_create* sk_common_release tcp_close __tcp_close inet_release inet_csk_destroy_sock tcp_done tcp_v4_connect
        tcp_disconnect inet_accept inet_bind inet_listen inet_shutdown kernel_connect kernel_accept kernel_bind kernel_listen
        kernel_sock_shutdown inet_stream_connect sock_close __sock_release sock_wfree sock_rfree tcp_fin tcp_reset
        sk_error_report`,
    ),
    told(
      'sock_wake',
      'wake',
      `
        sock_def_readable sock_def_wakeup sock_def_write_space sk_data_ready sk_wake_async_rcu sk_write_space sk_state_change`,
    ),
    told('sock_wait', 'wait', 'sk_wait_data sk_stream_wait_* sk_wait_event inet_csk_wait_for_connect', {}),
    told(
      'skb_length',
      'write',
      `
        skb_push skb_pull skb_trim skb_reserve __skb_put __skb_pull __skb_push skb_reset_* skb_dst_set* skb_dst_drop
        nf_ct_set nf_reset_ct secpath_reset skb_scrub_packet`,
    ),
    told(
      'skb_copy',
      'alloc',
      `
        skb_copy_expand pskb_copy* __pskb_copy* skb_realloc_headroom build_skb* napi_alloc_skb* __netdev_alloc_skb*
        sock_alloc_send_skb sock_wmalloc nlmsg_new`,
      { object: '$=' },
    ),
    told(
      'skb_free',
      'free',
      `
        __consume_skb kfree_skbmem skb_release_* skb_queue_purge_reason napi_consume_skb dev_consume_skb*`,
    ),
    told(
      'sk_free',
      'free',
      `
        __sk_free sk_destruct __sk_destruct sk_prot_free inet_sock_destruct reqsk_free __reqsk_free inet_twsk_free dst_destroy
        dst_dev_put neigh_destroy`,
    ),
    told('neighbour', 'write', 'neigh_update* __neigh_update neigh_event_send __neigh_event_send neigh_resolve_output'),
    told(
      'netlink',
      'call',
      `
        netlink_unicast netlink_broadcast* nlmsg_notify nlmsg_unicast nlmsg_multicast rtnetlink_send rtmsg_ifinfo netlink_rcv*
        netlink_dump* __netlink_dump_start`,
    ),
  ],
};
