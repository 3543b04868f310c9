import { flow } from './flow.ts';
import { lists } from './lists.ts';
import { locks } from './locks.ts';
import { memory } from './memory.ts';
import { objects } from './objects.ts';
import type { VerbRow } from './row.ts';
import { work } from './work.ts';

/** The verbs of the drawings: one line a table, earlier rows win. */
export const VERBS: readonly VerbRow[] = [...objects, ...locks, ...work, ...lists, ...memory, ...flow];

export type { NounClass, VerbRow } from './row.ts';
