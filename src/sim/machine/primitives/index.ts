import type { Primitive } from '../types.ts';
import { bitLock } from './bit-lock.ts';
import { cell } from './cell.ts';
import { lock } from './lock.ts';
import { mutex } from './mutex.ts';
import { object } from './object.ts';
import { pageTable } from './page-table.ts';
import { percpuRwsem } from './percpu-rwsem.ts';
import { readers } from './readers.ts';
import { rwlock } from './rwlock.ts';
import { rwsem } from './rwsem.ts';
import { seqcount } from './seqcount.ts';
import { seqlock } from './seqlock.ts';
import { waiting } from './waiting.ts';
import { work } from './work.ts';

/** Every primitive of the machine. A new one is a file beside this and a line here. */
export const PRIMITIVES: readonly Primitive[] = [
  cell,
  lock,
  mutex,
  rwlock,
  rwsem,
  percpuRwsem,
  seqcount,
  seqlock,
  bitLock,
  object,
  readers,
  waiting,
  work,
  pageTable,
];
