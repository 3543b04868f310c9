import type { NotationReader } from '../types.ts';
import { barrierPair } from './barrier-pair.ts';
import { bars } from './bars.ts';
import { columns } from './columns.ts';
import { comment } from './comment.ts';
import { flat } from './flat.ts';
import { indented } from './indented.ts';
import { interrupted } from './interrupted.ts';
import { prefixed } from './prefixed.ts';
import { staggered } from './staggered.ts';
import { unlabelled } from './unlabelled.ts';

/** All notations, in the order in which they are asked. */
export const notations: readonly NotationReader[] = [
  columns,
  bars,
  comment,
  barrierPair,
  prefixed,
  staggered,
  indented,
  interrupted,
  unlabelled,
  flat,
];
