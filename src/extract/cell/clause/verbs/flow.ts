import type { VerbRow } from './row.ts';

/** The course of a lane: what runs, what ends, what goes wrong, and what merely is. */
export const flow: readonly VerbRow[] = [
  { rule: 'fails', op: 'fail', verbs: 'crash, oops, panic, complain, underflow, deadlock, bug, warn, explode, corrupt, leak, trigger warning, trigger bug, blow up, fail, double-free, splat', about: 'nothing' },
  { rule: 'returns', op: 'return', verbs: 'return, exit, bail, bail out, quit, break, break out, leave, terminate, jump out' },
  { rule: 'comes-out', op: 'test', verbs: 'pass', alone: true },
  { rule: 'ends', op: 'return', verbs: 'finish, complete, end, die, unwind, succeed, terminate', alone: true },
  { rule: 'calls', op: 'call', verbs: 'call, run, invoke, execute, exec, enter, perform, do, issue, start, begin, restart, initiate, process, handle, dispatch, launch, trigger, reenter, re-enter, retry, fork, open, close, mount, unmount, umount, remount, probe, attempt, finish, complete, end, submit, send, receive, try, rerun, proceed, initialise, continue, resume, register, unregister, offload, load, unload, boot, reboot, shut down, shutdown, offline, online, unplug, plug, hotplug, insert, reap, prepare, clean up, cleanup, service, parse, pass, build, generate, compute, calculate, select, choose, stop, kill, suspend, request, ask, tell, switch, transition, mkdir, rmdir, rename, swapon, swapoff, fsync, ioctl, mmap, connect, disconnect, accept, transmit, xmit, resize, grow, deliver, reply, forward, spawn, exits, fault, fault in, swap out, swap in, swapout, swapin, emulate, replay, program, negotiate, configure, reconfigure, scrub, discard, trim, pull, push, migrate, balance, pick, pick up, take over, hand over, hand, transfer, abort, split, orphan, resolve, collect, join, collapse, bring up, bring down, come online, crash-dump, unbind, hang up' },
  { rule: 'loops', op: 'wait', verbs: 'loop, cycle' },
  { rule: 'happens', op: 'call', verbs: 'happen, occur, arrive, begin, start, run, come, come in, time out, elapse, expire, fire, resume, continue, proceed, kick in, execute, trigger, restart, retry, comes', alone: true },
  { rule: 'get-bare', op: 'get', verbs: 'acquire, grab, obtain, take, get', thing: true },
  { rule: 'put-bare', op: 'put', verbs: 'drop, release, put, unpin', thing: true },
  { rule: 'skips', op: 'note', verbs: 'skip, miss, ignore, avoid, omit, elide, bypass, forget, lose, give up, assume, think, believe, expect, notice, know, remember, reach, hit, race, delay, collide, overlap, win, fall through', state: true },
  { rule: 'state', op: 'note', verbs: 'point, refer, belong, contain, lack, mean, exist, remain, stay, keep, look, seem, appear, become, go, depend, need, want, require, live, sit, reside, cause, lead, allow, prevent, ensure, guarantee, protect, differ, match, equal, have, include, indicate, imply, represent, describe, grow, vary, change, increase, decrease, overflow, wrap, wrap around, drop, turn, result, serve, support, work, survive, satisfy, apply, make, let, give, get, share, carry, cover, follow, precede, reflect, correspond, own, sleep', state: true },
]; // biome-ignore format: one row a line
