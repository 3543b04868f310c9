import type { Primitive } from '../types.ts';
import { cell } from './cell.ts';
import { cpu } from './cpu.ts';
import { lock } from './lock.ts';
import { object } from './object.ts';
import { page } from './page.ts';
import { pte } from './pte.ts';
import { readers } from './readers.ts';
import { spinlock } from './spinlock.ts';
import { tlb } from './tlb.ts';
import { waiting } from './waiting.ts';
import { work } from './work.ts';

/** Every primitive of the machine. A new one is a file beside this and a line here. */
export const PRIMITIVES: readonly Primitive[] = [
  cell,
  lock,
  spinlock,
  cpu,
  object,
  readers,
  waiting,
  work,
  page,
  pte,
  tlb,
];
