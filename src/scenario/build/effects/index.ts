import type { Effect } from '../../../extract/types.ts';
import type { Statement } from '../../types.ts';
import type { Draft } from '../draft.ts';
import { locking } from './locking.ts';
import { memory } from './memory.ts';
import { objects } from './objects.ts';
import { pageTable } from './page-table.ts';
import type { Place, Translator, Translators } from './types.ts';
import { waiting } from './waiting.ts';

/** How each effect of a step becomes machine statements: a new family is a file beside this and a name here. */
const TRANSLATORS: Translators = { ...locking, ...memory, ...objects, ...waiting, ...pageTable };

/** The statements of one effect, or null where nothing translates it. */
export function translate(effect: Effect, place: Place, draft: Draft): readonly (readonly Statement[])[] | null {
  const translator = TRANSLATORS[effect.do] as Translator<Effect['do']> | undefined;
  return translator === undefined ? null : translator(effect as never, place, draft);
}
