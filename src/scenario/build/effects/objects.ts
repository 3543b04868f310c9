import type { Step, Term } from '../../../extract/types.ts';
import { equals, name, number } from '../../expressions.ts';
import { verb } from '../../statements.ts';
import type { Statement } from '../../types.ts';
import type { Draft } from '../draft.ts';
import { isNull } from '../symbols.ts';
import { normalTerm } from '../terms.ts';
import { listed, notListedYet, stillListed, takenOffBefore } from './listed.ts';
import { uses } from './memory.ts';
import { NOTHING, type Place, type Translators } from './types.ts';

/** Lifetimes and reference counts. An object that nothing frees, counts or sets to NULL plays no part. */
export const objects: Translators = {
  alloc: ({ object }, { lane, earlier, step }, draft) => {
    const known = draft.symbols.objectOf(object, lane);
    if (known === null) return NOTHING;
    const existed = earlierUse(draft, known, step, earlier);
    const made = `${known}${existed ? ' (new)' : ''}${another(draft, known, step)}`;
    draft.object(known);
    draft.declare('object', made, [], [{ word: 'unallocated', value: null }]);
    const declared = draft.declarations.get(made);
    if (declared && declared.options.length === 0) declared.options.push({ word: 'unallocated', value: null });
    return [[verb('alloc', made, 'into', draft.cell(object, lane))]];
  },
  free: ({ object, deferred }, place, draft) => {
    if (deferred === 'rcu') return freeAfterGracePeriod(object, place, draft);
    const cleared = clearedBefore(object, place, draft);
    if (cleared !== null) {
      const { known, line } = cleared;
      draft.assume(`line ${place.step.line} frees what ${object} led to before line ${line}`, place.step.line, 'shown');
      return [[...uses(object, place.lane, draft), verb('free', draft.object(known))]];
    }
    return [
      [
        ...uses(object, place.lane, draft),
        ...takenOffBefore(object, place, draft),
        verb('free', draft.place(object, place.lane)),
      ],
    ];
  },
  use: ({ object }, { lane }, draft) => {
    if (draft.symbols.objectOf(object, lane) === null) return NOTHING;
    return [[...uses(object, lane, draft), verb('use', draft.place(object, lane))]];
  },
  get: ({ object, unlessZero }, { lane, step }, draft) => {
    if (draft.symbols.objectOf(object, lane) === null) return NOTHING;
    doubtTwoCounts(object, step, lane, draft);
    const pointer = draft.place(object, lane);
    if (!unlessZero) return [[...uses(object, lane, draft), verb('get', pointer)]];
    const got = draft.declare('cell', `got@${step.id.replace(':', '_')}`, [number(0)]);
    const noted: Statement = { is: 'noted', condition: equals(name(got), number(1)) };
    return [[verb('get-unless-zero', pointer, 'into', got), noted]];
  },
  put: ({ object }, { lane, later, step }, draft) => {
    const known = draft.symbols.objectOf(object, lane);
    if (known === null) return NOTHING;
    doubtTwoCounts(object, step, lane, draft);
    // `foo_put(p)` with its `kfree(p)` drawn below it: the free is that step
    if (freesLater(draft, known, lane, later, step.depth)) {
      draft.assume(
        `the reference dropped on line ${step.line} is the last, as the free drawn below it shows`,
        step.line,
        'shown',
      );
      return [[verb('use', draft.place(object, lane))]];
    }
    return [[...uses(object, lane, draft), verb('put', draft.place(object, lane))]];
  },
  link: ({ object, list }, { lane, step }, draft) => [
    [
      ...uses(`${object} ${list}`, lane, draft),
      ...notListedYet(draft, object, lane, step),
      { is: 'assign', target: listed(draft, object, lane), value: number(1) },
    ],
  ],
  unlink: ({ object }, { lane, step }, draft) => [
    [
      ...uses(object, lane, draft),
      ...useOf(draft, object, lane),
      ...stillListed(draft, object, lane, step),
      { is: 'assign', target: listed(draft, object, lane), value: number(0) },
    ],
  ],
  find: ({ into }, { lane, step }, draft) => {
    const known = draft.symbols.objectOf(into, lane);
    if (known === null) return NOTHING;
    draft.assume(`the look-up on line ${step.line} finds ${known}`, step.line, 'shown');
    const onList: Statement = { is: 'noted', condition: equals(name(listed(draft, into, lane)), number(1)) };
    return [[onList, { is: 'assign', target: draft.cell(into, lane), value: name(draft.object(known)) }]];
  },
};

/** `foo_put(p)` here and `refcount_dec_and_test(&p->ref)` there count one thing, which the machine keeps as two. */
function doubtTwoCounts(object: Term, step: Step, lane: number, draft: Draft): void {
  const known = draft.symbols.objectOf(object, lane);
  const isCounted = draft.diagram.steps.some((each) =>
    each.effects.some((effect) => {
      const member =
        effect.do === 'add' || effect.do === 'get' || effect.do === 'put'
          ? 'to' in effect
            ? effect.to
            : effect.object
          : null;
      const owner =
        member === null ? null : /^(.+)->\w*(?:ref|count|users|usage|cnt)\w*$/.exec(normalTerm(member))?.[1];
      return owner !== null && owner !== undefined && draft.symbols.objectOf(owner, each.lane) === known;
    }),
  );
  if (isCounted) draft.doubt(step, `"${step.text}" counts ${known} in another way than other steps do`);
}

function useOf(draft: Draft, object: Term, lane: number): Statement[] {
  return draft.symbols.objectOf(object, lane) === null ? [] : [verb('use', draft.place(object, lane))];
}

/** `q->e = NULL; free(q->e);`: drawn in this order, what is freed is what was there before. */
function clearedBefore(object: Term, { lane, earlier }: Place, draft: Draft): { known: string; line: number } | null {
  const place = draft.symbols.location(object, lane);
  const store = earlier.findLast((step) =>
    step.effects.some((effect) => effect.do === 'store' && draft.symbols.location(effect.to, lane) === place),
  );
  const isCleared = store?.effects.some((effect) => effect.do === 'store' && isNull(effect.value));
  const known = draft.symbols.objectOf(object, lane);
  return store !== undefined && isCleared === true && known !== null ? { known, line: store.line } : null;
}

/** `kfree_rcu(p)`: a callback of its own frees after a grace period. */
function freeAfterGracePeriod(object: Term, { lane, step }: Place, draft: Draft): readonly (readonly Statement[])[] {
  const known = draft.symbols.objectOf(object, lane);
  if (known === null) return NOTHING;
  const queued = draft.declare('cell', `freeing(${known})`, [number(0)]);
  draft.declare('readers', 'rcu');
  const pointer = name(draft.object(known));
  const when: Statement = { is: 'await', condition: equals(name(queued), number(1)) };
  draft.impliedLanes.push({
    name: 'rcu_callback',
    title: step.text,
    steps: [
      { statements: [when], text: 'the callback is queued' },
      { statements: [verb('wait-readers', 'rcu')], text: 'a grace period passes' },
      { statements: [verb('free', pointer)], text: `${step.text}: frees` },
    ],
  });
  draft.assume('the RCU callback runs as an actor of its own, after a grace period', step.line, 'shown');
  return [[{ is: 'assign', target: queued, value: number(1) }]];
}

function freesLater(draft: Draft, object: string, lane: number, later: readonly Step[], depth: number): boolean {
  for (const step of later) {
    const frees = step.effects.some(
      (effect) => effect.do === 'free' && draft.symbols.objectOf(effect.object, lane) === object,
    );
    if (frees) return true;
    if (step.depth <= depth && step.op !== 'note') return false;
  }
  return false;
}

/** Two steps that allocate into one place make two objects. */
function another(draft: Draft, object: string, step: Step): string {
  const before = draft.diagram.steps.slice(0, draft.diagram.steps.indexOf(step));
  const made = before.filter((each) =>
    each.effects.some((effect) => effect.do === 'alloc' && draft.symbols.objectOf(effect.object, each.lane) === object),
  ).length;
  return made === 0 ? '' : ` (${made + 1})`;
}

/** Whether the object of an allocation existed before it in the drawing: then the allocation makes another one. */
function earlierUse(draft: Draft, object: string, step: Step, earlier: readonly Step[]): boolean {
  const before = draft.diagram.steps.slice(0, draft.diagram.steps.indexOf(step));
  return [...before, ...earlier].some((each) =>
    each.effects.some(
      (effect) =>
        'object' in effect && effect.do !== 'alloc' && draft.symbols.objectOf(effect.object, each.lane) === object,
    ),
  );
}
