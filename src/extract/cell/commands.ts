import { type Understanding, understanding } from './types.ts';

/** Commands that a drawing's task runs: `mount -o ro /dev/x /mnt`, `echo 1 > /sys/…`, `modprobe frob`. */
const ANY_ARGUMENT = new Set(
  'mount umount mkdir rmdir modprobe rmmod insmod swapon swapoff iptables ip6tables ipset nft ethtool mdadm losetup setfacl chattr tune2fs mkfs resize2fs xfs_io dmsetup blkdiscard systemctl udevadm'.split(' '),
); // biome-ignore format: a word list
const WITH_SIGN = new Set(
  'echo cat rm mv cp ln ls dd touch sync fsync kill ip tc perf bpftool btrfs nvme sysctl chmod chown truncate tee sh bash ping taskset nice cpupower'.split(' '),
); // biome-ignore format: a word list

/** What it does in the kernel stands in the rows below it, so it is a frame. */
export function understandCommand(text: string): Understanding | null {
  if (text.length > 200) return null;
  const words = text.replace(/^[$#] /, '').split(' ');
  const [name = '', second] = words;
  if (second === undefined || words.length > 14) return null;
  const isCommand =
    (ANY_ARGUMENT.has(name) && !/^(?:the|a|an|its|is|was|will|fails|completes|by)$/.test(second)) ||
    (WITH_SIGN.has(name) && words.slice(1).some((word) => /^-{1,2}[a-zA-Z]|^[<>]{1,2}|^\/\w|^\.\//.test(word)));
  return isCommand ? understanding('call', 'mark/command', [], { complete: false, isFrame: true }) : null;
}
