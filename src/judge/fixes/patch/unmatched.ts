import type { Effect, PatchLine, Step } from '../../../extract/types.ts';

/** A line that is taken away and matters, is no row's, and could be one that is drawn in other words. */
export function lostIn(
  code: readonly PatchLine[],
  pairs: ReadonlyMap<PatchLine, Step>,
  rows: readonly Step[],
  moved: ReadonlySet<string>,
): string | null {
  const paired = new Set(pairs.values());
  const others = new Set(
    rows.filter((row) => !paired.has(row)).flatMap(({ effects }) => effects.map(({ do: does }) => does)),
  );
  const lost = code.find(
    (line) =>
      line.sign === '-' &&
      !pairs.has(line) &&
      !moved.has(line.text) &&
      (line.meaning?.effects ?? []).some(({ do: does }) => DECIDES.has(does) && others.has(does)),
  );
  return lost === undefined
    ? null
    : `whether "${lost.text}", which it takes away on line ${lost.line}, is drawn cannot be told`;
}
const DECIDES: ReadonlySet<Effect['do']> = new Set([
  'acquire',
  'release',
  'enter-reader',
  'leave-reader',
  'wait-readers',
  'free',
  'put',
  'get',
  'unlink',
  'store',
  'add',
  'exchange',
  'cancel-work',
  'flush-work',
  'queue-work',
  'wake',
  'complete',
  'wait-completion',
  'wait-until',
  'sleep',
]);
