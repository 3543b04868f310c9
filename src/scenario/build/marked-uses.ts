import type { Diagram, Step } from '../../extract/types.ts';
import { isVerb, verb } from '../statements.ts';
import type { Draft } from './draft.ts';

/**
 * A row that the drawing marks as the use after free, below the only free, which another lane draws. What is freed there is what is
 * used here, whatever the two sides call it, or if they name nothing:
 *
 *     CPU0                     CPU1
 *                              kfree(priv)
 *     dev->ops->poll()   // use-after-free
 *
 * Puts do not count: whether one was the last is what such drawings are about. Nor does a drawing that counts, or takes the pointer
 * anew by a look-up: there the two names may well be two objects. Nor a use inside a read-side section, since the free may have to
 * wait for that, nor a mark that asks (`use-after-free ?`).
 */
export function connectMarkedUse(diagram: Diagram, draft: Draft): void {
  const marked = diagram.steps.filter(({ text }) => MARK.test(text) && !DENIED.test(text));
  const frees = diagram.steps.filter((step) => step.op === 'free' && !MARK.test(step.text));
  const [use, free] = [marked[0], frees[0]];
  if (use === undefined || free === undefined || marked.length > 1 || frees.length > 1) return;
  if (free.lane === use.lane || diagram.steps.indexOf(free) > diagram.steps.indexOf(use)) return;
  if (diagram.steps.some(({ effects }) => effects.some((effect) => KEEPS.has(effect.do)))) return;

  const effect = free.effects.find((each) => each.do === 'free');
  const known = effect?.do === 'free' ? draft.symbols.objectOf(effect.object, free.lane) : null;
  if (known === null && free.effects.length > 0) return;
  if (isReading(draft, use)) return;
  const object = draft.object(known ?? `*freed_${free.line}`);
  if (usedAlready(draft, use.lane, object)) return;

  if (known === null) draft.change(free, (statements) => [...statements, verb('free', object)]);
  draft.change(use, (statements) => [...statements, verb('use', object)]);
  draft.assume(`line ${use.line} is marked as the use of what line ${free.line} frees`, use.line, 'shown');
}

const MARK = /\b(?:use[- ]after[- ]free|UAF)\b(?!\s*\?)/i;
const DENIED = /\b(?:no|not|never|avoids?|prevents?|without|fix\w*|can't|cannot|won't)\b/i;

/** What may keep the object that is used alive, by a name that the free does not know. */
const KEEPS: ReadonlySet<string> = new Set(['get', 'get-unless-zero', 'find', 'alloc']);

/** The row stands inside a read-side section of its lane. */
function isReading(draft: Draft, { id, lane }: Step): boolean {
  const rows = draft.lanes[lane] ?? [];
  const before = rows
    .slice(
      0,
      rows.findIndex((row) => row.id === id),
    )
    .flatMap(({ statements }) => statements);
  const opened = before.findLastIndex((each) => isVerb(each, 'read-lock'));
  return opened > before.findLastIndex((each) => isVerb(each, 'read-unlock'));
}

function usedAlready(draft: Draft, lane: number, object: string): boolean {
  const pointers = draft.symbols.objects.find((each) => each.name === object)?.pointers ?? [];
  return (draft.lanes[lane] ?? []).some(({ statements }) =>
    statements.some(
      (each) =>
        isVerb(each, 'use') &&
        each.operands.some(
          (operand) => operand.is === 'name' && (operand.name === object || pointers.includes(operand.name)),
        ),
    ),
  );
}
