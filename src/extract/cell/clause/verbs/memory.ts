import type { VerbRow } from './row.ts';

/** Memory: reads, writes, tests, counters, barriers. */
export const memory: readonly VerbRow[] = [
  { rule: 'barrier', op: 'barrier', verbs: 'issue, execute, perform, do, imply, run, hit', to: 'barrier' },
  { rule: 'read', op: 'read', verbs: 'read, load, fetch, see, observe, reread, re-read, reload, sample, snapshot, peek, retrieve, notice, inspect, look at, prefetch, learn, generate, pread, refetch, copy from' },
  { rule: 'read-value', op: 'read', verbs: 'get, obtain, take, grab, find', to: 'value' },
  { rule: 'read-from', op: 'read', verbs: 'get, obtain, copy', at: 'from' },
  { rule: 'test', op: 'test', verbs: 'check, test, compare, verify, evaluate, validate, recheck, re-check, examine, double-check, decide, determine, detect, ensure, confirm, assert, see if, match, poll' },
  { rule: 'rmw', op: 'rmw', verbs: 'increment, decrement, increase, decrease, inc, dec, bump, subtract, elevate, cmpxchg, xchg, exchange, swap, toggle, raise, lower, count up, xor, atomic_inc, atomic_dec, sub' },
  { rule: 'rmw-add', op: 'rmw', verbs: 'add', at: 'to' },
  { rule: 'copies', op: 'write', verbs: 'copy, memcpy, store, write, save, propagate, assign, spill, record', at: 'to into onto in', about: 'place' },
  { rule: 'write', op: 'write', verbs: 'write, set, clear, mark, update, modify, change, reset, store, assign, overwrite, rewrite, initialize, initialise, init, reinitialize, reinit, zero, zeroe, nullify, unset, save, record, publish, poison, replace, reassign, re-assign, flip, install, setup, set up, fill, fill in, memset, restore, commit, dirty, populate, adjust, extend, truncate, copy, memcpy, invalidate, clobber, unmark, advance, disable, enable, turn on, turn off, activate, deactivate, unmap, map, remap, zap, redirect, patch, switch off, switch on, propagate, charge, uncharge, account, reparent, punch, expand, shrink, apply, detach, attach, bind, unbind, register, unregister, associate, connect, disconnect, migrate, reparent, convert, merge, freeze, suspend, mask, unmask, protect, unprotect, write-protect, lower to' },
]; // biome-ignore format: one row a line
