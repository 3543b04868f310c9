import type { Primitive } from '../types.ts';
import { atomic } from './atomic.ts';
import { bits } from './bits.ts';
import { cell } from './cell.ts';
import { list } from './list.ts';
import { lock } from './lock.ts';
import { object } from './object.ts';
import { pageTable } from './page-table.ts';
import { plain } from './plain.ts';
import { readers } from './readers.ts';
import { waiting } from './waiting.ts';
import { wide } from './wide.ts';
import { work } from './work.ts';

/** Every primitive of the machine. A new one is a file beside this and a line here. */
export const PRIMITIVES: readonly Primitive[] = [
  cell,
  atomic,
  bits,
  wide,
  plain,
  lock,
  object,
  list,
  readers,
  waiting,
  work,
  pageTable,
];
