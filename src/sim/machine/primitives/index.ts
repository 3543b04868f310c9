import type { Primitive } from '../types.ts';
import { atomic } from './atomic.ts';
import { bitLock } from './bit-lock.ts';
import { bits } from './bits.ts';
import { cell } from './cell.ts';
import { completion } from './completion.ts';
import { cpu } from './cpu.ts';
import { delayedWork } from './delayed-work.ts';
import { gate } from './gate.ts';
import { kthread } from './kthread.ts';
import { list } from './list.ts';
import { lock } from './lock.ts';
import { mutex } from './mutex.ts';
import { object } from './object.ts';
import { ordering } from './ordering.ts';
import { page } from './page.ts';
import { percpuRwsem } from './percpu-rwsem.ts';
import { plain } from './plain.ts';
import { pte } from './pte.ts';
import { waitQueue } from './queue.ts';
import { rcuCallback } from './rcu-callback.ts';
import { readers } from './readers.ts';
import { rwlock } from './rwlock.ts';
import { rwsem } from './rwsem.ts';
import { seqcount } from './seqcount.ts';
import { seqlock } from './seqlock.ts';
import { spinlock } from './spinlock.ts';
import { task } from './task.ts';
import { tasklet } from './tasklet.ts';
import { timer } from './timer.ts';
import { tlb } from './tlb.ts';
import { wide } from './wide.ts';
import { work } from './work.ts';

/** Every primitive of the machine. A new one is a file beside this and a line here. */
export const PRIMITIVES: readonly Primitive[] = [
  cell,
  atomic,
  bits,
  wide,
  plain,
  ordering,
  lock,
  spinlock,
  cpu,
  mutex,
  rwlock,
  rwsem,
  percpuRwsem,
  seqcount,
  seqlock,
  bitLock,
  object,
  list,
  readers,
  rcuCallback,
  waitQueue,
  completion,
  task,
  kthread,
  work,
  delayedWork,
  timer,
  tasklet,
  gate,
  page,
  pte,
  tlb,
];
