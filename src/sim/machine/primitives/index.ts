import type { Primitive } from '../types.ts';
import { cell } from './cell.ts';
import { completion } from './completion.ts';
import { delayedWork } from './delayed-work.ts';
import { gate } from './gate.ts';
import { kthread } from './kthread.ts';
import { lock } from './lock.ts';
import { object } from './object.ts';
import { pageTable } from './page-table.ts';
import { waitQueue } from './queue.ts';
import { rcuCallback } from './rcu-callback.ts';
import { readers } from './readers.ts';
import { task } from './task.ts';
import { tasklet } from './tasklet.ts';
import { timer } from './timer.ts';
import { work } from './work.ts';

/** Every primitive of the machine. A new one is a file beside this and a line here. */
export const PRIMITIVES: readonly Primitive[] = [
  cell,
  lock,
  object,
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
  pageTable,
];
