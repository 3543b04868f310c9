import { control } from './control.ts';
import { facts } from './facts.ts';
import { locks } from './locks.ts';
import { memory } from './memory.ts';
import { objects } from './objects.ts';
import { pages } from './pages.ts';
import { pteChanges } from './pte-changes.ts';
import { pteCompares } from './pte-compares.ts';
import type { PhraseTable } from './types.ts';
import { waiting } from './waiting.ts';

/** The English of the drawings: one line a table. Earlier rows win, so the special stands before the general. */
export const PHRASE_TABLES: readonly PhraseTable[] = [
  pteCompares,
  pages,
  pteChanges,
  facts,
  objects,
  locks,
  waiting,
  memory,
  control,
];

export type { Phrase, PhraseTable } from './types.ts';
