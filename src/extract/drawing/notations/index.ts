import type { NotationReader } from '../types.ts';
import { bars } from './bars.ts';
import { columns } from './columns.ts';
import { comment } from './comment.ts';
import { flat } from './flat.ts';
import { indented } from './indented.ts';
import { prefixed } from './prefixed.ts';
import { staggered } from './staggered.ts';
import { unlabelled } from './unlabelled.ts';

/** All notations, in the order in which they are asked. */
export const notations: readonly NotationReader[] = [
  columns,
  bars,
  comment,
  prefixed,
  staggered,
  indented,
  unlabelled,
  flat,
];
