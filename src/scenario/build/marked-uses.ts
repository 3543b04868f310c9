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
 * A put counts where it is said to be the last: whether another one was is what such drawings are about. Nothing is connected where
 * the lane took a reference before, or the pointer anew after the free: there the two names may well be two objects. Nor inside a
 * read-side section, since the free may have to wait for that, nor by a mark that asks (`use-after-free ?`).
 */
export function connectMarkedUse(diagram: Diagram, draft: Draft): void {
  const marked = diagram.steps.filter(isMarked);
  const use = marked[0];
  if (use === undefined || marked.some(({ lane }) => lane !== use.lane)) return;
  const free = onlyFree(diagram, draft);
  if (free === null || free.lane === use.lane || diagram.steps.indexOf(free) > diagram.steps.indexOf(use)) return;
  if (isKept(diagram, free, use) || isReading(draft, use)) return;

  const known = freedBy(free, draft);
  const object = draft.object(known ?? `*freed_${free.line}`);
  if (usedAlready(draft, use.lane, object)) return;

  if (known === null) {
    draft.change(free, () => [verb('free', object)]);
    draft.settle(free);
  }
  draft.change(use, (statements) => [...statements, verb('use', object)]);
  if (use.op === 'fail' || use.op === 'note' || !use.understood) draft.settle(use);
  draft.assume(`line ${use.line} is marked as the use of what line ${free.line} frees`, use.line, 'shown');
}

const MARK = /\b(?:use[- ]after[- ]free|UAF)\b(?!\s*\?)/i;
/** Says it too, where the row itself does not free: `->thread was freed`. */
const FREED = /\b(?:freed (?:memory|object)|(?:was|is|been|got) (?:already )?freed|already freed)\b(?!\s*\?)/i;
const DENIED = /\b(?:no|not|never|avoids?|prevents?|without|fix\w*|can't|cannot|won't)\b/i;
const LAST = /\b(?:last|final)\b/i;

const saidIn = ({ text, annotations }: Step): string => [text, ...annotations].join(' ');

function isMarked(step: Step): boolean {
  const said = saidIn(step);
  return (MARK.test(said) || (step.op !== 'free' && step.op !== 'put' && FREED.test(said))) && !DENIED.test(said);
}

/** The step that frees, if what is freed is one object, however often: `kfree(p)`, "bar_put() (the last one)". */
function onlyFree(diagram: Diagram, draft: Draft): Step | null {
  const frees = diagram.steps.filter(
    (step) => !isMarked(step) && (step.op === 'free' || (step.op === 'put' && LAST.test(saidIn(step)))),
  );
  const objects = new Set(frees.map((step) => freedBy(step, draft) ?? step.id));
  return objects.size === 1 ? (frees[0] ?? null) : null;
}

/** The object that a free is drawn to free; null where it names none, or none that anything else follows. */
function freedBy(free: Step, draft: Draft): string | null {
  const effect = free.effects.find((each) => each.do === 'free' || each.do === 'put');
  return effect?.do === 'free' || effect?.do === 'put' ? draft.symbols.objectOf(effect.object, free.lane) : null;
}

/** Something in the lane of the use keeps what it uses alive, by a name that the free does not know. */
function isKept(diagram: Diagram, free: Step, use: Step): boolean {
  const [freed, used] = [diagram.steps.indexOf(free), diagram.steps.indexOf(use)];
  return diagram.steps.some(({ lane, effects }, at) => {
    if (lane !== use.lane || at >= used) return false;
    return effects.some((effect) => COUNTS.has(effect.do) || (at > freed && FETCHES.has(effect.do)));
  });
}
const COUNTS: ReadonlySet<string> = new Set(['get', 'get-unless-zero']);
const FETCHES: ReadonlySet<string> = new Set(['find', 'alloc']);

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
