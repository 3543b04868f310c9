import { told } from './told.ts';
import type { Table } from './types.ts';

/** System calls as user space writes them, by name alone or with the kernel's prefixes: what they do inside is drawn, or not shown. */
const CALLS = `
        open openat openat2 close close_range creat read write pread pwrite pread64 pwrite64 readv writev preadv pwritev preadv2
        pwritev2 lseek ioctl fcntl flock fsync fdatasync sync syncfs sync_file_range fallocate truncate ftruncate sendfile splice tee
        vmsplice copy_file_range stat fstat lstat statx access chmod fchmod chown mkdir rmdir link unlink unlinkat rename renameat
        renameat2 symlink mount umount umount2 fsopen fsconfig fsmount fspick move_mount open_tree pivot_root chroot swapon swapoff
        mmap munmap mprotect mremap madvise process_madvise msync mlock munlock brk mincore userfaultfd memfd_create fork vfork clone
        clone3 execve execveat exit exit_group wait4 waitid waitpid kill tkill tgkill ptrace prctl setns unshare socket bind listen
        accept accept4 connect sendto sendmsg sendmmsg recvfrom recvmsg recvmmsg recv shutdown setsockopt getsockopt socketpair pipe
        pipe2 dup dup2 dup3 poll ppoll select epoll_create epoll_ctl epoll_wait eventfd signalfd timerfd_create timerfd_settime
        io_uring_setup io_uring_enter io_uring_register io_submit io_getevents io_destroy futex perf_event_open bpf keyctl add_key
        timer_create timer_settime nanosleep clock_nanosleep pause alarm sigaction sigprocmask rt_sigaction
        sigreturn sched_setaffinity sched_setscheduler sched_yield setpriority setuid setgid setpgid setsid reboot kexec_load
        setxattr getxattr removexattr fsetxattr quotactl inotify_add_watch inotify_rm_watch fanotify_mark membarrier rseq
        pthread_create pthread_join pthread_exit pthread_kill`;

const names = CALLS.trim().split(/\s+/);
/** What the kernel puts in front of them. */
const PREFIXES = ['sys_', 'ksys_', 'do_sys_', '__x64_sys_', '__arm64_sys_', '__se_sys_', '__do_sys_', 'compat_sys_'];

export const systemCalls: Table = {
  name: 'system-calls',
  rows: [
    told('call', 'call', names.join(' '), { family: true }),
    told('entry', 'call', [...PREFIXES.map((prefix) => `${prefix}*`), 'SYSCALL_DEFINE*'].join(' '), {
      object: null,
      family: true,
    }),
    told(
      'do',
      'call',
      `
        do_syscall_64 do_sys_poll do_epoll_wait do_epoll_ctl do_vfs_ioctl ep_poll ep_insert ep_remove ep_modify do_futex futex_wait
        futex_wait_* futex_wake futex_requeue futex_lock_pi futex_unlock_pi do_readv_writev new_sync_read new_sync_write`,
      { object: null },
    ),
  ],
};
