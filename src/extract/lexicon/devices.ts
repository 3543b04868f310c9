import { told } from './told.ts';
import type { Table } from './types.ts';

/** Devices, drivers, modules, and the files that show them: where they come and go. What they tear down on the way is not modelled. */
export const devices: Table = {
  name: 'devices',
  rows: [
    told(
      'device_add',
      'call',
      `
        device_add device_register device_create driver_register bus_register class_register class_create
        platform_device_register* platform_device_add platform_driver_register pci_register_driver __pci_register_driver usb_register
        usb_register_driver auxiliary_device_add root_device_register misc_register`,
      { sleeps: true },
    ),
    told(
      'device_del',
      'call',
      `
        device_del device_unregister device_destroy driver_unregister bus_unregister class_unregister class_destroy
        platform_device_unregister platform_device_del platform_driver_unregister pci_unregister_driver
        pci_stop_and_remove_bus_device* usb_deregister auxiliary_device_delete root_device_unregister misc_deregister
        device_release_driver`,
      { sleeps: true },
    ),
    told(
      'device_attach',
      'call',
      `
        device_attach device_bind_driver driver_attach device_initial_probe really_probe driver_probe_device bus_probe_device
        bus_rescan_devices device_reprobe pci_rescan_bus`,
      { sleeps: true },
    ),
    told('device_detach', 'call', `driver_detach device_driver_detach bus_remove_device`, { sleeps: true }),
    told(
      'device_groups',
      'call',
      `
        device_add_groups device_remove_groups device_create_file device_remove_file device_create_bin_file device_remove_bin_file
        driver_create_file driver_remove_file`,
    ),
    told(
      'drvdata',
      'write',
      `
        dev_set_drvdata platform_set_drvdata pci_set_drvdata usb_set_intfdata i2c_set_clientdata spi_set_drvdata`,
    ),
    told(
      'get_drvdata',
      'read',
      `
        dev_get_drvdata platform_get_drvdata pci_get_drvdata usb_get_intfdata i2c_get_clientdata spi_get_drvdata`,
    ),
    told(
      'find_device',
      'list-walk',
      `
        class_find_device* bus_find_device* driver_find_device* device_find_child* device_for_each_child* bus_for_each_dev
        bus_for_each_drv class_for_each_device driver_for_each_device`,
    ),
    told('runtime_get', 'get', 'pm_runtime_get pm_runtime_get_* pm_runtime_resume_and_get'),
    told('runtime_put', 'put', 'pm_runtime_put pm_runtime_put_*'),
    told(
      'runtime',
      'call',
      `
        pm_runtime_enable pm_runtime_disable pm_runtime_suspend pm_runtime_resume pm_runtime_barrier pm_runtime_force_suspend
        pm_runtime_force_resume pm_suspend dpm_suspend* dpm_resume*`,
    ),
    told(
      'cdev',
      'call',
      `
        cdev_add cdev_del cdev_device_add cdev_device_del register_chrdev* unregister_chrdev* alloc_chrdev_region`,
    ),
    told(
      'kobject_add',
      'call',
      `
        kobject_add kobject_init_and_add kobject_del kobject_rename kobject_move kset_register kset_create_and_add`,
    ),
    told('uevent', 'call', 'kobject_uevent kobject_uevent_env'),
    told(
      'sysfs_create',
      'call',
      `
        sysfs_create_file* sysfs_create_group* sysfs_create_dir* sysfs_create_link* sysfs_create_bin_file kernfs_create_dir*
        kernfs_create_file* kernfs_create_root kernfs_create_link kernfs_add_one`,
      { sleeps: true },
    ),
    // waits until no one is inside the files that go
    told(
      'sysfs_remove',
      'call',
      `
        sysfs_remove_file* sysfs_remove_group* sysfs_remove_dir* sysfs_remove_link* sysfs_remove_bin_file sysfs_unmerge_group
        kernfs_remove kernfs_remove_by_name* kernfs_remove_self kernfs_destroy_root kernfs_drain kernfs_deactivate`,
      {
        sleeps: true,
      },
    ),
    told('sysfs_notify', 'wake', 'sysfs_notify sysfs_notify_dirent kernfs_notify'),
    told('sysfs_emit', 'call', 'sysfs_emit sysfs_emit_at'),
    // an active reference keeps the file from being removed
    told(
      'kernfs_active',
      'get',
      'kernfs_get_active kernfs_unbreak_active_protection sysfs_break_active_protection_undo',
    ),
    told(
      'kernfs_inactive',
      'put',
      `
        kernfs_put_active kernfs_break_active_protection sysfs_break_active_protection sysfs_unbreak_active_protection`,
    ),
    told('debugfs_create', 'call', 'debugfs_create_* tracefs_create_*', { sleeps: true }),
    told('debugfs_remove', 'call', 'debugfs_remove debugfs_remove_recursive debugfs_lookup_and_remove tracefs_remove', {
      sleeps: true,
    }),
    told('debugfs_get', 'get', 'debugfs_file_get'),
    told('debugfs_put', 'put', 'debugfs_file_put'),
    told('proc', 'call', 'proc_create* proc_mkdir* proc_remove remove_proc_entry remove_proc_subtree proc_symlink', {
      sleeps: true,
    }),
    told(
      'module_load',
      'call',
      `
        request_module request_module_nowait __request_module load_module do_init_module init_module finit_module`,
      {},
    ),
    told(
      'module_unload',
      'call',
      'delete_module free_module module_exit module_unload_* cleanup_module try_stop_module',
    ),
    told('module_refcount', 'read', 'module_refcount'),
    told('firmware', 'call', 'request_firmware* release_firmware firmware_request_*'),
    told(
      'clock',
      'call',
      `
        clk_enable clk_disable clk_prepare clk_unprepare clk_prepare_enable clk_disable_unprepare clk_set_rate regulator_enable
        regulator_disable reset_control_assert reset_control_deassert gpiod_set_value* gpio_set_value*`,
    ),
    told('urb', 'queue', 'usb_submit_urb'),
    // waits until the completion handler has returned
    told('kill_urb', 'cancel', 'usb_kill_urb usb_poison_urb usb_kill_anchored_urbs usb_poison_anchored_urbs', {
      sleeps: true,
    }),
    told('unlink_urb', 'cancel', 'usb_unlink_urb usb_unlink_anchored_urbs'),
    told('usb_message', 'wait', 'usb_control_msg usb_bulk_msg usb_interrupt_msg', { sleeps: true }),
    told(
      'request_irq',
      'call',
      `
        request_irq request_threaded_irq devm_request_irq devm_request_threaded_irq request_any_context_irq request_percpu_irq
        setup_irq`,
      { sleeps: true, object: ['$-'] },
    ),
    told('enable_irq', 'call', 'enable_irq enable_percpu_irq irq_wake_thread irq_set_affinity*'),
    told('dma_map', 'call', 'dma_map_* dma_unmap_* dma_sync_* pci_map_* pci_unmap_*'),
    told('dma_free', 'free', 'dma_free_* dma_pool_free', { object: ['$3', '$2', '$1'] }),
    told(
      'read_device',
      'read',
      `
        readb readw readl readq readl_relaxed ioread8 ioread16 ioread32 ioread64 inb inw inl rdmsr* regmap_read* in_be32 in_le32`,
    ),
    told(
      'write_device',
      'write',
      `
        writeb writew writel writeq iowrite8 iowrite16 iowrite32 iowrite64 outb outw outl wrmsr* regmap_write* regmap_update_bits*
        out_be32 out_le32`,
      { object: ['$2', '$1'] },
    ),
    told('map_device', 'call', 'ioremap* devm_ioremap* iounmap memremap memunmap pci_iomap pci_iounmap'),
  ],
};
