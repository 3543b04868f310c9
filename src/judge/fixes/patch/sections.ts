import type { Effect, PatchLine, Step } from '../../../extract/types.ts';
import { leaves } from './blocks.ts';
import type { Item } from './changes.ts';

/**
 * Completes the critical sections that a patch begins or ends. A lock may be added where its unlock stands already, or the other way
 * round: what nobody drew, since it did not matter, is now part of a section. A guard ends with its scope.
 *
 *     +	spin_lock(&pier->lock);
 *     	crane = pier->crane;                 drawn
 *     +	use(crane);
 *     	spin_unlock(&pier->lock);            not drawn, but in the patched drawing
 */
export function withSections(
  items: readonly Item[],
  code: readonly PatchLine[],
  pairs: ReadonlyMap<PatchLine, Step>,
  unreached: ReadonlySet<PatchLine>,
): readonly Item[] | { readonly why: string } {
  const after = code.filter(({ sign }) => sign !== '-');
  const put: Partner[] = [];
  for (const line of items.flatMap((item) => (item.is === 'added' ? [item.added.line] : []))) {
    for (const effect of line.meaning?.effects ?? []) {
      if (!isLocking(effect) || effect.lockKind === 'irq') continue;
      const wanted = effect.do === 'acquire' ? 'release' : 'acquire';
      const isPartner = (each: PatchLine): boolean =>
        !unreached.has(each) &&
        !leavesSoon(each, after) &&
        (each.meaning?.effects ?? []).some((own) => own.do === wanted && own.lock === effect.lock);
      const at = after.indexOf(line);
      const found = wanted === 'release' ? after.slice(at + 1).find(isPartner) : after.slice(0, at).findLast(isPartner);
      if (found !== undefined) {
        if (found.sign === ' ' && !pairs.has(found) && !put.some(({ partner }) => partner === found))
          put.push({ partner: found, at: after.indexOf(found), atEnd: false });
      } else if (wanted === 'release') {
        if (GUARD.test(line.text)) put.push(guardEnd(line, effect, after));
        // a lock that is taken earlier than before is held on to where it was held
        else if (!code.some((each) => each.sign === '-' && locks(each, effect.lock)))
          return { why: `where ${effect.lock} is released does not show in it` };
      }
    }
  }
  const all = [...items];
  for (const { partner, at, atEnd } of put) {
    const next = all.findIndex((item) => {
      const line = item.is === 'added' ? item.added.line : item.is === 'gone' ? null : item.line;
      return line !== null && after.indexOf(line) > at;
    });
    const added: Item = { is: 'added', added: { line: partner, ...(atEnd && { atEnd }) } };
    all.splice(next < 0 || atEnd ? all.length : next, 0, added);
  }
  return all;
}

/** What completes a section, behind which line of the code it stands, and whether only the function's end ends it. */
type Partner = { readonly partner: PatchLine; readonly at: number; readonly atEnd: boolean };

type Locking = Extract<Effect, { do: 'acquire' | 'release' }>;
const isLocking = (effect: Effect): effect is Locking => effect.do === 'acquire' || effect.do === 'release';

const locks = ({ meaning }: PatchLine, lock: string): boolean =>
  (meaning?.effects ?? []).some((effect) => effect.do === 'acquire' && effect.lock === lock);

const GUARD = /^(?:scoped_(?:cond_)?)?guard\(|^CLASS\(/;

/** The end of a guard's scope, as a line that releases its lock: of its block, else of the function. */
function guardEnd(line: PatchLine, { lock, mode, lockKind }: Locking, after: readonly PatchLine[]): Partner {
  const isScoped = line.text.startsWith('scoped_');
  const from = after.indexOf(line);
  const end = after.findIndex(
    ({ indent, text, hunk }, index) =>
      index > from && (hunk !== line.hunk || (isScoped ? indent <= line.indent && text !== '{' : indent < line.indent)),
  );
  const at = (end < 0 ? after.length : end) - 1;
  const last = after[at] ?? line;
  const release: Effect = { do: 'release', lock, mode, lockKind };
  const meaning = {
    op: 'unlock',
    object: lock,
    understood: true,
    complete: true,
    rule: null,
    effects: [release],
  } as const;
  const partner: PatchLine = { ...last, line: last.line + 0.5, text: `the end of ${line.text}`, meaning };
  return { partner, at, atEnd: !isScoped && line.indent <= 8 };
}

/** A release in front of a way out ends nothing for what follows. */
function leavesSoon(line: PatchLine, code: readonly PatchLine[]): boolean {
  const at = code.indexOf(line);
  return line.indent > 8 && code.slice(at + 1, at + 3).some((next) => next.indent === line.indent && leaves(next));
}
